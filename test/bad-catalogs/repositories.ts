import { KINDS } from "../../contract/kinds";
import type { BadCatalogs } from "../model/bad-catalog";

const KINDS_HERE = Object.keys(KINDS)
  .map((kind) => JSON.stringify(kind))
  .join(", ");

/** Repositories and their kinds. */
export const repositories: BadCatalogs = {
  contents: {
    edits: [
      ["repositories.yaml", " contents: platform,", ""],
      ["repositories.yaml", " imports: [acme_helpers],", ""],
      ["repositories.yaml", "packs,", "packs, contents: sdk,"],
      ["repositories.yaml", "[acme_gateway]", "[]"],
      [
        "repositories.yaml",
        "archived",
        "archived }\n  acme-more: { kind: python-library, contents: core, owner: base, summary: More, imports: [acme_more]",
      ],
    ],
    refusals: [
      "repositories.yaml:20:3 repositories.acme-base: a python-library says which one of the family it is; add contents: core, platform or sdk",
      "repositories.yaml:22:3 repositories.acme-helpers: holds a Python package, so a name that it is imported by; add imports: [<name>]",
      "repositories.yaml:24:32 repositories.acme-content.contents: only a python-library has contents, this is of kind packs; remove it",
      "repositories.yaml:26:3 repositories.acme-gateway: holds a Python package, so a name that it is imported by; add imports: [<name>]",
      'repositories.yaml:28:38 repositories.acme-more.contents: "acme-helpers" has the contents "core" already; name others',
    ],
  },
  "gateway-without-repository": {
    edits: [
      [
        "repositories.yaml",
        "acme-gateway: { kind: gateway, owner: base, summary: One host for every product, imports: [acme_gateway] }\n  acme-old:",
        "acme-old:",
      ],
    ],
    refusals: [
      "family.yaml:20:1 gateway: gateway mode needs one repository of kind gateway, repositories.yaml has 0; fix it there or write direct",
    ],
  },
  "inside-a-circle": {
    edits: [["repositories.yaml", "[acme_base],", "[acme_base], inside: acme-helpers,"]],
    refusals: [
      'repositories.yaml:21:113 repositories.acme-base.inside: "acme-helpers" is itself inside "acme-base"; name a repository that stands on its own',
      'repositories.yaml:23:116 repositories.acme-helpers.inside: "acme-base" is itself inside "acme-helpers"; name a repository that stands on its own',
    ],
  },
  "inside-an-archived-repository": {
    edits: [["repositories.yaml", "inside: acme-base", "inside: acme-old"]],
    refusals: ['repositories.yaml:23:116 repositories.acme-helpers.inside: "acme-old" is archived; name an active repository'],
  },
  "inside-itself": {
    edits: [["repositories.yaml", "inside: acme-base", "inside: acme-helpers"]],
    refusals: ["repositories.yaml:23:116 repositories.acme-helpers.inside: a repository cannot hold itself; remove it or name another one"],
  },
  "inside-nothing": {
    edits: [["repositories.yaml", "inside: acme-base", "inside: acme-bass"]],
    refusals: ['repositories.yaml:23:116 repositories.acme-helpers.inside: no repository "acme-bass"; did you mean "acme-base"?'],
  },
  "kind-that-products-need": {
    edits: [["repositories.yaml", "web-ui:", "web:"]],
    refusals: [
      'repositories.yaml:1:1 kinds: no kind "web-ui", which every product\'s UI has; add it',
      `repositories.yaml:6:3 kinds.web: the kind "web" has no descriptor, so nobody knows its workflows and files; take one of ${KINDS_HERE}, or write its descriptor in contract/kinds.ts, its workflows in workflows/callers/repository-callers.ts and its files in scaffolds/web/files/ (CONTRIBUTING.md)`,
    ],
  },
  "no-infra-repository": {
    edits: [["repositories.yaml", "infra,", "packs,"]],
    refusals: [
      "repositories.yaml:16:3 kinds.infra: repositories.yaml has no repository of kind infra; add it: the repository of this catalog",
    ],
  },
  "platform-without-repository": {
    edits: [["family.yaml", "acme-base", "acme-bays"]],
    refusals: ['family.yaml:10:34 database.platform.owner: no repository "acme-bays"; did you mean "acme-base"?'],
  },
  "prototype-kind": {
    edits: [["repositories.yaml", "python-library, contents: sdk, imports: [acme_old]", "constructor"]],
    refusals: [
      'repositories.yaml:27:15 repositories.acme-old.kind: no kind "constructor"; there are "python-service", "web-ui", "python-library", "packs", "gateway", "infra": name one of them or add it under kinds',
    ],
  },
  "python-packages": {
    edits: [["repositories.yaml", "[acme_helpers],", "[acme_shop_api],"]],
    refusals: ['products/shop.yaml:1:1 the Python package "acme_shop_api" is taken by repositories.yaml:21; rename one of them'],
  },
  "repositories-that-differ-by-a-dot": {
    edits: [
      [
        "repositories.yaml",
        "acme-old:",
        "acme.base: { kind: packs, owner: base, summary: One }\n  acmebase: { kind: packs, owner: base, summary: Two }\n  acme-old:",
      ],
    ],
    refusals: [
      'repositories.yaml:28:3 repositories.acmebase: the repository "acmebase" is too much like "acme.base" of repositories.yaml:27; rename one of them',
    ],
  },
  "repositories-that-differ-by-capitals": {
    edits: [["repositories.yaml", "acme-old:", "Acme-Base:"]],
    refusals: [
      'repositories.yaml:27:3 repositories.Acme-Base: the repository "Acme-Base" is too much like "acme-base" of repositories.yaml:20; rename one of them',
    ],
  },
  "repository-of-a-product": {
    edits: [["repositories.yaml", "acme-old:", "acme-shop-api:"]],
    refusals: ['products/shop.yaml:1:1 the repository "acme-shop-api" is taken by repositories.yaml:27; rename one of them'],
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
      [
        "repositories.yaml",
        "kind: infra",
        "topics: [t0, t1, t2, t3, t4, t5, t6, t7, t8, t9, t10, t11, t12, t13, t14, t15, t16, t17, t18, t19], kind: infra",
      ],
    ],
    refusals: [
      "repositories.yaml:25:17 repositories.acme-infra.topics: with those of the family and of kind infra there are 21 topics; GitHub admits 20: remove some",
    ],
  },
  "two-infra-repositories": {
    edits: [["repositories.yaml", "python-library, contents: sdk, imports: [acme_old]", "infra"]],
    refusals: [
      'repositories.yaml:27:15 repositories.acme-old.kind: "acme-infra" is the repository of this catalog already; give this one another kind',
    ],
  },
  "unknown-kind": {
    edits: [["repositories.yaml", "packs,", "pack,"]],
    refusals: ['repositories.yaml:24:19 repositories.acme-content.kind: no kind "pack"; did you mean "packs"?'],
  },
};
