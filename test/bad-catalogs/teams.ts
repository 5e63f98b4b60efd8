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
      ["environments.yaml", "release]", "release, sales, sales-ui, base2, base3, base4]"],
      [
        "teams.yaml",
        "sales, members: [linus]",
        "sales, members: [linus] }\nbase2: { description: More of the base }\nbase3: { description: More of the base }\nbase4: { description: More of the base",
      ],
    ],
    refusals: ["environments.yaml:31:3 live.approvers: 7 approvers; GitHub admits 6: put them in one team"],
  },
  "unknown-approver": {
    edits: [["environments.yaml", "release]", "relase]"]],
    refusals: ['environments.yaml:31:21 live.approvers.1: no team "relase"; did you mean "release"?'],
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
        "base, summary: This catalog",
        "bse, summary: This catalog, access: { visitors: pull }, paths: { /docs/: [writers] }",
      ],
    ],
    refusals: [
      'repositories.yaml:7:29 kinds.python-service.paths./migrations/.0: no team "dba"; there are "base", "release", "sales", "sales-ui": name one of them or add it to teams.yaml',
      'repositories.yaml:27:30 repositories.acme-infra.owner: no team "bse"; did you mean "base"?',
      'repositories.yaml:27:75 repositories.acme-infra.access.visitors: no team "visitors"; there are "base", "release", "sales", "sales-ui": name one of them or add it to teams.yaml',
      'repositories.yaml:27:111 repositories.acme-infra.paths./docs/.0: no team "writers"; there are "base", "release", "sales", "sales-ui": name one of them or add it to teams.yaml',
    ],
  },
};
