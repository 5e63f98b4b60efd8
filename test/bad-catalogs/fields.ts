import { keysHere, written, type BadCatalogs } from "../model/bad-catalog";

/** Fields that do not fit their schema. */
export const fields: BadCatalogs = {
  accents: {
    edits: [
      ["products/dream.yaml", "}", "}\naccent: #123456"],
      ["products/relic.yaml", "}", "}\naccent: teal"],
      ["products/tide.yaml", "} }", '} }\naccent: "#ffd700"'],
    ],
    refusals: [
      "products/dream.yaml:5:1 accent: is empty; write a text (The brand's color in its user interface: #rrggbb. Default: #1f4fd8)",
      'products/relic.yaml:5:1 accent: got "teal"; write the color as "#rrggbb" in lower case',
      'products/tide.yaml:5:1 accent: got "#ffd700"; has a contrast of 1.4:1 with white, which is hard to read below 4.5:1; take a darker one',
    ],
  },
  "actor-header": {
    edits: [["family.yaml", "github:", "actorHeader: X-Forwarded-For\ngithub:"]],
    refusals: ['family.yaml:21:1 actorHeader: got "X-Forwarded-For"; write a header of your own that starts with X-: X-Actor'],
  },
  "contents-of-no-library": {
    edits: [["repositories.yaml", "sdk", "cor"]],
    refusals: ['repositories.yaml:27:37 repositories.acme-old.contents: got "cor"; write one of core, platform, sdk; did you mean "core"?'],
  },
  "dates-that-do-not-exist": {
    edits: [
      [
        "products/shop.yaml",
        "brand:",
        'exceptions: { retention: { reason: "Backups are moved this spring", owner: base, expires: 2026-02-31 } }\nbrand:',
      ],
      ["products/shop.yaml", "2026-05-22T09:45:52Z", "2026-02-31T09:45:52Z"],
    ],
    refusals: [
      'products/shop.yaml:1:82 exceptions.retention.expires: got "2026-02-31"; write a day that exists as YYYY-MM-DD',
      'products/shop.yaml:12:80 database.live.restore.at: got "2026-02-31T09:45:52Z"; write a moment that exists, in UTC to the second: 2026-11-22T09:45:52Z',
    ],
  },
  "egress-forms": {
    edits: [
      [
        "products/shop.yaml",
        "203.0.113.0/24:443",
        '203.0.113.0/24, "api.example.org:443", 203.0.113.9/24:443, 203.0.113.0/24:70000, 203.0.113.0/33:443',
      ],
    ],
    refusals: [
      'products/shop.yaml:5:10 egress.0: got "203.0.113.0/24"; write network:port as 203.0.113.0/24:443; network policies know no host names',
      'products/shop.yaml:5:26 egress.1: got "api.example.org:443"; write network:port as 203.0.113.0/24:443; network policies know no host names',
      'products/shop.yaml:5:49 egress.2: got "203.0.113.9/24:443"; the address has bits beyond its length; write the network as 203.0.113.0/24',
      'products/shop.yaml:5:69 egress.3: got "203.0.113.0/24:70000"; write a port up to 65535',
      'products/shop.yaml:5:91 egress.4: got "203.0.113.0/33:443"; write numbers up to 255 and a length up to 32: 10.1.0.0/16',
    ],
  },
  "empty-value": {
    edits: [["products/tide.yaml", " Tells the tide", ""]],
    refusals: ["products/tide.yaml:2:1 summary: is empty; write a text (What it does, in a sentence; GitHub shows it behind the brand)"],
  },
  "environment-named-by-a-number": {
    edits: [["environments.yaml", "trial:", '"1":']],
    refusals: ['environments.yaml:2:1 1: got the name "1"; use 2 to 20 lower-case letters, digits and hyphens, a letter first'],
  },
  "image-without-a-version": {
    edits: [
      [
        "family.yaml",
        "registry.acme.example/postgres:17@sha256:1111111111111111111111111111111111111111111111111111111111111111",
        "registry.acme.example/postgres@sha256:1111111111111111111111111111111111111111111111111111111111111111",
      ],
    ],
    refusals: [
      'family.yaml:12:3 database.image: got "registry.acme.example/postgres@sha256:11111111111111111111111111111111111111\u2026; name the image by version and digest: registry/name:18.4@sha256:<64 hex>',
    ],
  },
  "keys-of-another-state": {
    edits: [
      ["family.yaml", "s3,", "local,"],
      [
        "family.yaml",
        'acme-tfstate,\n    region: eu-north-1,\n    roles: { plan: "arn:aws:iam::000000004711:role/state-read", apply: "arn:aws:iam::000000004711:role/state-write" },',
        "acme-tfstate",
      ],
    ],
    refusals: ["family.yaml:35:5 state.bucket: unknown key; keys here: backend"],
  },
  logins: {
    edits: [["teams.yaml", "ada, grace", 'ada lovelace, "@grace"']],
    refusals: [
      'teams.yaml:1:55 base.members.0: got "ada lovelace"; use the login: at most 39 letters, digits and single hyphens',
      'teams.yaml:1:69 base.members.1: got "@grace"; use the login: at most 39 letters, digits and single hyphens',
    ],
  },
  "missing-keys": {
    edits: [
      ["products/tide.yaml", "brand: Acme Tide\n", ""],
      ["products/tide.yaml", "sales, ui: sales-ui", "sales"],
    ],
    refusals: [
      "products/tide.yaml:1:1 brand: is missing; write a text (The product's name as people read it)",
      "products/tide.yaml:2:1 owners.ui: is missing; write a text (Team of the UI's repository)",
    ],
  },
  "misspelled-key": {
    edits: [["products/tide.yaml", "summary:", "sumary:"]],
    refusals: ['products/tide.yaml:2:1 sumary: unknown key; did you mean "summary"?'],
  },
  "misspelled-keys-of-the-state": {
    edits: [["family.yaml", "bucket:", "bukcet:"]],
    refusals: ['family.yaml:35:5 state.bukcet: unknown key; did you mean "bucket"?'],
  },
  "misspelled-nested-keys": {
    edits: [
      ["products/shop.yaml", "partitions:", "partition:"],
      ["products/shop.yaml", "backups:", "backup:"],
    ],
    refusals: [
      'products/shop.yaml:9:3 database.partition: unknown key; did you mean "partitions"?',
      'products/shop.yaml:11:25 database.live.backup: unknown key; did you mean "backups"?',
    ],
  },
  "moment-in-a-time-zone": {
    edits: [["products/shop.yaml", "2026-05-22T09:45:52Z", "2026-11-22T09:45:52+02:00"]],
    refusals: [
      'products/shop.yaml:11:80 database.live.restore.at: got "2026-11-22T09:45:52+02:00"; write a moment that exists, in UTC to the second: 2026-11-22T09:45:52Z',
    ],
  },
  identity: {
    edits: [
      ["environments.yaml", "audiences: [people-trial], actorClaim: email", 'audiences: [], actorClaim: "e mail"'],
      [
        "environments.yaml",
        "jwks: https://identity.acme.example/keys, audiences: [people-live]",
        "jwks: http://identity.acme.example/keys, audiences: [people-live]",
      ],
      [
        "environments.yaml",
        "clientId: pages-live, secret: sign-in, scopes: [openid, email, groups]",
        'clientId: a b, secret: Sign_In, scopes: ["openid email"], tenant: acme',
      ],
    ],
    refusals: [
      "environments.yaml:24:96 trial.identity.audiences: got []; write at least 1 item",
      'environments.yaml:24:111 trial.identity.actorClaim: got "e mail"; use the claim\'s name: letters, digits and _ : / -, a dot before a claim inside another',
      'environments.yaml:47:54 live.identity.jwks: got "http://identity.acme.example/keys"; write an address that begins with https://',
      'environments.yaml:47:169 live.identity.signIn.clientId: got "a b"; write the client\'s id at the provider, without spaces',
      'environments.yaml:47:184 live.identity.signIn.secret: got "Sign_In"; use the object\'s name in Kubernetes: lower-case letters, digits, hyphens and dots',
      'environments.yaml:47:210 live.identity.signIn.scopes.0: got "openid email"; write one scope, without spaces and quotes',
      `environments.yaml:47:227 live.identity.signIn.tenant: unknown key; ${keysHere("environments.json", "<name>.identity.signIn")}`,
    ],
  },
  "monitoring-labels": {
    edits: [["environments.yaml", "release: prometheus", '"re lease": prometheus, team: "a b"']],
    refusals: [
      'environments.yaml:43:29 live.cluster.monitoring.labels.re lease: got the name "re lease"; use a label\'s name in Kubernetes: release, example.org/team',
      'environments.yaml:43:53 live.cluster.monitoring.labels.team: got "a b"; use at most 63 letters, digits, dots, hyphens and underscores, a letter or digit first and last',
    ],
  },
  networks: {
    edits: [
      ["environments.yaml", "10.1.0.0/16", "10.1.0.7/16"],
      ["environments.yaml", "10.1.255.0/28", "10.1.255.0"],
      ["environments.yaml", "192.0.2.0/24", '192.0.2.0/24, 300.1.1.0/24, "2001:db8::/32"'],
    ],
    refusals: [
      'environments.yaml:17:5 trial.cluster.podCidr: got "10.1.0.7/16"; the address has bits beyond its length; write the network as 10.1.0.0/16',
      'environments.yaml:18:5 trial.cluster.apiServerCidr: got "10.1.255.0"; write a network as 10.1.0.0/16',
      'environments.yaml:42:34 live.cluster.archiveCidrs.1: got "300.1.1.0/24"; write numbers up to 255 and a length up to 32: 10.1.0.0/16',
      'environments.yaml:42:48 live.cluster.archiveCidrs.2: got "2001:db8::/32"; write a network as 10.1.0.0/16',
    ],
  },
  "no-environments": {
    edits: [written("environments.yaml", "{}\n")],
    refusals: ["environments.yaml:1:1 got {}; write at least one environment"],
  },
  "numbers-beyond-limits": {
    edits: [
      ["environments.yaml", "instances: 1", "instances: 0"],
      ["environments.yaml", "max: 2", "max: 1000"],
      ["environments.yaml", "10\n", "50000\n"],
    ],
    refusals: [
      "environments.yaml:6:3 trial.instances: got 0; write at least 1",
      "environments.yaml:7:23 trial.replicas.max: got 1000; write at most 100",
      "environments.yaml:32:3 live.waitMinutes: got 50000; write at most 43200",
    ],
  },
  "owner-paths": {
    edits: [
      [
        "repositories.yaml",
        "paths: { /migrations/: [base",
        'requiredChecks: [build / build, scan / scan]\n    environments: promotion\n    paths: { migrations/: [base], "/docs/my file": [base], /empty/: [',
      ],
    ],
    refusals: [
      'repositories.yaml:7:14 kinds.python-service.paths.migrations/: got the name "migrations/"; start the path with / and leave out spaces, #, !, \\ and square brackets, which CODEOWNERS does not know',
      'repositories.yaml:7:35 kinds.python-service.paths./docs/my file: got the name "/docs/my file"; start the path with / and leave out spaces, #, !, \\ and square brackets, which CODEOWNERS does not know',
      "repositories.yaml:7:60 kinds.python-service.paths./empty/: got []; write at least 1 item",
    ],
  },
  "prototype-keys": {
    edits: [["products/tide.yaml", "brand:", "__proto__: { state: archived }\nconstructor: {}\ntoString: 1\nbrand:"]],
    refusals: ["products/tide.yaml:1:1 __proto__: no key of the catalog has this name; take another one"],
  },
  "ref-with-a-space": {
    edits: [["environments.yaml", "main]", '"main branch"]']],
    refusals: [
      'environments.yaml:8:22 trial.refs.branches.0: got "main branch"; write a branch or tag pattern without spaces: main, release/*, "v*"',
    ],
  },
  "role-of-no-account": {
    edits: [["environments.yaml", "arn:aws:iam::123456789012:role/acme-archive", "acme-archive"]],
    refusals: [
      'environments.yaml:46:46 live.archive.roleArn: got "acme-archive"; write the role as arn:aws:iam::<12 digits of the account>:role/<name>',
    ],
  },
  "secret-in-plain-text": {
    edits: [
      ["secrets/acme-base.yaml", '{ keyId: "568250167242549743", value: c2VhbGVk', 'hunter2\n  OTHER: { keyId: "1", value: "hunter 2"'],
    ],
    refusals: [
      "secrets/acme-base.yaml:2:3 release.INDEX_TOKEN: got something else; write a map, key: value (A sealed value)",
      "secrets/acme-base.yaml:3:24 release.OTHER.value: got something else; write the sealed box in base64; `sigma secret seal` does it",
    ],
  },
  "secret-names": {
    edits: [["products/shop.yaml", "PAYMENT_KEY", "payment_key, GITHUB_TOKEN"]],
    refusals: [
      'products/shop.yaml:7:18 secrets.api.0: got "payment_key"; use upper-case letters, digits and underscores, not starting with GITHUB_ or a digit',
      'products/shop.yaml:7:31 secrets.api.1: got "GITHUB_TOKEN"; use upper-case letters, digits and underscores, not starting with GITHUB_ or a digit',
    ],
  },
  "template-in-names": {
    edits: [["products/tide.yaml", "sales, ui: sales-ui }", '\'${file("/etc/passwd")}\', ui: sales-ui }\ncalls: ["%{ for }"]']],
    refusals: [
      'products/tide.yaml:3:11 owners.api: got "${file(\\"/etc/passwd\\")}"; use the team\'s slug: lower-case letters, digits and hyphens',
      'products/tide.yaml:4:9 calls.0: got "%{ for }"; use 2 to 20 lower-case letters and digits, a letter first',
    ],
  },
  "text-of-two-lines": {
    edits: [["products/tide.yaml", "Tells the tide", '"Tells\\nthe tide"']],
    refusals: ['products/tide.yaml:2:1 summary: got "Tells\\nthe tide"; write it on one line, without spaces around it'],
  },
  "too-long-text": {
    edits: [
      [
        "products/tide.yaml",
        "tide",
        "tide. Tells the tide. Tells the tide. Tells the tide. Tells the tide. Tells the tide. Tells the tide. Tells the tide. Tells the tide. Tells the tide. Tells the tide. Tells the tide. Tells the tide. Tells the tide. Tells the tide. Tells the tide. Tells the tide. Tells the tide. Tells the tide. Tells the tide. End",
      ],
    ],
    refusals: [
      'products/tide.yaml:2:1 summary: got "Tells the tide. Tells the tide. Tells the tide. Tells the tide. Tells the ti\u2026; write at most 280 characters',
    ],
  },
  topics: {
    edits: [
      ["repositories.yaml", "api]", 'API, "open api"]\n    requiredChecks: [build / build, scan / scan]\n    environments: promotion'],
    ],
    refusals: [
      'repositories.yaml:4:14 kinds.python-service.topics.0: got "API"; use at most 50 lower-case letters, digits and hyphens, a letter or digit first',
      'repositories.yaml:4:19 kinds.python-service.topics.1: got "open api"; use at most 50 lower-case letters, digits and hyphens, a letter or digit first',
    ],
  },
  "two-codes-in-one-list": {
    edits: [["products/shop.yaml", "tide", "Tide, nothing, shop"]],
    refusals: ['products/shop.yaml:4:9 calls.0: got "Tide"; use 2 to 20 lower-case letters and digits, a letter first'],
  },
  "unknown-key": {
    edits: [["products/tide.yaml", "summary:", "color: blue\nsummary:"]],
    refusals: [`products/tide.yaml:2:1 color: unknown key; ${keysHere("product.json")}`],
  },
  "unknown-state-backend": {
    edits: [["family.yaml", "s3", "gcs"]],
    refusals: ['family.yaml:34:5 state.backend: got "gcs"; write one of local, s3'],
  },
  workers: {
    edits: [["products/shop.yaml", "egress:", "workers: 51\negress:"]],
    refusals: ["products/shop.yaml:5:1 workers: got 51; write at most 50"],
  },
  "wrong-commit": {
    edits: [["family.yaml", "0123456789abcdef0123456789abcdef01234567:", "0123abc:"]],
    refusals: ['family.yaml:31:15 workflows.released.0123abc: got the name "0123abc"; write the full commit, 40 hexadecimal digits'],
  },
  "wrong-forms": {
    edits: [
      ["environments.yaml", "trial.acme.example\n", "https://trial.acme.example\n"],
      ["environments.yaml", "3d", "3 days"],
      [
        "environments.yaml",
        "https://kubernetes.trial.acme.example:6443\n    ca: YWNtZQ==",
        "http://kubernetes.trial.acme.example:6443\n    ca: not base64",
      ],
      ["environments.yaml", "standard", "Standard Disk"],
      ["environments.yaml", "s3://acme-archive-trial", "acme-archive-trial"],
    ],
    refusals: [
      'environments.yaml:3:3 trial.domain: got "https://trial.acme.example"; write a host name in lower case: example.org',
      'environments.yaml:5:3 trial.backups: got "3 days"; write a number and d, w, m or y: 30d, 7y',
      'environments.yaml:11:5 trial.cluster.server: got "http://kubernetes.trial.acme.example:6443"; write an address that begins with https://',
      'environments.yaml:12:5 trial.cluster.ca: got "not base64"; write the certificate in base64',
      'environments.yaml:19:5 trial.cluster.storageClass: got "Standard Disk"; use the object\'s name in Kubernetes: lower-case letters, digits, hyphens and dots',
      'environments.yaml:23:14 trial.archive.bucket: got "acme-archive-trial"; write it as s3://bucket',
    ],
  },
  "wrong-forms-of-the-family": {
    edits: [
      ["family.yaml", "family: acme", "family: Acme!\norganization: acme"],
      ["family.yaml", "\norganization: acme-corp", " corp"],
      ["family.yaml", "https://pypi.acme.example/simple", "https://user:secret@pypi.acme.example/simple"],
      [
        "family.yaml",
        "registry.acme.example/postgres:17@sha256:1111111111111111111111111111111111111111111111111111111111111111",
        "registry.acme.example/postgres:17@sha512:1111111111111111111111111111111111111111111111111111111111111111",
      ],
      ["family.yaml", "10Gi", "10"],
      ["family.yaml", "billing@acme.example", "billing"],
      ["family.yaml", "v1.0.0", "1.0"],
    ],
    refusals: [
      'family.yaml:1:1 family: got "Acme!"; use 2 to 20 lower-case letters and digits, a letter first',
      'family.yaml:2:1 organization: got "acme corp"; use the login: at most 39 letters, digits and single hyphens',
      'family.yaml:6:31 python.index: got "https://…@pypi.acme.example/simple"; leave user and password out of the address; the catalog is read by everybody',
      'family.yaml:12:3 database.image: got "registry.acme.example/postgres:17@sha512:11111111111111111111111111111111111…; name the image by version and digest: registry/name:18.4@sha256:<64 hex>',
      "family.yaml:15:33 database.sizes.small.storage: got 10; write a text in quotes (Data volume of each instance: 20Gi. It can grow, never shrink)",
      'family.yaml:25:5 github.billingEmail: got "billing"; write an address: name@example.org',
      'family.yaml:31:15 workflows.released.0123456789abcdef0123456789abcdef01234567: 1.0 is read as the number 1; write 1, or "1.0" in quotes where a text is due',
    ],
  },
  "wrong-types": {
    edits: [
      ["products/shop.yaml", "Acme Shop", "7"],
      ["products/shop.yaml", "[tide]", "tide"],
      ["products/shop.yaml", "3,", "three,"],
      ["products/shop.yaml", "8", "8.5"],
      ["products/shop.yaml", "secrets: { api:", "secrets:"],
      ["products/shop.yaml", "[PAYMENT_KEY] }", "[PAYMENT_KEY]"],
      ["products/shop.yaml", "true", '"true"'],
    ],
    refusals: [
      "products/shop.yaml:1:1 brand: got 7; write a text in quotes (The product's name as people read it)",
      'products/shop.yaml:4:1 calls: got "tide"; write a list, [a, b] (Products whose API this one may reach; everything else is denied)',
      'products/shop.yaml:6:21 replicas.live.min: got "three"; write a number (Fewest pods of an application)',
      "products/shop.yaml:6:33 replicas.live.max: got 8.5; write a whole number (Most pods of an application; the connection arithmetic counts with it)",
      'products/shop.yaml:7:1 secrets: got ["PAYMENT_KEY"]; write a map, key: value (Names of the secrets of each repository in every environment)',
      "products/shop.yaml:10:3 database.readOnlySecret: got \"true\"; write true or false (Whether the read-only role's Secret reaches the product's namespace. Default: false)",
    ],
  },
};
