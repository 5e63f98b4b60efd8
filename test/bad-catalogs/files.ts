import { keysHere, linked, removed, written, type BadCatalogs } from "../model/bad-catalog";

/**
 * Files that are missing, misnamed, unreadable or broken as a whole. Where a file cannot be read, nothing is said of what holds between files: the edits without a
 * refusal here would each have one in a catalog that can be read.
 */
export const files: BadCatalogs = {
  "broken-family-file": {
    edits: [
      ["family.yaml", "family: acme", "family: [acme"],
      ["products/shop.yaml", "60d", "7d"],
      ["products/tide.yaml", "owners:", "calls: [shpo]\nowners:"],
    ],
    refusals: [
      "family.yaml:2:1 is not YAML: flow sequence in block collection must be sufficiently indented and end with a ]; fix it, or put the text in quotes",
    ],
  },
  "broken-team-file": {
    edits: [written("teams.yaml", "base: {\n"), ["products/tide.yaml", "owners:", "calls: [shpo]\negress: [0.0.0.0/0:443]\nowners:"]],
    refusals: [
      "teams.yaml:2:1 is not YAML: flow map in block collection must be sufficiently indented and end with a }; fix it, or put the text in quotes",
    ],
  },
  "byte-order-mark": {
    edits: [
      written(
        "products/tide.yaml",
        Buffer.from(
          "\xef\xbb\xbfbrand: Acme Tide\x0asummary: Tells the tide\x0aowners: { api: sales, ui: sales-ui }\x0arepositories: { ui: { state: planned } }\x0a",
          "latin1",
        ),
      ),
    ],
    refusals: ["products/tide.yaml:1:1 begins with a byte order mark; save it as UTF-8 without BOM"],
  },
  "capital-file-name": {
    edits: [
      written(
        "products/Mist.yaml",
        "brand: Acme Tide\nsummary: Tells the tide\nowners: { api: sales, ui: sales-ui }\nrepositories: { ui: { state: planned } }\n",
      ),
    ],
    refusals: ['products/Mist.yaml:1:1 the name "Mist" is the entry\'s key; use 2 to 20 lower-case letters and digits, a letter first'],
  },
  "control-character": {
    edits: [["products/tide.yaml", "the", "\u0007 the"]],
    refusals: ["products/tide.yaml:2:16 holds the invisible character U+0007; remove it"],
  },
  "directory-named-like-a-file": {
    edits: [written("products/mist.yaml/README.md", "A folder.\n")],
    refusals: ["products/mist.yaml:1:1 is not a file; remove it or give it another ending than .yaml"],
  },
  "empty-file": {
    edits: [
      [
        "products/tide.yaml",
        "brand: Acme Tide\nsummary: Tells the tide\nowners: { api: sales, ui: sales-ui }\nrepositories: { ui: { state: planned } }\n",
        "",
      ],
    ],
    refusals: ["products/tide.yaml:1:1 is empty; write the entry or remove the file"],
  },
  "family-file-without-anything-right": {
    edits: [written("family.yaml", "family: 7\n"), ["products/tide.yaml", "sales,", "slaes,"]],
    refusals: [
      "family.yaml:1:1 database: is missing; write a map, key: value (Postgres: names, version, sizes)",
      "family.yaml:1:1 domain: is missing; write a text (Domain under which every host of the family lies)",
      "family.yaml:1:1 family: got 7; write a text in quotes (Short name of the family: first part of repositories, namespaces, hosts)",
      "family.yaml:1:1 github: is missing; write a map, key: value (The organization as GitHub knows it)",
      "family.yaml:1:1 organization: is missing; write a text (Login of the GitHub organization)",
      "family.yaml:1:1 plan: is missing; write one of free, team, enterprise",
      "family.yaml:1:1 python: is missing; write a map, key: value (What the Python repositories of the family share)",
      "family.yaml:1:1 workflows: is missing; write a map, key: value (The reusable workflows of this repository)",
    ],
  },
  "folder-of-no-product": {
    edits: [written("products/tied/0001_init.sql", "create table tides (id bigint);\n")],
    refusals: ['products/tied:1:1 belongs to no file here; did you mean "tide"?; name it like one of them or remove it'],
  },
  "link-of-a-main-file": {
    edits: [linked("teams.yaml", "team.yaml")],
    refusals: ["teams.yaml:1:1 is a link that leads nowhere; put the file itself here or remove the link"],
  },
  "link-out-of-the-catalog": {
    edits: [linked("products/mist.yaml", __filename)],
    refusals: ["products/mist.yaml:1:1 is a link that leaves the catalog; put the file itself here"],
  },
  "link-to-itself": {
    edits: [linked("products/mist.yaml", "mist.yaml")],
    refusals: ["products/mist.yaml:1:1 is a link that leads back to itself; put the file itself here or remove the link"],
  },
  "link-to-nothing": {
    edits: [linked("products/mist.yaml", "nowhere.yaml")],
    refusals: ["products/mist.yaml:1:1 is a link that leads nowhere; put the file itself here or remove the link"],
  },
  "migration-names": {
    edits: [
      written("products/shop/0001_init.sql", "CREATE TABLE orders (id bigint PRIMARY KEY);\n"),
      written("products/shop/0002_more.sql", ""),
      written("products/shop/1_init.undo.sql", "DROP TABLE orders;\n"),
      written("products/shop/README.md", "x\n"),
    ],
    refusals: [
      "products/shop/0002_more.sql:1:1 is empty; write the entry or remove the file",
      "products/shop/1_init.undo.sql:1:1 is no migration; name it NNNN_name.sql or remove it",
      "products/shop/README.md:1:1 is no migration; name it NNNN_name.sql or remove it",
    ],
  },
  "missing-family-file": {
    edits: [removed("family.yaml"), ["products/tide.yaml", "sales,", "slaes,"]],
    refusals: ["family.yaml:1:1 is missing; write it (catalog/schemas lists its keys)"],
  },
  "missing-file": { edits: [removed("teams.yaml")], refusals: ["teams.yaml:1:1 is missing; write it (catalog/schemas lists its keys)"] },
  "misspelled-file": {
    edits: [
      written(
        "familiy.yaml",
        'family: acme\norganization: acme-corp\nplan: enterprise\ndomain: acme.example\nregistry: registry.acme.example\npython: { importPrefix: acme, index: https://pypi.acme.example/simple }\ndatabase:\n  prefix: acme\n  consolidated: acme_products\n  platform: { name: acme_shared, owner: acme-base }\n  major: 17\n  image: registry.acme.example/postgres:17@sha256:1111111111111111111111111111111111111111111111111111111111111111\n  sizes:\n    small:\n      { cpu: 500m, memory: 1Gi, storage: 10Gi, walStorage: 4Gi, maxConnections: 250, connectionLimits: { rw: 40, ro: 10, migrator: 4 } }\n    medium:\n      { cpu: "2", memory: 4Gi, storage: 50Gi, walStorage: 8Gi, maxConnections: 300, connectionLimits: { rw: 150, ro: 40, migrator: 4 } }\n    large:\n      { cpu: "4", memory: 16Gi, storage: 200Gi, walStorage: 16Gi, maxConnections: 500, connectionLimits: { rw: 300, ro: 80, migrator: 4 } }\ngateway: gateway\ngithub: { organizationId: 4242, appId: 777, billingEmail: billing@acme.example }\nworkflows:\n  released: { 0123456789abcdef0123456789abcdef01234567: v1.0.0 }\nstate: { backend: s3, bucket: acme-tfstate, region: eu-north-1 }\n',
      ),
      removed("family.yaml"),
    ],
    refusals: [
      'familiy.yaml:1:1 is no file of the catalog; did you mean "family.yaml"?',
      "family.yaml:1:1 is missing; write it (catalog/schemas lists its keys)",
    ],
  },
  "import-of-another-stack": {
    edits: [written("imports.yaml", "helm_release.gateway: acme/gateway\n")],
    refusals: [
      'imports.yaml:1:1 helm_release.gateway: got the name "helm_release.gateway"; use the address of a resource of the stack github; `npx sigma import` writes them',
    ],
  },
  "misspelled-folder": {
    edits: [
      written(
        "product/mist.yaml",
        "brand: Acme Tide\nsummary: Tells the tide\nowners: { api: sales, ui: sales-ui }\nrepositories: { ui: { state: planned } }\n",
      ),
    ],
    refusals: ['product:1:1 is no folder of the catalog; did you mean "products"?'],
  },
  "mistakes-in-four-files": {
    edits: [
      ["environments.yaml", "10\n", "1e1\n"],
      ["environments.yaml", "acme-live", "acme-trial"],
      ["family.yaml", "enterprise", "enterprize"],
      ["family.yaml", "gateway:", "gatway:"],
      ["repositories.yaml", "inside: acme-base", "inside: acme-bass"],
      ["repositories.yaml", "infra, owner: base", "infra"],
      ["teams.yaml", "grace] ", "grace], lead: ada "],
      ["teams.yaml", "sales,", "sailors,"],
      ["products/tide.yaml", "owners:", "calls: [shpo]\negress: [0.0.0.0/0:443]\nowners:"],
    ],
    refusals: [
      'environments.yaml:32:3 live.waitMinutes: 1e1 is read as the number 10; write 10, or "1e1" in quotes where a text is due',
      'family.yaml:3:1 plan: got "enterprize"; write one of free, team, enterprise; did you mean "enterprise"?',
      'family.yaml:20:1 gatway: unknown key; did you mean "gateway"?',
      "repositories.yaml:25:3 repositories.acme-infra.owner: is missing; write a text (The team that owns and reviews it)",
      `teams.yaml:2:68 release.lead: unknown key; ${keysHere("teams.json", "<name>")}`,
    ],
  },
  "not-utf-8": {
    edits: [
      written(
        "products/tide.yaml",
        Buffer.from(
          "brand: Acme Tide\x0asummary: T\xe9lls the tide\x0aowners: { api: sales, ui: sales-ui }\x0arepositories: { ui: { state: planned } }\x0a",
          "latin1",
        ),
      ),
    ],
    refusals: ["products/tide.yaml:1:1 is not UTF-8; save it as UTF-8"],
  },
  "one-broken-environment": {
    edits: [
      ["environments.yaml", "  domain: trial.acme.example\n", ""],
      ["products/shop.yaml", "3, max: 8", "30, max: 80"],
      ["products/shop.yaml", "  live:", "  trial: { size: large }\n  live:"],
    ],
    refusals: ["environments.yaml:2:1 trial.domain: is missing; write a text (Domain of the environment's hosts)"],
  },
  "one-broken-product": {
    edits: [
      ["products/relic.yaml", "sales,", "saels,"],
      ["products/tide.yaml", "owners: { api: sales, ui: sales-ui }\n", ""],
    ],
    refusals: ["products/tide.yaml:1:1 owners: is missing; write a map, key: value (The team of each repository)"],
  },
  "only-a-document-marker": {
    edits: [written("products/tide.yaml", "---\n")],
    refusals: ["products/tide.yaml:1:4 is empty; write a map, key: value"],
  },
  "only-comments": {
    edits: [written("products/tide.yaml", "# Acme Tide\n# will come\n")],
    refusals: ["products/tide.yaml:1:1 holds only comments; write the entry or remove the file"],
  },
  "prototype-file-name": {
    edits: [
      written(
        "products/__proto__.yaml",
        "brand: Acme Tide\nsummary: Tells the tide\nowners: { api: sales, ui: sales-ui }\nrepositories: { ui: { state: planned } }\n",
      ),
    ],
    refusals: [
      'products/__proto__.yaml:1:1 the name "__proto__" is the entry\'s key; use 2 to 20 lower-case letters and digits, a letter first',
    ],
  },
  "secrets-of-nothing": {
    edits: [
      written("secrets/acme-bass.yaml", 'release:\n  INDEX_TOKEN: { keyId: "568250167242549743", value: c2VhbGVk }\n'),
      written("secrets/acme-shop-api.yaml", 'prod:\n  PAYMENT_KEY: { keyId: "1", value: c2VhbGVk }\n'),
    ],
    refusals: [
      'secrets/acme-bass.yaml:2:3 no repository "acme-bass"; did you mean "acme-base"?',
      'secrets/acme-shop-api.yaml:2:3 prod.PAYMENT_KEY: no environment "prod"; there are "trial", "live": rename it or remove it',
    ],
  },
  "text-that-turns-around": {
    edits: [["products/tide.yaml", "the", "\u202ethe"]],
    refusals: ["products/tide.yaml:2:16 holds the invisible character U+202E; remove it"],
  },
  "utf-16": {
    edits: [
      written(
        "products/tide.yaml",
        "b\u0000r\u0000a\u0000n\u0000d\u0000:\u0000 \u0000A\u0000c\u0000m\u0000e\u0000 \u0000T\u0000i\u0000d\u0000e\u0000\n\u0000s\u0000u\u0000m\u0000m\u0000a\u0000r\u0000y\u0000:\u0000 \u0000T\u0000e\u0000l\u0000l\u0000s\u0000 \u0000t\u0000h\u0000e\u0000 \u0000t\u0000i\u0000d\u0000e\u0000\n\u0000o\u0000w\u0000n\u0000e\u0000r\u0000s\u0000:\u0000 \u0000{\u0000 \u0000a\u0000p\u0000i\u0000:\u0000 \u0000s\u0000a\u0000l\u0000e\u0000s\u0000,\u0000 \u0000u\u0000i\u0000:\u0000 \u0000s\u0000a\u0000l\u0000e\u0000s\u0000-\u0000u\u0000i\u0000 \u0000}\u0000\n\u0000r\u0000e\u0000p\u0000o\u0000s\u0000i\u0000t\u0000o\u0000r\u0000i\u0000e\u0000s\u0000:\u0000 \u0000{\u0000 \u0000u\u0000i\u0000:\u0000 \u0000{\u0000 \u0000s\u0000t\u0000a\u0000t\u0000e\u0000:\u0000 \u0000p\u0000l\u0000a\u0000n\u0000n\u0000e\u0000d\u0000 \u0000}\u0000 \u0000}\u0000\n\u0000",
      ),
    ],
    refusals: ["products/tide.yaml:1:1 is UTF-16; save it as UTF-8"],
  },
  "yml-ending": {
    edits: [
      written(
        "products/mist.yml",
        "brand: Acme Tide\nsummary: Tells the tide\nowners: { api: sales, ui: sales-ui }\nrepositories: { ui: { state: planned } }\n",
      ),
    ],
    refusals: ["products/mist.yml:1:1 is not read; end its name in .yaml"],
  },
};
