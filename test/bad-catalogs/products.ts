import { written, type BadCatalogs } from "../model/bad-catalog";

/** Products, and whom they reach. */
export const products: BadCatalogs = {
  calls: {
    edits: [["products/shop.yaml", "tide", "shop, tied, tide, tide, dream, relic"]],
    refusals: [
      "products/shop.yaml:4:9 calls.0: a product always reaches itself; remove it",
      'products/shop.yaml:4:15 calls.1: no product "tied"; did you mean "tide"?',
      'products/shop.yaml:4:27 calls.3: "tide" stands twice; keep one',
      'products/shop.yaml:4:33 calls.4: "dream" is planned and answers nobody; remove it or make it active',
      'products/shop.yaml:4:40 calls.5: "relic" is archived and answers nobody; remove it or make it active',
    ],
  },
  "egress-into-the-cluster": {
    edits: [["products/shop.yaml", "203.0.113.0/24:443", "0.0.0.0/0:443, 10.2.3.0/24:443, 10.0.0.0/8:443"]],
    refusals: [
      "products/shop.yaml:5:10 egress.0: 0.0.0.0/0 is every address, also inside the cluster; name the networks",
      "products/shop.yaml:5:25 egress.1: 10.2.3.0/24 overlaps the pods of live (10.2.0.0/16); products reach each other by `calls`",
      "products/shop.yaml:5:42 egress.2: 10.0.0.0/8 overlaps the pods of trial (10.1.0.0/16); products reach each other by `calls`",
    ],
  },
  roles: {
    edits: [
      ["products/shop.yaml", "admin: [shop-leads]", "admin: [shop-leads, staff, shop-leads]"],
      ["products/tide.yaml", "owners:", "roles: {}\nowners:"],
    ],
    refusals: [
      'products/shop.yaml:13:77 roles.admin.1: "staff" stands in reader already; admin may do all that reader may; keep it in admin, or in reader alone',
      'products/shop.yaml:13:84 roles.admin.2: "shop-leads" stands in admin already; keep one',
      "products/tide.yaml:3:1 roles: nobody has a role, so the API would refuse everybody; name the groups of reader, writer or admin, or remove roles",
    ],
  },
  "roles-of-another-form": {
    edits: [
      [
        "products/shop.yaml",
        "roles: { reader: [staff], writer: [shop-desk, on-call]",
        'roles: { owner: [staff], reader: [], writer: [" desk"]',
      ],
    ],
    refusals: [
      "products/shop.yaml:13:10 roles.owner: unknown key; keys here: reader, writer, admin",
      "products/shop.yaml:13:26 roles.reader: got []; write at least 1 item",
      'products/shop.yaml:13:47 roles.writer.0: got " desk"; write the group as the token\'s roleClaim lists it, at most 256 characters without a space at its ends',
    ],
  },
  "more-fewest-than-most": {
    edits: [
      ["environments.yaml", "1,", "3,"],
      ["products/shop.yaml", "3,", "9,"],
    ],
    refusals: [
      "environments.yaml:7:3 trial.replicas: min 3 is above max 2; lower min or raise max",
      "products/shop.yaml:6:13 replicas.live: min 9 is above max 8; lower min or raise max",
    ],
  },
  "prototype-names": {
    edits: [
      ["products/shop.yaml", "tide", "constructor"],
      ["products/shop.yaml", "{ live:", "{ constructor: { min: 1, max: 2 }, live:"],
      ["products/shop.yaml", "  live:", "  constructor: { size: small }\n  live:"],
    ],
    refusals: [
      'products/shop.yaml:4:9 calls.0: no product "constructor"; there are "dream", "relic", "shop", "tide": name one of them or remove it',
      'products/shop.yaml:6:13 replicas.constructor: no environment "constructor"; there are "trial", "live": name one of them or remove it',
      'products/shop.yaml:11:3 database.constructor: no environment "constructor"; there are "trial", "live": name one of them or remove it',
    ],
  },
  "reserved-codes": {
    edits: [
      written(
        "products/platform.yaml",
        "brand: Acme Tide\nsummary: Tells the tide\nowners: { api: sales, ui: sales-ui }\nrepositories: { ui: { state: planned } }\n",
      ),
      written(
        "products/products.yaml",
        "brand: Acme Tide\nsummary: Tells the tide\nowners: { api: sales, ui: sales-ui }\nrepositories: { ui: { state: planned } }\n",
      ),
      written(
        "products/public.yaml",
        "brand: Acme Tide\nsummary: Tells the tide\nowners: { api: sales, ui: sales-ui }\nrepositories: { ui: { state: planned } }\n",
      ),
    ],
    refusals: [
      "environments.yaml:4:3 trial.database: in trial, the roles of acme_products may open 324 connections; size small has 250 minus 15 in reserve: raise maxConnections or lower connectionLimits in family.yaml",
      'products/platform.yaml:1:1 the code "platform" is the name of the shared database; give the product another one',
      'products/products.yaml:1:1 the code "products" is the name of the consolidated database; give the product another one',
      'products/public.yaml:1:1 the code "public" is the name of a schema that every Postgres database has; give the product another one',
    ],
  },
  "too-many-connections-of-the-replicas": {
    edits: [["products/shop.yaml", "readOnlySecret: true", "connectionsPerReplica: 20"]],
    refusals: [
      "products/shop.yaml:10:3 database.connectionsPerReplica: in live, 20 connections × (8 + 1 replicas + 1 workers) = 200 exceeds the 150 of role acme_shop_rw; lower connectionsPerReplica, replicas or workers, or take a larger size",
      "products/shop.yaml:10:3 database.connectionsPerReplica: in trial, 20 connections × (2 + 1 replicas + 1 workers) = 80 exceeds the 40 of role acme_shop_rw; lower connectionsPerReplica, replicas or workers, or take a larger size",
    ],
  },
  "unknown-environment": {
    edits: [
      ["products/shop.yaml", "{ live:", "{ prod: { min: 1, max: 2 }, live:"],
      ["products/shop.yaml", "  live:", "  liev: { size: small }\n  live:"],
    ],
    refusals: [
      'products/shop.yaml:6:13 replicas.prod: no environment "prod"; there are "trial", "live": name one of them or remove it',
      'products/shop.yaml:11:3 database.liev: no environment "liev"; did you mean "live"?',
    ],
  },
};
