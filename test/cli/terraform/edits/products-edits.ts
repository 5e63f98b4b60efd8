import { type Case, SHOP, TIDE, ROOM, remove, write } from "./case";

/** Edits of a product, its database aside. */
export const PRODUCT_EDITS: readonly Case[] = [
  {
    edit: "another name of a brand",
    edits: [[SHOP, "brand: Acme Shop", "brand: Acme Store"]],
    says: [
      "github: noticed shop: brand Acme Shop → Acme Store: GitHub shows it in the descriptions; the user interface after a scaffold update",
    ],
  },
  {
    edit: "another summary",
    edits: [[TIDE, "Tells the tide", "Tells the tides"]],
    says: ["github: noticed tide: summary Tells the tide → Tells the tides: GitHub shows it in the descriptions"],
  },
  {
    edit: "another color",
    edits: [[SHOP, "#7c2d12", "#1f4fd8"]],
    says: [
      "github: noticed shop: accent #7c2d12 → #1f4fd8: changes nothing on GitHub; the user interface has the color after a scaffold update",
    ],
  },
  {
    edit: "an archived product",
    edits: [
      [TIDE, "brand:", "state: archived\nbrand:"],
      [SHOP, "calls: [tide]\n", ""],
    ],
    says: [
      "github: DANGER tide: state active (default) → archived: its applications stop and their namespaces go; GitHub archives the repositories; databases and backups stay",
      "trial: DANGER trial shop: calls tide → none: shop no longer reaches the API of tide: calls that are still made time out",
      "trial: DANGER trial tide: state active (default) → archived: its applications stop and their namespaces go; GitHub archives the repositories; databases and backups stay",
      "live: DANGER live shop: calls tide → none: shop no longer reaches the API of tide: calls that are still made time out",
      "live: DANGER live tide: state active (default) → archived: its applications stop and their namespaces go; GitHub archives the repositories; databases and backups stay",
    ],
  },
  {
    edit: "a product that begins",
    edits: [["products/dream.yaml", "state: planned", "state: active"], ROOM],
    says: [
      "github: noticed dream: state planned → active: its repositories, its namespaces, hosts and databases are made",
      "trial: restarts trial family: database.sizes.small.maxConnections 250 → 400: the instances of products restart one after the other, with one switchover of some seconds",
      "trial: noticed trial dream: state planned → active: its repositories, its namespaces, hosts and databases are made",
      "live: restarts live family: database.sizes.small.maxConnections 250 → 400: the instances of dream, relic, tide, platform restart one after the other, with one switchover of some seconds",
      "live: noticed live dream: state planned → active: its repositories, its namespaces, hosts and databases are made",
    ],
  },
  {
    edit: "a planned product that is told otherwise",
    edits: [["products/dream.yaml", "Will be", "May be"]],
    says: ["github: quiet dream: summary Will be a product some day → May be a product some day: a planned product has no resources yet"],
  },
  {
    edit: "a product that comes back",
    edits: [["products/relic.yaml", "state: archived", "state: active"]],
    says: [
      "github: noticed relic: state archived → active: its namespaces come back and GitHub opens the repositories; the same databases, the same passwords",
      "trial: noticed trial relic: state archived → active: its namespaces come back and GitHub opens the repositories; the same databases, the same passwords",
      "live: noticed live relic: state archived → active: its namespaces come back and GitHub opens the repositories; the same databases, the same passwords",
    ],
  },
  {
    edit: "another owner of an API",
    edits: [[TIDE, "api: sales,", "api: base,"]],
    says: [
      "github: noticed tide: owners.api sales → base: base maintains and reviews the API's repository, and sales no longer does",
      "trial: noticed trial tide: owners.api sales → base: base maintains and reviews the API's repository, and sales no longer does",
      "live: noticed live tide: owners.api sales → base: base maintains and reviews the API's repository, and sales no longer does",
    ],
  },
  {
    edit: "another owner of a UI",
    edits: [[SHOP, "ui: sales-ui", "ui: sales"]],
    says: [
      "github: noticed shop: owners.ui sales-ui → sales: sales maintains and reviews the UI's repository, and sales-ui no longer does",
    ],
  },
  {
    edit: "a UI that begins",
    edits: [[TIDE, "repositories: { ui: { state: planned } }\n", ""]],
    says: [
      "github: noticed tide: repositories.ui.state planned → active (default): the UI's repository is made or opened again, with its host and the right to deploy",
      "trial: noticed trial tide: repositories.ui.state planned → active (default): the UI's repository is made or opened again, with its host and the right to deploy",
      "live: noticed live tide: repositories.ui.state planned → active (default): the UI's repository is made or opened again, with its host and the right to deploy",
    ],
  },
  {
    edit: "an API that is archived",
    edits: [
      [TIDE, "ui: { state: planned }", "ui: { state: planned }, api: { state: archived }"],
      [SHOP, "calls: [tide]\n", ""],
    ],
    says: [
      "github: DANGER tide: repositories.api.state active (default) → archived: GitHub archives the API's repository; its host and its right to deploy go",
      "trial: DANGER trial shop: calls tide → none: shop no longer reaches the API of tide: calls that are still made time out",
      "trial: DANGER trial tide: repositories.api.state active (default) → archived: GitHub archives the API's repository; its host and its right to deploy go",
      "live: DANGER live shop: calls tide → none: shop no longer reaches the API of tide: calls that are still made time out",
      "live: DANGER live tide: repositories.api.state active (default) → archived: GitHub archives the API's repository; its host and its right to deploy go",
    ],
  },
  {
    edit: "a call that ends",
    edits: [[SHOP, "calls: [tide]\n", ""]],
    says: [
      "trial: DANGER trial shop: calls tide → none: shop no longer reaches the API of tide: calls that are still made time out",
      "live: DANGER live shop: calls tide → none: shop no longer reaches the API of tide: calls that are still made time out",
    ],
  },
  {
    edit: "a call that begins",
    edits: [[TIDE, "brand:", "calls: [shop]\nbrand:"]],
    says: [
      "trial: noticed trial tide: calls none → shop: tide may reach the API of shop",
      "live: noticed live tide: calls none → shop: tide may reach the API of shop",
    ],
  },
  {
    edit: "roles that begin",
    edits: [[TIDE, "brand:", "roles: { reader: [staff] }\nbrand:"]],
    says: ["github: DANGER tide: roles added: from the API's next release it answers 403 to everybody but members of staff (reader)"],
  },
  {
    edit: "roles that end",
    edits: [[SHOP, "roles: { reader: [staff], writer: [shop-desk, on-call], admin: [shop-leads] }\n", ""]],
    says: [
      "github: DANGER shop: roles removed: from the API's next release whoever the gateway lets in may do everything, reading the audit log included",
    ],
  },
  {
    edit: "a group with more rights, and one without any",
    edits: [
      [
        SHOP,
        "reader: [staff], writer: [shop-desk, on-call], admin: [shop-leads]",
        "reader: [staff, guests], writer: [shop-desk], admin: [on-call]",
      ],
    ],
    says: [
      "github: DANGER shop: roles changed: from the API's next release members of shop-leads (no role) may do less; members of on-call (admin), guests (reader) may do more",
    ],
  },
  {
    edit: "a group that gets a role",
    edits: [[SHOP, "reader: [staff]", "reader: [staff, guests]"]],
    says: ["github: noticed shop: roles changed: from the API's next release members of guests (reader) may do more"],
  },
  {
    edit: "another network outside",
    edits: [[SHOP, "203.0.113.0/24:443", "198.51.100.0/24:443"]],
    says: [
      "trial: DANGER trial shop: egress 203.0.113.0/24:443 → 198.51.100.0/24:443: shop no longer reaches 203.0.113.0/24:443: connections that are still tried time out; new: 198.51.100.0/24:443",
      "live: DANGER live shop: egress 203.0.113.0/24:443 → 198.51.100.0/24:443: shop no longer reaches 203.0.113.0/24:443: connections that are still tried time out; new: 198.51.100.0/24:443",
    ],
  },
  {
    edit: "one more network outside",
    edits: [[SHOP, "[203.0.113.0/24:443]", "[203.0.113.0/24:443, 198.51.100.0/24:443]"]],
    says: [
      "trial: noticed trial shop: egress 203.0.113.0/24:443 → 203.0.113.0/24:443, 198.51.100.0/24:443: shop may reach 198.51.100.0/24:443 outside the cluster",
      "live: noticed live shop: egress 203.0.113.0/24:443 → 203.0.113.0/24:443, 198.51.100.0/24:443: shop may reach 198.51.100.0/24:443 outside the cluster",
    ],
  },
  {
    edit: "fewer Pods of a product",
    edits: [[SHOP, "min: 3, max: 8", "min: 2, max: 7"]],
    says: [
      "github: noticed live shop: replicas.min 3 → 2: from the next release at least 2 Pods of each application run",
      "github: noticed live shop: replicas.max 8 → 7: the quota changes now; from the next release at most 7 Pods of each application run",
      "live: noticed live shop: replicas.min 3 → 2: from the next release at least 2 Pods of each application run",
      "live: noticed live shop: replicas.max 8 → 7: the quota changes now; from the next release at most 7 Pods of each application run",
    ],
  },
  {
    edit: "more workers",
    edits: [
      [TIDE, "brand:", "workers: 2\nbrand:"],
      [TIDE, "repositories:", "database: { connectionsPerReplica: 4 }\nrepositories:"],
    ],
    says: [
      "github: noticed tide: workers 1 (default) → 2: the quota changes now; from the next release at most 2 Pods of workers run",
      "github: noticed tide: connectionsPerReplica 5 (default) → 4: from the next release each Pod opens at most 4 connections",
      "trial: noticed trial tide: workers 1 (default) → 2: the quota changes now; from the next release at most 2 Pods of workers run",
      "trial: noticed trial tide: connectionsPerReplica 5 (default) → 4: from the next release each Pod opens at most 4 connections",
      "live: noticed live tide: workers 1 (default) → 2: the quota changes now; from the next release at most 2 Pods of workers run",
      "live: noticed live tide: connectionsPerReplica 5 (default) → 4: from the next release each Pod opens at most 4 connections",
    ],
  },
  {
    edit: "a secret that is no longer declared",
    edits: [[SHOP, "secrets: { api: [PAYMENT_KEY] }\n", ""]],
    says: ["github: DANGER shop: secrets.api PAYMENT_KEY → none: jobs that read PAYMENT_KEY get an empty value"],
  },
  {
    edit: "a secret that is declared",
    edits: [[SHOP, "[PAYMENT_KEY]", "[PAYMENT_KEY, MAIL_KEY]"]],
    says: [
      "github: noticed shop: secrets.api PAYMENT_KEY → PAYMENT_KEY, MAIL_KEY: MAIL_KEY can be sealed: sigma check --secrets says with which command",
    ],
  },
  {
    edit: "a product that leaves",
    edits: [[SHOP, "brand:", "brand:"]],
    files: remove(SHOP),
    says: [
      "github: DANGER shop: removed: its namespaces go, with what runs there and its databases; its repositories are archived on GitHub and keep their names",
      "trial: DANGER trial shop: removed: its namespaces go, with what runs there and its databases; its repositories are archived on GitHub and keep their names",
      "live: DANGER live shop: removed: its namespaces go, with what runs there and its databases; its repositories are archived on GitHub and keep their names",
    ],
  },
  {
    edit: "a product that comes",
    edits: [ROOM],
    files: write("products/moon.yaml", "brand: Acme Moon\nsummary: Tells the moon\nowners: { api: sales, ui: sales-ui }\n"),
    says: [
      "github: noticed moon: added: a new product: its repositories, its namespaces, hosts and databases are made",
      "trial: restarts trial family: database.sizes.small.maxConnections 250 → 400: the instances of products restart one after the other, with one switchover of some seconds",
      "trial: noticed trial moon: added: a new product: its repositories, its namespaces, hosts and databases are made",
      "live: restarts live family: database.sizes.small.maxConnections 250 → 400: the instances of moon, relic, tide, platform restart one after the other, with one switchover of some seconds",
      "live: noticed live moon: added: a new product: its repositories, its namespaces, hosts and databases are made",
    ],
  },
];
