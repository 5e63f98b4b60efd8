import { type Case, SHOP, TIDE, LIVE_DATABASE } from "./case";

/** Edits of a product's database. */
export const DATABASE_EDITS: readonly Case[] = [
  {
    edit: "shorter backups of a product",
    edits: [[SHOP, "backups: 60d", "backups: 45d"]],
    says: ["live: DANGER live shop: backups 60d → 45d: archives older than 45 days are deleted; a restore reaches back 45 days at most"],
  },
  {
    edit: "longer backups of a product",
    edits: [[SHOP, "backups: 60d", "backups: 90d"]],
    says: ["live: quiet live shop: backups 60d → 90d: archives are kept for 90 days from now on; what was deleted does not come back"],
  },
  {
    edit: "a product's own backups taken away",
    edits: [[SHOP, "backups: 60d, ", ""]],
    says: [
      "live: DANGER live shop: backups 60d → the environment's, which is also the minimum (default): archives older than 30 days are deleted; a restore reaches back 30 days at most",
    ],
  },
  {
    edit: "a larger database",
    edits: [[SHOP, "size: medium", "size: large"]],
    says: [
      "live: restarts live shop: size medium → large: the instances of shop restart one after the other, with one switchover of some seconds; its volumes grow while it runs",
    ],
  },
  {
    edit: "a smaller database",
    edits: [
      [SHOP, "size: medium", "size: small"],
      [SHOP, "  readOnlySecret: true\n", "  readOnlySecret: true\n  connectionsPerReplica: 4\n"],
    ],
    says: [
      "github: noticed shop: connectionsPerReplica 5 (default) → 4: from the next release each Pod opens at most 4 connections",
      "trial: noticed trial shop: connectionsPerReplica 5 (default) → 4: from the next release each Pod opens at most 4 connections",
      "live: IMPOSSIBLE live shop: size medium → small: volumes never shrink (storage, walStorage); keep medium, or restore into a database of the smaller size: docs/runbooks/restore.md",
      "live: noticed live shop: connectionsPerReplica 5 (default) → 4: from the next release each Pod opens at most 4 connections",
    ],
  },
  {
    edit: "a size where none was written",
    edits: [[TIDE, "repositories:", "database: { live: { size: medium } }\nrepositories:"]],
    says: [
      "live: restarts live tide: size small (default) → medium: the instances of tide restart one after the other, with one switchover of some seconds; its volumes grow while it runs",
    ],
  },
  {
    edit: "new passwords",
    edits: [[SHOP, "generation: 1,", "generation: 1, rotation: 2,"]],
    says: [
      "live: restarts live shop: rotation 1 (default) → 2: new passwords for the roles of shop: new connections fail until its Pods restart (kubectl rollout restart deployment); open ones go on",
    ],
  },
  {
    edit: "a move to the restored generation",
    edits: [[SHOP, "generation: 1,", "generation: 2,"]],
    says: [
      "live: restarts live shop: generation 1 → 2: connections end and come back to the restored generation 2; what was written after its moment is not there",
    ],
  },
  {
    edit: "a restore taken back",
    edits: [[SHOP, ", restore: { generation: 2, at: 2026-05-22T09:45:52Z }", ""]],
    says: [
      "live: noticed live shop: restore removed: generation 2 leaves the release; its Cluster stays until somebody hands over its keys (docs/runbooks/remove-a-product.md)",
    ],
  },
  {
    edit: "a restore to another moment",
    edits: [[SHOP, "2026-05-22T09:45:52Z", "2026-05-23T09:45:52Z"]],
    says: [
      "live: noticed live shop: restore changed: a Cluster of generation 2 that exists is not restored again; take a new number to restore to 2026-05-23T09:45:52Z",
    ],
  },
  {
    edit: "a restore",
    edits: [[TIDE, "repositories:", "database: { live: { restore: { generation: 2, at: 2026-05-22T09:45:52Z } } }\nrepositories:"]],
    says: [
      "live: noticed live tide: restore added: a second database, generation 2, comes from the archive as of 2026-05-22T09:45:52Z; what runs is not touched",
    ],
  },
  {
    edit: "a generation that no restore made",
    edits: [[SHOP, LIVE_DATABASE, "live: { size: medium, backups: 60d, generation: 3 }"]],
    says: [
      "live: DANGER live shop: generation 1 → 3: no restore made generation 3: clients come to an empty database",
      "live: noticed live shop: restore removed: generation 2 leaves the release; its Cluster stays until somebody hands over its keys (docs/runbooks/remove-a-product.md)",
    ],
  },
  {
    edit: "rows kept for a shorter time",
    edits: [[SHOP, "keep: 90d", "keep: 30d"]],
    says: [
      "trial: DANGER trial shop: partitions.clicks.keep 90d → 30d: the next maintenance drops the partitions of clicks whose rows are older than 30 days",
      "live: DANGER live shop: partitions.clicks.keep 90d → 30d: the next maintenance drops the partitions of clicks whose rows are older than 30 days",
    ],
  },
  {
    edit: "rows kept for a longer time",
    edits: [[SHOP, "keep: 90d", "keep: 120d"]],
    says: [
      "trial: quiet trial shop: partitions.clicks.keep 90d → 120d: partitions of clicks are kept for 120 days",
      "live: quiet live shop: partitions.clicks.keep 90d → 120d: partitions of clicks are kept for 120 days",
    ],
  },
  {
    edit: "a table that is partitioned",
    edits: [[SHOP, "clicks: {", "views: { by: day, keep: 30d }, clicks: {"]],
    says: [
      "trial: DANGER trial shop: partitions.views added: the next maintenance drops the partitions of views whose rows are older than 30 days",
      "live: DANGER live shop: partitions.views added: the next maintenance drops the partitions of views whose rows are older than 30 days",
    ],
  },
  {
    edit: "a table that is no longer partitioned",
    edits: [[SHOP, ", clicks: { by: day, keep: 90d }", ""]],
    says: [
      "trial: noticed trial shop: partitions.clicks removed: no partitions of clicks are made or dropped any more; new rows gather in its default partition",
      "live: noticed live shop: partitions.clicks removed: no partitions of clicks are made or dropped any more; new rows gather in its default partition",
    ],
  },
  {
    edit: "partitions of another length",
    edits: [[SHOP, "clicks: { by: day", "clicks: { by: month"]],
    says: [
      "trial: noticed trial shop: partitions.clicks.by day → month: new partitions of clicks hold a month each; those that exist stay",
      "live: noticed live shop: partitions.clicks.by day → month: new partitions of clicks hold a month each; those that exist stay",
    ],
  },
  {
    edit: "fewer connections of a Pod",
    edits: [[TIDE, "repositories:", "database: { connectionsPerReplica: 4 }\nrepositories:"]],
    says: [
      "github: noticed tide: connectionsPerReplica 5 (default) → 4: from the next release each Pod opens at most 4 connections",
      "trial: noticed trial tide: connectionsPerReplica 5 (default) → 4: from the next release each Pod opens at most 4 connections",
      "live: noticed live tide: connectionsPerReplica 5 (default) → 4: from the next release each Pod opens at most 4 connections",
    ],
  },
  {
    edit: "the read-only Secret taken away",
    edits: [[SHOP, "  readOnlySecret: true\n", ""]],
    says: [
      "trial: restarts trial shop: readOnlySecret true → false (default): the read-only role's Secret leaves the product's namespace: a Pod that reads it does not start again",
      "live: restarts live shop: readOnlySecret true → false (default): the read-only role's Secret leaves the product's namespace: a Pod that reads it does not start again",
    ],
  },
  {
    edit: "the read-only Secret given",
    edits: [[TIDE, "repositories:", "database: { readOnlySecret: true }\nrepositories:"]],
    says: [
      "trial: noticed trial tide: readOnlySecret false (default) → true: the read-only role's password reaches the product's namespace",
      "live: noticed live tide: readOnlySecret false (default) → true: the read-only role's password reaches the product's namespace",
    ],
  },
];
