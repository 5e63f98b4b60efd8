import type { BadCatalogs } from "../model/bad-catalog";

/** Databases, their names, connections and restores. */
export const databases: BadCatalogs = {
  "areas-in-a-consolidated-database": {
    edits: [["products/shop.yaml", "readOnlySecret: true", "areas: [audit, lineage]"]],
    refusals: [
      "products/shop.yaml:10:3 database.areas: trial holds every product in one database, where a schema is a product; remove areas or make trial per-product",
    ],
  },
  "database-of-a-product": {
    edits: [["family.yaml", "acme_shared", "acme_shop"]],
    refusals: [
      'family.yaml:10:3 database.platform: the database "acme_shop" is taken by products/shop.yaml:1; rename one of them',
      'family.yaml:10:3 database.platform: the role "acme_shop_migrator" is taken by products/shop.yaml:1; rename one of them',
      'family.yaml:10:3 database.platform: the role "acme_shop_ro" is taken by products/shop.yaml:1; rename one of them',
      'family.yaml:10:3 database.platform: the role "acme_shop_rw" is taken by products/shop.yaml:1; rename one of them',
    ],
  },
  "name-too-long": {
    edits: [["family.yaml", "prefix: acme", "prefix: acme_of_the_far_far_away_northern_islands_and_seas"]],
    refusals: [
      'family.yaml:9:3 database.consolidated: the role "acme_of_the_far_far_away_northern_islands_and_seas_relic_migrator" has 65 characters, at most 63; shorten the code or the names under database in family.yaml',
      'family.yaml:9:3 database.consolidated: the role "acme_of_the_far_far_away_northern_islands_and_seas_shop_migrator" has 64 characters, at most 63; shorten the code or the names under database in family.yaml',
      'family.yaml:9:3 database.consolidated: the role "acme_of_the_far_far_away_northern_islands_and_seas_tide_migrator" has 64 characters, at most 63; shorten the code or the names under database in family.yaml',
      'products/relic.yaml:1:1 the database cluster "acme-of-the-far-far-away-northern-islands-and-seas-relic-g99" has 60 characters, at most 50; shorten the code or the names under database in family.yaml',
      'products/relic.yaml:1:1 the role "acme_of_the_far_far_away_northern_islands_and_seas_relic_migrator" has 65 characters, at most 63; shorten the code or the names under database in family.yaml',
      'products/shop.yaml:1:1 the database cluster "acme-of-the-far-far-away-northern-islands-and-seas-shop-g99" has 59 characters, at most 50; shorten the code or the names under database in family.yaml',
      'products/shop.yaml:1:1 the role "acme_of_the_far_far_away_northern_islands_and_seas_shop_migrator" has 64 characters, at most 63; shorten the code or the names under database in family.yaml',
      'products/tide.yaml:1:1 the database cluster "acme-of-the-far-far-away-northern-islands-and-seas-tide-g99" has 59 characters, at most 50; shorten the code or the names under database in family.yaml',
      'products/tide.yaml:1:1 the role "acme_of_the_far_far_away_northern_islands_and_seas_tide_migrator" has 64 characters, at most 63; shorten the code or the names under database in family.yaml',
    ],
  },
  "partitions-kept-too-short": {
    edits: [["products/shop.yaml", "90d", "1d }, visits: { by: month, keep: 1m"]],
    refusals: [
      "products/shop.yaml:9:69 database.partitions.clicks.keep: got 1d with one partition per day; keep at least 2d",
      "products/shop.yaml:9:102 database.partitions.visits.keep: got 30d with one partition per month; keep at least 62d",
    ],
  },
  "reserved-databases": {
    edits: [
      ["family.yaml", "family: acme", "family: kube"],
      ["family.yaml", "prefix: acme", "prefix: pg"],
      ["family.yaml", "acme_products", "template1"],
      ["family.yaml", "acme_shared,", "postgres,"],
    ],
    refusals: [
      'family.yaml:1:1 family: namespaces would begin with "kube-", which Kubernetes keeps to itself; take another one',
      'family.yaml:8:3 database.prefix: roles would begin with "pg_", which Postgres keeps to itself; take another one',
      'family.yaml:9:3 database.consolidated: "template1" is a database that every Postgres has; take another name',
      'family.yaml:10:15 database.platform.name: "postgres" is a database that every Postgres has; take another name',
    ],
  },
  "restore-from-a-later-generation": {
    edits: [["products/shop.yaml", "2,", "2, from: 2,"]],
    refusals: [
      "products/shop.yaml:11:80 database.live.restore.from: got 2; generation 2 comes from an earlier one; write at most 1, or nothing for the one before",
    ],
  },
  "restore-from-an-abandoned-generation": {
    edits: [["products/shop.yaml", "2,", "3,"]],
    refusals: [
      "products/shop.yaml:11:54 database.live.restore.from: generation 2 was never active; write from: 1, the active one, or an earlier one",
    ],
  },
  "restore-of-a-consolidated-database": {
    edits: [
      [
        "products/shop.yaml",
        "  live:",
        "  trial: { size: large, backups: 9d, restore: { generation: 2, at: 2026-05-22T09:45:52Z } }\n  live:",
      ],
    ],
    refusals: [
      "products/shop.yaml:11:12 database.trial.size: trial has one Postgres for all products, with the size small; remove it here or make trial per-product",
      "products/shop.yaml:11:25 database.trial.backups: trial has one Postgres for all products, with the environment's retention; remove it here or make trial per-product",
      "products/shop.yaml:11:38 database.trial.restore: trial has one Postgres for all products, with a restore of all or nothing (sharedDatabase); remove it here or make trial per-product",
    ],
  },
  "restore-of-the-shared-databases": {
    edits: [
      ["environments.yaml", "backups: 3d", "sharedDatabase: { restore: { generation: 3, at: 2026-05-22T09:45:52Z } }\n  backups: 3d"],
      ["environments.yaml", "backups: 30d", "sharedDatabase: { generation: 2, restore: { generation: 2, from: 3 } }\n  backups: 30d"],
    ],
    refusals: [
      "environments.yaml:5:21 trial.sharedDatabase.restore.from: generation 2 was never active; write from: 1, the active one, or an earlier one",
      "environments.yaml:29:36 live.sharedDatabase.restore.at: a restore needs a target; add at (a moment) or lsn (a log position)",
      "environments.yaml:29:62 live.sharedDatabase.restore.from: got 3; generation 2 comes from an earlier one; write at most 1, or nothing for the one before",
    ],
  },
  "restore-of-the-wrong-generation": {
    edits: [["products/shop.yaml", "2,", "4,"]],
    refusals: [
      "products/shop.yaml:11:54 database.live.restore.from: generation 3 was never active; write from: 1, the active one, or an earlier one",
    ],
  },
  "restore-to-the-future": {
    edits: [["products/shop.yaml", "2026-05-22T09:45:52Z", "2026-06-01T12:00:01Z"]],
    refusals: [
      "products/shop.yaml:11:80 database.live.restore.at: 2026-06-01T12:00:01Z is in the future, where no archive reaches; write a moment that has passed, UTC",
    ],
  },
  "restore-with-two-targets": {
    edits: [["products/shop.yaml", "2026-05-22T09:45:52Z", "2026-05-22T09:45:52Z, lsn: 0/16B3748"]],
    refusals: ["products/shop.yaml:11:106 database.live.restore.lsn: a restore has one target; remove at or lsn"],
  },
  "restore-without-target": {
    edits: [["products/shop.yaml", "2, at: 2026-05-22T09:45:52Z", "2"]],
    refusals: ["products/shop.yaml:11:54 database.live.restore.at: a restore needs a target; add at (a moment) or lsn (a log position)"],
  },
  "retention-below-the-environment": {
    edits: [["products/shop.yaml", "60d", "7d"]],
    refusals: [
      'products/shop.yaml:11:25 database.live.backups: 7d is below the 30d of environment live; raise it or add an exception "retention" with a reason',
    ],
  },
  "shared-database-that-is-not-there": {
    edits: [
      ["environments.yaml", "backups: 30d", "sharedDatabase: { generation: 2 }\n  backups: 30d"],
      ["family.yaml", "  platform: { name: acme_shared, owner: acme-base }", ""],
    ],
    refusals: [
      "environments.yaml:28:21 live.sharedDatabase.generation: live has no database but the products' own; remove it, or write it under database.live of a product",
    ],
  },
  "too-many-connections-of-the-roles": {
    edits: [["family.yaml", "250", "60"]],
    refusals: [
      "environments.yaml:4:3 trial.database: in trial, the roles of acme_products may open 216 connections; size small has 60 minus 15 in reserve: raise maxConnections or lower connectionLimits in family.yaml",
      "environments.yaml:27:3 live.database: in live, the roles of acme_shared may open 54 connections; size small has 60 minus 15 in reserve: raise maxConnections or lower connectionLimits in family.yaml",
      "products/relic.yaml:1:1 database.live.size: in live, the roles of acme_relic may open 54 connections; size small has 60 minus 15 in reserve: raise maxConnections or lower connectionLimits in family.yaml",
      "products/tide.yaml:1:1 database.live.size: in live, the roles of acme_tide may open 54 connections; size small has 60 minus 15 in reserve: raise maxConnections or lower connectionLimits in family.yaml",
    ],
  },
};
