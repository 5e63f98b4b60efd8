import { type Case, ENVIRONMENTS, TEAMS, REPOSITORIES, remove } from "./case";

/** Edits of teams, shared repositories and sealed values. */
export const ORGANIZATION_EDITS: readonly Case[] = [
  {
    edit: "a member who leaves",
    edits: [[TEAMS, "members: [ada, grace]", "members: [ada]"]],
    says: ["github: noticed team base: members ada, grace → ada: no member any more, and without what only this gave: grace"],
  },
  {
    edit: "a member who comes",
    edits: [[TEAMS, "members: [ada, grace]", "members: [ada, grace, linus]"]],
    says: ["github: noticed team base: members ada, grace → ada, grace, linus: linus may do what the team may"],
  },
  {
    edit: "another maintainer",
    edits: [[TEAMS, "maintainers: [ada]", "maintainers: [grace]"]],
    says: [
      "github: noticed team base: maintainers ada → grace: grace may do what the team may; no maintainer any more, and without what only this gave: ada",
    ],
  },
  {
    edit: "another description of a team",
    edits: [[TEAMS, "Shop and tide", "Shop and tide and more"]],
    says: ["github: noticed team sales: description Shop and tide → Shop and tide and more: GitHub shows it"],
  },
  {
    edit: "no parent",
    edits: [[TEAMS, "parent: sales, ", ""]],
    says: ["github: noticed team sales-ui: parent sales → none (default): it no longer inherits a team's access"],
  },
  {
    edit: "a team that comes",
    edits: [[TEAMS, "base:", "care: { description: Answers clients, members: [ada] }\nbase:"]],
    says: ["github: noticed team care: added: a new team; care has whom the catalog lists"],
  },
  {
    edit: "a team with another name",
    edits: [
      [TEAMS, "release:", "releases:"],
      [ENVIRONMENTS, "approvers: [base, release]", "approvers: [base, releases]"],
    ],
    says: [
      "github: DANGER team release: removed: GitHub deletes the team: its members lose their access, and requests for its review and mentions of it end; a team renamed is a team deleted and another made",
      "github: noticed live: approvers base, release → base, releases: promotions to live: releases approves, too, release no longer approves",
      "github: noticed team releases: added: a new team; releases has whom the catalog lists",
    ],
  },
  {
    edit: "another owner of a library",
    edits: [[REPOSITORIES, "contents: platform, owner: base", "contents: platform, owner: sales"]],
    says: ["github: noticed acme-base: owner base → sales: sales maintains and reviews it, and base no longer does"],
  },
  {
    edit: "another summary of a library",
    edits: [[REPOSITORIES, "Shared server code", "Code of servers"]],
    says: ["github: noticed acme-base: summary Shared server code → Code of servers: GitHub shows it as the description"],
  },
  {
    edit: "a repository that comes",
    edits: [
      [REPOSITORIES, "summary: This catalog }", "summary: This catalog }\n  acme-notes: { kind: packs, owner: base, summary: Notes }"],
    ],
    says: ["github: noticed acme-notes: added: a new repository"],
  },
  {
    edit: "a library that leaves",
    edits: [
      [
        REPOSITORIES,
        "  acme-old: { kind: python-library, contents: sdk, imports: [acme_old], owner: base, summary: Retired, state: archived }\n",
        "",
      ],
    ],
    says: ["github: DANGER acme-old: removed: GitHub archives it; its name stays taken, and its access, protections and environments go"],
  },
  {
    edit: "another topic of a kind",
    edits: [[REPOSITORIES, "topics: [api]", "topics: [apis]"]],
    says: [
      "github: noticed kind python-service: topics api → apis: GitHub lists acme-relic-api, acme-shop-api, acme-tide-api under other topics",
    ],
  },
  {
    edit: "one more check of a kind",
    edits: [[REPOSITORIES, "    description: UI of a product\n", "    description: UI of a product\n    requiredChecks: [links]\n"]],
    says: [
      "github: noticed kind web-ui: requiredChecks none → links: pull requests of acme-relic-ui, acme-shop-ui wait for links; a repository that has no such job merges nothing",
    ],
  },
  {
    edit: "workflows that nobody else may call",
    edits: [[REPOSITORIES, "    sharesWorkflows: true\n", ""]],
    says: [
      "github: DANGER kind infra: sharesWorkflows true → false (default): no repository may call the workflows of acme-infra any more: every build and deploy that does is refused",
    ],
  },
  {
    edit: "nobody who owns a path",
    edits: [[REPOSITORIES, "    paths: { /migrations/: [base] }\n", ""]],
    says: [
      "github: noticed kind python-service: paths./migrations/ base → none: pull requests that touch /migrations/ no longer wait for base",
    ],
  },
  {
    edit: "a public library",
    edits: [[REPOSITORIES, "summary: Shared server code", "visibility: public, summary: Shared server code"]],
    says: [
      "github: DANGER acme-base: visibility the family's visibility (default) → public: everybody on the internet can read its code and its history",
    ],
  },
  {
    edit: "a team that may write",
    edits: [[REPOSITORIES, "summary: Shared server code", "access: { sales: push }, summary: Shared server code"]],
    says: ["github: noticed acme-base: access.sales none → push: sales may push"],
  },
  {
    edit: "another sealed value",
    edits: [["secrets/acme-base.yaml", "c2VhbGVk", "YW5vdGhlcg=="]],
    says: ["github: noticed release acme-base: INDEX_TOKEN changed: jobs read the new value of INDEX_TOKEN from their next run"],
  },
  {
    edit: "a sealed value taken away",
    edits: [],
    files: remove("secrets/acme-base.yaml"),
    says: ["github: DANGER release acme-base: INDEX_TOKEN removed: jobs that read INDEX_TOKEN get an empty value"],
  },
];
