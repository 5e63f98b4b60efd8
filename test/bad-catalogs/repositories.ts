import type { BadCatalogs } from "../model/bad-catalog";

/** Repositories and their kinds. */
export const repositories: BadCatalogs = {
  contents: {
    edits: [
      ["repositories.yaml", "paths:", "requiredChecks: [build / build, scan / scan]\n    environments: promotion\n    paths:"],
      [
        "repositories.yaml",
        "python-library:",
        "  requiredChecks: [build / build, scan / scan]\n    environments: promotion-and-release\n  python-library:",
      ],
      ["repositories.yaml", "packs:", "  requiredChecks: [build / build]\n    environments: release\n  packs:"],
      ["repositories.yaml", "gateway:\n", "  requiredChecks: [packs / validate]\n    environments: release\n  gateway:\n"],
      ["repositories.yaml", "infra:\n", "  requiredChecks: [build / build]\n    environments: promotion\n  infra:\n"],
      ["repositories.yaml", "sharesWorkflows:", "requiredChecks: [ci / check]\n    environments: platform\n    sharesWorkflows:"],
      [
        "repositories.yaml",
        "acme-base:\n    { kind: python-library, contents: platform, owner: base, summary: Shared server code, imports: [acme_base], secrets: [INDEX_TOKEN] }\n  acme-helpers:\n    { kind: python-library, contents: core, owner: sales, summary: Kept inside acme-base, imports: [acme_helpers], inside: acme-base }\n  acme-content: { kind: packs",
        "acme-base: { kind: python-library, owner: base, summary: Shared server code, imports: [acme_base], secrets: [INDEX_TOKEN] }\n  acme-helpers: { kind: python-library, contents: core, owner: sales, summary: Kept inside acme-base, inside: acme-base }\n  acme-content: { kind: packs, contents: sdk",
      ],
      [
        "repositories.yaml",
        "acme_gateway] }\n  acme-old: { kind: python-library, contents: sdk, imports: [acme_old], owner: base, summary: Retired, state: archived",
        "] }\n  acme-old: { kind: python-library, owner: base, summary: Retired, state: archived }\n  acme-more: { kind: python-library, contents: core, owner: base, summary: More, imports: [acme_more]",
      ],
    ],
    refusals: [
      "repositories.yaml:32:3 repositories.acme-base: a python-library says which one of the family it is; add contents: core, platform or sdk",
      "repositories.yaml:33:3 repositories.acme-helpers: holds a Python package, so a name that it is imported by; add imports: [<name>]",
      "repositories.yaml:34:32 repositories.acme-content.contents: only a python-library has contents, this is of kind packs; remove it",
      "repositories.yaml:36:3 repositories.acme-gateway: holds a Python package, so a name that it is imported by; add imports: [<name>]",
      'repositories.yaml:38:38 repositories.acme-more.contents: "acme-helpers" has the contents "core" already; name others',
    ],
  },
  "gateway-without-repository": {
    edits: [
      ["repositories.yaml", "paths:", "requiredChecks: [build / build, scan / scan]\n    environments: promotion\n    paths:"],
      [
        "repositories.yaml",
        "python-library:",
        "  requiredChecks: [build / build, scan / scan]\n    environments: promotion-and-release\n  python-library:",
      ],
      ["repositories.yaml", "packs:", "  requiredChecks: [build / build]\n    environments: release\n  packs:"],
      ["repositories.yaml", "gateway:\n", "  requiredChecks: [packs / validate]\n    environments: release\n  gateway:\n"],
      ["repositories.yaml", "infra:\n", "  requiredChecks: [build / build]\n    environments: promotion\n  infra:\n"],
      ["repositories.yaml", "sharesWorkflows:", "requiredChecks: [ci / check]\n    environments: platform\n    sharesWorkflows:"],
      [
        "repositories.yaml",
        "acme-base:\n    { kind: python-library, contents: platform, owner: base, summary: Shared server code, imports: [acme_base], secrets: [INDEX_TOKEN] }\n  acme-helpers:\n   ",
        "acme-base: { kind: python-library, contents: platform, owner: base, summary: Shared server code, imports: [acme_base], secrets: [INDEX_TOKEN] }\n  acme-helpers:",
      ],
      [
        "repositories.yaml",
        "acme-gateway: { kind: gateway, owner: base, summary: One host for every product, imports: [acme_gateway] }\n  acme-old: { kind: python-library, contents: sdk, imports: [acme_old]",
        "acme-old: { kind: python-library",
      ],
    ],
    refusals: [
      "family.yaml:20:1 gateway: gateway mode needs one repository of kind gateway, repositories.yaml has 0; fix it there or write direct",
    ],
  },
  "inside-a-circle": {
    edits: [
      ["repositories.yaml", "paths:", "requiredChecks: [build / build, scan / scan]\n    environments: promotion\n    paths:"],
      [
        "repositories.yaml",
        "python-library:",
        "  requiredChecks: [build / build, scan / scan]\n    environments: promotion-and-release\n  python-library:",
      ],
      ["repositories.yaml", "packs:", "  requiredChecks: [build / build]\n    environments: release\n  packs:"],
      ["repositories.yaml", "gateway:\n", "  requiredChecks: [packs / validate]\n    environments: release\n  gateway:\n"],
      ["repositories.yaml", "infra:\n", "  requiredChecks: [build / build]\n    environments: promotion\n  infra:\n"],
      ["repositories.yaml", "sharesWorkflows:", "requiredChecks: [ci / check]\n    environments: platform\n    sharesWorkflows:"],
      [
        "repositories.yaml",
        "acme-base:\n    { kind: python-library, contents: platform, owner: base, summary: Shared server code, imports: [acme_base], secrets: [INDEX_TOKEN] }\n  acme-helpers:\n   ",
        "acme-base: { kind: python-library, contents: platform, owner: base, summary: Shared server code, imports: [acme_base], inside: acme-helpers, secrets: [INDEX_TOKEN] }\n  acme-helpers:",
      ],
      ["repositories.yaml", "contents: sdk, imports: [acme_old], owner:", "owner:"],
    ],
    refusals: [
      'repositories.yaml:32:122 repositories.acme-base.inside: "acme-helpers" is itself inside "acme-base"; name a repository that stands on its own',
      'repositories.yaml:33:128 repositories.acme-helpers.inside: "acme-base" is itself inside "acme-helpers"; name a repository that stands on its own',
    ],
  },
  "inside-an-archived-repository": {
    edits: [
      ["repositories.yaml", "paths:", "requiredChecks: [build / build, scan / scan]\n    environments: promotion\n    paths:"],
      [
        "repositories.yaml",
        "python-library:",
        "  requiredChecks: [build / build, scan / scan]\n    environments: promotion-and-release\n  python-library:",
      ],
      ["repositories.yaml", "packs:", "  requiredChecks: [build / build]\n    environments: release\n  packs:"],
      ["repositories.yaml", "gateway:\n", "  requiredChecks: [packs / validate]\n    environments: release\n  gateway:\n"],
      ["repositories.yaml", "infra:\n", "  requiredChecks: [build / build]\n    environments: promotion\n  infra:\n"],
      ["repositories.yaml", "sharesWorkflows:", "requiredChecks: [ci / check]\n    environments: platform\n    sharesWorkflows:"],
      [
        "repositories.yaml",
        "acme-base:\n    { kind: python-library, contents: platform, owner: base, summary: Shared server code, imports: [acme_base], secrets: [INDEX_TOKEN] }\n  acme-helpers:\n    { kind: python-library, contents: core, owner: sales, summary: Kept inside acme-base, imports: [acme_helpers], inside: acme-base",
        "acme-base: { kind: python-library, contents: platform, owner: base, summary: Shared server code, imports: [acme_base], secrets: [INDEX_TOKEN] }\n  acme-helpers: { kind: python-library, contents: core, owner: sales, summary: Kept inside acme-base, imports: [acme_helpers], inside: acme-old",
      ],
      ["repositories.yaml", "contents: sdk, imports: [acme_old], owner:", "owner:"],
    ],
    refusals: ['repositories.yaml:33:128 repositories.acme-helpers.inside: "acme-old" is archived; name an active repository'],
  },
  "inside-itself": {
    edits: [
      ["repositories.yaml", "paths:", "requiredChecks: [build / build, scan / scan]\n    environments: promotion\n    paths:"],
      [
        "repositories.yaml",
        "python-library:",
        "  requiredChecks: [build / build, scan / scan]\n    environments: promotion-and-release\n  python-library:",
      ],
      ["repositories.yaml", "packs:", "  requiredChecks: [build / build]\n    environments: release\n  packs:"],
      ["repositories.yaml", "gateway:\n", "  requiredChecks: [packs / validate]\n    environments: release\n  gateway:\n"],
      ["repositories.yaml", "infra:\n", "  requiredChecks: [build / build]\n    environments: promotion\n  infra:\n"],
      ["repositories.yaml", "sharesWorkflows:", "requiredChecks: [ci / check]\n    environments: platform\n    sharesWorkflows:"],
      [
        "repositories.yaml",
        "acme-base:\n    { kind: python-library, contents: platform, owner: base, summary: Shared server code, imports: [acme_base], secrets: [INDEX_TOKEN] }\n  acme-helpers:\n    { kind: python-library, contents: core, owner: sales, summary: Kept inside acme-base, imports: [acme_helpers], inside: acme-base",
        "acme-base: { kind: python-library, contents: platform, owner: base, summary: Shared server code, imports: [acme_base], secrets: [INDEX_TOKEN] }\n  acme-helpers: { kind: python-library, contents: core, owner: sales, summary: Kept inside acme-base, imports: [acme_helpers], inside: acme-helpers",
      ],
      ["repositories.yaml", "contents: sdk, imports: [acme_old], owner:", "owner:"],
    ],
    refusals: ["repositories.yaml:33:128 repositories.acme-helpers.inside: a repository cannot hold itself; remove it or name another one"],
  },
  "inside-nothing": {
    edits: [
      ["repositories.yaml", "paths:", "requiredChecks: [build / build, scan / scan]\n    environments: promotion\n    paths:"],
      [
        "repositories.yaml",
        "python-library:",
        "  requiredChecks: [build / build, scan / scan]\n    environments: promotion-and-release\n  python-library:",
      ],
      ["repositories.yaml", "packs:", "  requiredChecks: [build / build]\n    environments: release\n  packs:"],
      ["repositories.yaml", "gateway:\n", "  requiredChecks: [packs / validate]\n    environments: release\n  gateway:\n"],
      ["repositories.yaml", "infra:\n", "  requiredChecks: [build / build]\n    environments: promotion\n  infra:\n"],
      ["repositories.yaml", "sharesWorkflows:", "requiredChecks: [ci / check]\n    environments: platform\n    sharesWorkflows:"],
      [
        "repositories.yaml",
        "acme-base:\n    { kind: python-library, contents: platform, owner: base, summary: Shared server code, imports: [acme_base], secrets: [INDEX_TOKEN] }\n  acme-helpers:\n    { kind: python-library, contents: core, owner: sales, summary: Kept inside acme-base, imports: [acme_helpers], inside: acme-base",
        "acme-base: { kind: python-library, contents: platform, owner: base, summary: Shared server code, imports: [acme_base], secrets: [INDEX_TOKEN] }\n  acme-helpers: { kind: python-library, contents: core, owner: sales, summary: Kept inside acme-base, imports: [acme_helpers], inside: acme-bass",
      ],
      ["repositories.yaml", "contents: sdk, imports: [acme_old], owner:", "owner:"],
    ],
    refusals: ['repositories.yaml:33:128 repositories.acme-helpers.inside: no repository "acme-bass"; did you mean "acme-base"?'],
  },
  "kind-that-products-need": {
    edits: [
      ["repositories.yaml", "paths:", "requiredChecks: [build / build, scan / scan]\n    environments: promotion\n    paths:"],
      ["repositories.yaml", "web-ui:", "web:"],
      [
        "repositories.yaml",
        "python-library:",
        "  requiredChecks: [build / build, scan / scan]\n    environments: promotion\n  python-library:",
      ],
      ["repositories.yaml", "packs:", "  requiredChecks: [build / build]\n    environments: release\n  packs:"],
      ["repositories.yaml", "gateway:\n", "  requiredChecks: [packs / validate]\n    environments: release\n  gateway:\n"],
      ["repositories.yaml", "infra:\n", "  requiredChecks: [build / build]\n    environments: promotion\n  infra:\n"],
      ["repositories.yaml", "sharesWorkflows:", "requiredChecks: [ci / check]\n    environments: platform\n    sharesWorkflows:"],
      [
        "repositories.yaml",
        "acme-base:\n    { kind: python-library, contents: platform, owner: base, summary: Shared server code, imports: [acme_base], secrets: [INDEX_TOKEN] }\n  acme-helpers:\n   ",
        "acme-base: { kind: python-library, contents: platform, owner: base, summary: Shared server code, imports: [acme_base], secrets: [INDEX_TOKEN] }\n  acme-helpers:",
      ],
      ["repositories.yaml", "contents: sdk, imports: [acme_old], owner:", "owner:"],
    ],
    refusals: [
      'repositories.yaml:1:1 kinds: no kind "web-ui", which every product\'s UI has; add it',
      'repositories.yaml:8:3 kinds.web: the kind "web" has no descriptor, so nobody knows its workflows and files; take one of "python-service", "web-ui", "python-library", "packs", "gateway", "infra", or write its descriptor in contract/kinds.ts, its workflows in workflows/callers/repository-callers.ts and its files in scaffolds/web/files/ (CONTRIBUTING.md)',
    ],
  },
  "no-infra-repository": {
    edits: [
      ["repositories.yaml", "paths:", "requiredChecks: [build / build, scan / scan]\n    environments: promotion\n    paths:"],
      [
        "repositories.yaml",
        "python-library:",
        "  requiredChecks: [build / build, scan / scan]\n    environments: promotion-and-release\n  python-library:",
      ],
      ["repositories.yaml", "packs:", "  requiredChecks: [build / build]\n    environments: release\n  packs:"],
      ["repositories.yaml", "gateway:\n", "  requiredChecks: [packs / validate]\n    environments: release\n  gateway:\n"],
      ["repositories.yaml", "infra:\n", "  requiredChecks: [build / build]\n    environments: promotion\n  infra:\n"],
      ["repositories.yaml", "sharesWorkflows:", "requiredChecks: [ci / check]\n    environments: platform\n    sharesWorkflows:"],
      [
        "repositories.yaml",
        "acme-base:\n    { kind: python-library, contents: platform, owner: base, summary: Shared server code, imports: [acme_base], secrets: [INDEX_TOKEN] }\n  acme-helpers:\n   ",
        "acme-base: { kind: python-library, contents: platform, owner: base, summary: Shared server code, imports: [acme_base], secrets: [INDEX_TOKEN] }\n  acme-helpers:",
      ],
      ["repositories.yaml", "infra,", "packs,"],
      ["repositories.yaml", "contents: sdk, imports: [acme_old], owner:", "owner:"],
    ],
    refusals: [
      "repositories.yaml:26:3 kinds.infra: repositories.yaml has no repository of kind infra; add it: the repository of this catalog",
    ],
  },
  "platform-without-repository": {
    edits: [["family.yaml", "acme-base", "acme-bays"]],
    refusals: ['family.yaml:10:34 database.platform.owner: no repository "acme-bays"; did you mean "acme-base"?'],
  },
  "prototype-kind": {
    edits: [
      ["repositories.yaml", "paths:", "requiredChecks: [build / build, scan / scan]\n    environments: promotion\n    paths:"],
      [
        "repositories.yaml",
        "python-library:",
        "  requiredChecks: [build / build, scan / scan]\n    environments: promotion-and-release\n  python-library:",
      ],
      ["repositories.yaml", "packs:", "  requiredChecks: [build / build]\n    environments: release\n  packs:"],
      ["repositories.yaml", "gateway:\n", "  requiredChecks: [packs / validate]\n    environments: release\n  gateway:\n"],
      ["repositories.yaml", "infra:\n", "  requiredChecks: [build / build]\n    environments: promotion\n  infra:\n"],
      ["repositories.yaml", "sharesWorkflows:", "requiredChecks: [ci / check]\n    environments: platform\n    sharesWorkflows:"],
      [
        "repositories.yaml",
        "acme-base:\n    { kind: python-library, contents: platform, owner: base, summary: Shared server code, imports: [acme_base], secrets: [INDEX_TOKEN] }\n  acme-helpers:\n   ",
        "acme-base: { kind: python-library, contents: platform, owner: base, summary: Shared server code, imports: [acme_base], secrets: [INDEX_TOKEN] }\n  acme-helpers:",
      ],
      ["repositories.yaml", "python-library, contents: sdk, imports: [acme_old]", "constructor"],
    ],
    refusals: [
      'repositories.yaml:37:15 repositories.acme-old.kind: no kind "constructor"; there are "python-service", "web-ui", "python-library", "packs", "gateway", "infra": name one of them or add it under kinds',
    ],
  },
  "python-packages": {
    edits: [
      ["repositories.yaml", "paths:", "requiredChecks: [build / build, scan / scan]\n    environments: promotion\n    paths:"],
      [
        "repositories.yaml",
        "python-library:",
        "  requiredChecks: [build / build, scan / scan]\n    environments: promotion-and-release\n  python-library:",
      ],
      ["repositories.yaml", "packs:", "  requiredChecks: [build / build]\n    environments: release\n  packs:"],
      ["repositories.yaml", "gateway:\n", "  requiredChecks: [packs / validate]\n    environments: release\n  gateway:\n"],
      ["repositories.yaml", "infra:\n", "  requiredChecks: [build / build]\n    environments: promotion\n  infra:\n"],
      ["repositories.yaml", "sharesWorkflows:", "requiredChecks: [ci / check]\n    environments: platform\n    sharesWorkflows:"],
      [
        "repositories.yaml",
        "acme-base:\n    { kind: python-library, contents: platform, owner: base, summary: Shared server code, imports: [acme_base], secrets: [INDEX_TOKEN] }\n  acme-helpers:\n    { kind: python-library, contents: core, owner: sales, summary: Kept inside acme-base, imports: [acme_helpers",
        "acme-base: { kind: python-library, contents: platform, owner: base, summary: Shared server code, imports: [acme_base], secrets: [INDEX_TOKEN] }\n  acme-helpers: { kind: python-library, contents: core, owner: sales, summary: Kept inside acme-base, imports: [acme_shop_api",
      ],
      ["repositories.yaml", "contents: sdk, imports: [acme_old], owner:", "owner:"],
    ],
    refusals: ['products/shop.yaml:1:1 the Python package "acme_shop_api" is taken by repositories.yaml:32; rename one of them'],
  },
  "repositories-that-differ-by-a-dot": {
    edits: [
      ["repositories.yaml", "paths:", "requiredChecks: [build / build, scan / scan]\n    environments: promotion\n    paths:"],
      [
        "repositories.yaml",
        "python-library:",
        "  requiredChecks: [build / build, scan / scan]\n    environments: promotion-and-release\n  python-library:",
      ],
      ["repositories.yaml", "packs:", "  requiredChecks: [build / build]\n    environments: release\n  packs:"],
      ["repositories.yaml", "gateway:\n", "  requiredChecks: [packs / validate]\n    environments: release\n  gateway:\n"],
      ["repositories.yaml", "infra:\n", "  requiredChecks: [build / build]\n    environments: promotion\n  infra:\n"],
      ["repositories.yaml", "sharesWorkflows:", "requiredChecks: [ci / check]\n    environments: platform\n    sharesWorkflows:"],
      [
        "repositories.yaml",
        "acme-base:\n    { kind: python-library, contents: platform, owner: base, summary: Shared server code, imports: [acme_base], secrets: [INDEX_TOKEN] }\n  acme-helpers:\n   ",
        "acme-base: { kind: python-library, contents: platform, owner: base, summary: Shared server code, imports: [acme_base], secrets: [INDEX_TOKEN] }\n  acme-helpers:",
      ],
      [
        "repositories.yaml",
        "acme-old: { kind: python-library, contents: sdk, imports: [acme_old]",
        "acme.base: { kind: packs, owner: base, summary: One }\n  acmebase: { kind: packs, owner: base, summary: Two }\n  acme-old: { kind: python-library",
      ],
    ],
    refusals: [
      'repositories.yaml:38:3 repositories.acmebase: the repository "acmebase" is too much like "acme.base" of repositories.yaml:37; rename one of them',
    ],
  },
  "repositories-that-differ-by-capitals": {
    edits: [
      ["repositories.yaml", "paths:", "requiredChecks: [build / build, scan / scan]\n    environments: promotion\n    paths:"],
      [
        "repositories.yaml",
        "python-library:",
        "  requiredChecks: [build / build, scan / scan]\n    environments: promotion-and-release\n  python-library:",
      ],
      ["repositories.yaml", "packs:", "  requiredChecks: [build / build]\n    environments: release\n  packs:"],
      ["repositories.yaml", "gateway:\n", "  requiredChecks: [packs / validate]\n    environments: release\n  gateway:\n"],
      ["repositories.yaml", "infra:\n", "  requiredChecks: [build / build]\n    environments: promotion\n  infra:\n"],
      ["repositories.yaml", "sharesWorkflows:", "requiredChecks: [ci / check]\n    environments: platform\n    sharesWorkflows:"],
      [
        "repositories.yaml",
        "acme-base:\n    { kind: python-library, contents: platform, owner: base, summary: Shared server code, imports: [acme_base], secrets: [INDEX_TOKEN] }\n  acme-helpers:\n   ",
        "acme-base: { kind: python-library, contents: platform, owner: base, summary: Shared server code, imports: [acme_base], secrets: [INDEX_TOKEN] }\n  acme-helpers:",
      ],
      ["repositories.yaml", "acme-old: { kind: python-library, contents: sdk, imports: [acme_old]", "Acme-Base: { kind: python-library"],
    ],
    refusals: [
      'repositories.yaml:37:3 repositories.Acme-Base: the repository "Acme-Base" is too much like "acme-base" of repositories.yaml:32; rename one of them',
    ],
  },
  "repository-of-a-product": {
    edits: [
      ["repositories.yaml", "paths:", "requiredChecks: [build / build, scan / scan]\n    environments: promotion\n    paths:"],
      [
        "repositories.yaml",
        "python-library:",
        "  requiredChecks: [build / build, scan / scan]\n    environments: promotion-and-release\n  python-library:",
      ],
      ["repositories.yaml", "packs:", "  requiredChecks: [build / build]\n    environments: release\n  packs:"],
      ["repositories.yaml", "gateway:\n", "  requiredChecks: [packs / validate]\n    environments: release\n  gateway:\n"],
      ["repositories.yaml", "infra:\n", "  requiredChecks: [build / build]\n    environments: promotion\n  infra:\n"],
      ["repositories.yaml", "sharesWorkflows:", "requiredChecks: [ci / check]\n    environments: platform\n    sharesWorkflows:"],
      [
        "repositories.yaml",
        "acme-base:\n    { kind: python-library, contents: platform, owner: base, summary: Shared server code, imports: [acme_base], secrets: [INDEX_TOKEN] }\n  acme-helpers:\n   ",
        "acme-base: { kind: python-library, contents: platform, owner: base, summary: Shared server code, imports: [acme_base], secrets: [INDEX_TOKEN] }\n  acme-helpers:",
      ],
      [
        "repositories.yaml",
        "acme-old: { kind: python-library, contents: sdk, imports: [acme_old]",
        "acme-shop-api: { kind: python-library",
      ],
    ],
    refusals: ['products/shop.yaml:1:1 the repository "acme-shop-api" is taken by repositories.yaml:37; rename one of them'],
  },
  "secret-undeclared": {
    edits: [["secrets/acme-base.yaml", "}", '}\n  INDEX_TOKNE: { keyId: "1", value: c2VhbGVk }\n  OTHER: { keyId: "1", value: c2VhbGVk }']],
    refusals: [
      'secrets/acme-base.yaml:3:3 release.INDEX_TOKNE: "INDEX_TOKNE" is not declared; did you mean "INDEX_TOKEN"?',
      'secrets/acme-base.yaml:4:3 release.OTHER: "OTHER" is not declared; add it to the secrets of acme-base or remove the value',
    ],
  },
  "too-many-topics": {
    edits: [
      ["repositories.yaml", "paths:", "requiredChecks: [build / build, scan / scan]\n    environments: promotion\n    paths:"],
      [
        "repositories.yaml",
        "python-library:",
        "  requiredChecks: [build / build, scan / scan]\n    environments: promotion-and-release\n  python-library:",
      ],
      ["repositories.yaml", "packs:", "  requiredChecks: [build / build]\n    environments: release\n  packs:"],
      ["repositories.yaml", "gateway:\n", "  requiredChecks: [packs / validate]\n    environments: release\n  gateway:\n"],
      ["repositories.yaml", "infra:\n", "  requiredChecks: [build / build]\n    environments: promotion\n  infra:\n"],
      ["repositories.yaml", "sharesWorkflows:", "requiredChecks: [ci / check]\n    environments: platform\n    sharesWorkflows:"],
      [
        "repositories.yaml",
        "acme-base:\n    { kind: python-library, contents: platform, owner: base, summary: Shared server code, imports: [acme_base], secrets: [INDEX_TOKEN] }\n  acme-helpers:\n   ",
        "acme-base: { kind: python-library, contents: platform, owner: base, summary: Shared server code, imports: [acme_base], secrets: [INDEX_TOKEN] }\n  acme-helpers:",
      ],
      [
        "repositories.yaml",
        "kind: infra",
        "topics: [t0, t1, t2, t3, t4, t5, t6, t7, t8, t9, t10, t11, t12, t13, t14, t15, t16, t17, t18, t19], kind: infra",
      ],
      ["repositories.yaml", "contents: sdk, imports: [acme_old], owner:", "owner:"],
    ],
    refusals: [
      "repositories.yaml:35:17 repositories.acme-infra.topics: with those of the family and of kind infra there are 21 topics; GitHub admits 20: remove some",
    ],
  },
  "two-infra-repositories": {
    edits: [
      ["repositories.yaml", "paths:", "requiredChecks: [build / build, scan / scan]\n    environments: promotion\n    paths:"],
      [
        "repositories.yaml",
        "python-library:",
        "  requiredChecks: [build / build, scan / scan]\n    environments: promotion-and-release\n  python-library:",
      ],
      ["repositories.yaml", "packs:", "  requiredChecks: [build / build]\n    environments: release\n  packs:"],
      ["repositories.yaml", "gateway:\n", "  requiredChecks: [packs / validate]\n    environments: release\n  gateway:\n"],
      ["repositories.yaml", "infra:\n", "  requiredChecks: [build / build]\n    environments: promotion\n  infra:\n"],
      ["repositories.yaml", "sharesWorkflows:", "requiredChecks: [ci / check]\n    environments: platform\n    sharesWorkflows:"],
      [
        "repositories.yaml",
        "acme-base:\n    { kind: python-library, contents: platform, owner: base, summary: Shared server code, imports: [acme_base], secrets: [INDEX_TOKEN] }\n  acme-helpers:\n   ",
        "acme-base: { kind: python-library, contents: platform, owner: base, summary: Shared server code, imports: [acme_base], secrets: [INDEX_TOKEN] }\n  acme-helpers:",
      ],
      ["repositories.yaml", "python-library, contents: sdk, imports: [acme_old]", "infra"],
    ],
    refusals: [
      'repositories.yaml:37:15 repositories.acme-old.kind: "acme-infra" is the repository of this catalog already; give this one another kind',
    ],
  },
  "unknown-kind": {
    edits: [
      ["repositories.yaml", "paths:", "requiredChecks: [build / build, scan / scan]\n    environments: promotion\n    paths:"],
      [
        "repositories.yaml",
        "python-library:",
        "  requiredChecks: [build / build, scan / scan]\n    environments: promotion-and-release\n  python-library:",
      ],
      ["repositories.yaml", "packs:", "  requiredChecks: [build / build]\n    environments: release\n  packs:"],
      ["repositories.yaml", "gateway:\n", "  requiredChecks: [packs / validate]\n    environments: release\n  gateway:\n"],
      ["repositories.yaml", "infra:\n", "  requiredChecks: [build / build]\n    environments: promotion\n  infra:\n"],
      ["repositories.yaml", "sharesWorkflows:", "requiredChecks: [ci / check]\n    environments: platform\n    sharesWorkflows:"],
      [
        "repositories.yaml",
        "acme-base:\n    { kind: python-library, contents: platform, owner: base, summary: Shared server code, imports: [acme_base], secrets: [INDEX_TOKEN] }\n  acme-helpers:\n    { kind: python-library, contents: core, owner: sales, summary: Kept inside acme-base, imports: [acme_helpers], inside: acme-base }\n  acme-content: { kind: packs",
        "acme-base: { kind: python-library, contents: platform, owner: base, summary: Shared server code, imports: [acme_base], secrets: [INDEX_TOKEN] }\n  acme-helpers: { kind: python-library, contents: core, owner: sales, summary: Kept inside acme-base, imports: [acme_helpers], inside: acme-base }\n  acme-content: { kind: pack",
      ],
      ["repositories.yaml", "contents: sdk, imports: [acme_old], owner:", "owner:"],
    ],
    refusals: ['repositories.yaml:34:19 repositories.acme-content.kind: no kind "pack"; did you mean "packs"?'],
  },
};
