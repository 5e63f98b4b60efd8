import type { BadCatalogs } from "../model/bad-catalog";

/** Teams and those who approve. */
export const teams: BadCatalogs = {
  "prototype-teams": {
    edits: [["products/tide.yaml", "sales, ui: sales-ui", "constructor, ui: valueof"]],
    refusals: [
      'products/tide.yaml:3:11 owners.api: no team "constructor"; there are "base", "release", "sales", "sales-ui": name one of them or add it to teams.yaml',
      'products/tide.yaml:3:29 owners.ui: no team "valueof"; there are "base", "release", "sales", "sales-ui": name one of them or add it to teams.yaml',
    ],
  },
  "teams-in-a-circle": {
    edits: [["teams.yaml", "tide", "tide, parent: sales-ui"]],
    refusals: [
      "teams.yaml:3:38 sales.parent: the parents go in a circle: sales → sales-ui → sales; remove one of them",
      "teams.yaml:4:43 sales-ui.parent: the parents go in a circle: sales-ui → sales → sales-ui; remove one of them",
    ],
  },
  "too-many-approvers": {
    edits: [
      ["environments.yaml", "[base, release]", "[base, release, sales, sales-ui, base2, base3, base4]"],
      [
        "teams.yaml",
        "sales, members: [linus]",
        "sales, members: [linus] }\nbase2: { description: More of the base }\nbase3: { description: More of the base }\nbase4: { description: More of the base",
      ],
    ],
    refusals: ["environments.yaml:30:3 live.approvers: 7 approvers; GitHub admits 6: put them in one team"],
  },
  "unknown-approver": {
    edits: [["environments.yaml", "[base, release]", "[base, relase]"]],
    refusals: ['environments.yaml:30:21 live.approvers.1: no team "relase"; did you mean "release"?'],
  },
  "unknown-parent-team": {
    edits: [["teams.yaml", "sales,", "sail,"]],
    refusals: [
      'teams.yaml:4:43 sales-ui.parent: no team "sail"; there are "base", "release", "sales", "sales-ui": name one of them or add it to teams.yaml',
    ],
  },
  "unknown-team-of-a-product": {
    edits: [["products/tide.yaml", "sales,", "tide-team,"]],
    refusals: [
      'products/tide.yaml:3:11 owners.api: no team "tide-team"; there are "base", "release", "sales", "sales-ui": name one of them or add it to teams.yaml',
    ],
  },
  "unknown-teams": {
    edits: [
      [
        "repositories.yaml",
        "paths: { /migrations/: [base",
        "requiredChecks: [build / build, scan / scan]\n    environments: promotion\n    paths: { /migrations/: [dba",
      ],
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
        "base, summary: This catalog",
        "bse, summary: This catalog, access: { visitors: pull }, paths: { /docs/: [writers] }",
      ],
      ["repositories.yaml", "contents: sdk, imports: [acme_old], owner:", "owner:"],
    ],
    refusals: [
      'repositories.yaml:7:29 kinds.python-service.paths./migrations/.0: no team "dba"; there are "base", "release", "sales", "sales-ui": name one of them or add it to teams.yaml',
      'repositories.yaml:35:30 repositories.acme-infra.owner: no team "bse"; did you mean "base"?',
      'repositories.yaml:35:75 repositories.acme-infra.access.visitors: no team "visitors"; there are "base", "release", "sales", "sales-ui": name one of them or add it to teams.yaml',
      'repositories.yaml:35:111 repositories.acme-infra.paths./docs/.0: no team "writers"; there are "base", "release", "sales", "sales-ui": name one of them or add it to teams.yaml',
    ],
  },
};
