import type { BadCatalogs } from "../model/bad-catalog";

/** The organization's plan, its Apps and its released workflows. */
export const organization: BadCatalogs = {
  "action-by-tag": {
    edits: [["family.yaml", "labeler@aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "labeler@v6, github/codeql-action/init@main"]],
    refusals: [
      'family.yaml:39:22 actions.allowed.0: got "actions/labeler@v6"; write owner/repository[/path]@ and the full commit, 40 hexadecimal digits: a tag can be moved to other code',
      'family.yaml:39:42 actions.allowed.1: got "github/codeql-action/init@main"; write owner/repository[/path]@ and the full commit, 40 hexadecimal digits: a tag can be moved to other code',
    ],
  },
  "canaries-without-updates": {
    edits: [["family.yaml", "actions: {", "fleet: { canaries: [acme-shop-ap, acme-infra, acme-helpers, acme-old] }\nactions: {"]],
    refusals: [
      'family.yaml:39:21 fleet.canaries.0: no repository "acme-shop-ap"; did you mean "acme-shop-api"?',
      'family.yaml:39:35 fleet.canaries.1: "acme-infra" holds the catalog and gets no updates; name another repository',
      'family.yaml:39:47 fleet.canaries.2: "acme-helpers" lives inside "acme-base" and gets no updates of its own; name an active repository',
      'family.yaml:39:61 fleet.canaries.3: "acme-old" is archived and gets no updates of its own; name an active repository',
    ],
  },
  "free-plan": {
    edits: [["family.yaml", "enterprise", "free"]],
    refusals: [
      'environments.yaml:31:3 live.approvers: the plan free has no approvals and wait timers on repositories that are not public, such as acme-infra and 4 more: GitHub would not hold a deployment to live; take the plan enterprise, make them public, or add an exception "github-plan" with a reason',
      'family.yaml:3:1 plan: the plan free has no branch and tag protection on repositories that are not public, such as acme-base and 5 more; take the plan team, make them public, or add an exception "github-plan" with a reason',
      "family.yaml:3:1 plan: the plan free has no environments on repositories that are not public, such as acme-base and 5 more: nothing could be deployed or published from there; take the plan team, make them public",
      "family.yaml:3:1 plan: the plan free keeps no attestations on repositories that are not public, such as acme-base and 4 more: what is built there is never signed, so every deployment would be refused; take the plan enterprise, make them public",
      'family.yaml:3:1 plan: the plan free keeps no list of allowed actions on repositories that are not public, such as acme-base and 5 more: every action there is could run; take the plan enterprise, make them public, or add an exception "github-plan" with a reason',
    ],
  },
  "internal-on-the-team-plan": {
    edits: [
      [
        "family.yaml",
        "enterprise",
        'team\nvisibility: internal\nexceptions: { github-plan: { reason: "Approvals come with the new contract", owner: base, expires: 2026-12-31 } }',
      ],
    ],
    refusals: [
      "family.yaml:3:1 plan: the plan team keeps no attestations on repositories that are not public, such as acme-base and 4 more: what is built there is never signed, so every deployment would be refused; take the plan enterprise, make them public",
      "family.yaml:4:1 visibility: internal repositories need the plan enterprise, the family has team; write private or public",
    ],
  },
  "one-app-for-everything": {
    edits: [["family.yaml", "778", "777"]],
    refusals: [
      "family.yaml:26:5 github.releaseAppId: got 777, the App of github.appId, which may bypass protections; make a second App that may write contents and pull requests alone",
    ],
  },
  "released-with-local-state": {
    edits: [
      [
        "family.yaml",
        's3,\n    bucket: acme-tfstate,\n    region: eu-north-1,\n    roles: { plan: "arn:aws:iam::000000004711:role/state-read", apply: "arn:aws:iam::000000004711:role/state-write" },',
        "local",
      ],
    ],
    refusals: [
      "family.yaml:32:1 state: workflows.released names v1.0.0, from which the jobs run that plan and apply this catalog; they forget local state: write backend: s3 with bucket, region and roles, or release nothing yet",
    ],
  },
  "released-without-an-identity": {
    edits: [
      ["family.yaml", "    installationId: 880,\n    reader: { appId: 779, installationId: 881 },\n", ""],
      [
        "family.yaml",
        '    roles: { plan: "arn:aws:iam::000000004711:role/state-read", apply: "arn:aws:iam::000000004711:role/state-write" },\n',
        "",
      ],
    ],
    refusals: [
      "family.yaml:21:1 github: workflows.released names v1.0.0, from which the jobs run that plan and apply this catalog; the one that applies needs installationId, beside appId",
      "family.yaml:21:1 github: workflows.released names v1.0.0, from which the jobs run that plan and apply this catalog; those that plan need an App that may only read: add reader: { appId: \u2026, installationId: \u2026 }",
      "family.yaml:30:1 state: workflows.released names v1.0.0, from which the jobs run that plan and apply this catalog; they need roles to reach the state: add roles: { plan: arn:aws:iam::\u2026, apply: arn:aws:iam::\u2026 }",
    ],
  },
  "team-plan": {
    edits: [["family.yaml", "enterprise", "team"]],
    refusals: [
      'environments.yaml:31:3 live.approvers: the plan team has no approvals and wait timers on repositories that are not public, such as acme-infra and 4 more: GitHub would not hold a deployment to live; take the plan enterprise, make them public, or add an exception "github-plan" with a reason',
      "family.yaml:3:1 plan: the plan team keeps no attestations on repositories that are not public, such as acme-base and 4 more: what is built there is never signed, so every deployment would be refused; take the plan enterprise, make them public",
      'family.yaml:3:1 plan: the plan team keeps no list of allowed actions on repositories that are not public, such as acme-base and 5 more: every action there is could run; take the plan enterprise, make them public, or add an exception "github-plan" with a reason',
    ],
  },
};
