import { moved, type BadCatalogs } from "../model/bad-catalog";

const LIVE_IDENTITY =
  "  identity: { issuer: https://identity.acme.example, jwks: https://identity.acme.example/keys, audiences: [people-live], actorClaim: email, roleClaim: groups, signIn: { clientId: pages-live, secret: sign-in, scopes: [openid, email, groups] } }\n";

/** Environments and their clusters. */
export const environments: BadCatalogs = {
  "archive-without-a-role": {
    edits: [
      ["environments.yaml", "archive-keys", "archive-keys, roleArn: arn:aws:iam::123456789012:role/acme-archive"],
      ["environments.yaml", "s3://acme-archive-live, roleArn: arn:aws:iam::123456789012:role/acme-archive", "s3://acme-archive-live"],
    ],
    refusals: [
      "environments.yaml:23:114 trial.archive.roleArn: a Secret needs no role; remove it or write credentials: iam",
      "environments.yaml:46:3 live.archive.credentials: iam needs the role that may write to the bucket; write roleArn: arn:aws:iam::<account>:role/<name>, or name a Secret",
    ],
  },
  "authority-without-an-endpoint": {
    edits: [["environments.yaml", "roleArn:", "endpointCA: YWNtZQ==, roleArn:"]],
    refusals: [
      "environments.yaml:46:46 live.archive.endpointCA: AWS has a public certificate authority; remove it, or write endpoint: https://…, the server that it certifies",
    ],
  },
  "command-without-exec": {
    edits: [["environments.yaml", "    access: exec\n", ""]],
    refusals: ["environments.yaml:13:5 trial.cluster.command: oidc runs no command; remove it or write access: exec"],
  },
  "environments-alike": {
    edits: [
      ["environments.yaml", "trial.acme.example\n", "acme.example\n"],
      ["environments.yaml", "https://kubernetes.trial.acme.example:6443", "https://kubernetes.live.acme.example:6443"],
      ["environments.yaml", "acme-trial", "acme-live"],
      ["environments.yaml", "s3://acme-archive-trial, endpoint: https://objects.acme.example", "s3://acme-archive-live"],
    ],
    refusals: [
      'environments.yaml:26:3 live.domain: got "acme.example", which trial has already; give each environment its own',
      'environments.yaml:35:5 live.cluster.server: got "https://kubernetes.live.acme.example:6443", which trial has already; give each environment its own',
      'environments.yaml:37:5 live.cluster.audience: got "acme-live", which trial has already; give each environment its own',
      'environments.yaml:46:14 live.archive.bucket: got "s3://acme-archive-live", which trial has already; give each environment its own',
    ],
  },
  "exec-without-command": {
    edits: [["environments.yaml", "    command: [cloud, token, --cluster, trial]\n", ""]],
    refusals: [
      "environments.yaml:13:5 trial.cluster.access: exec needs the command that prints a token; write command: [program, argument]",
    ],
  },
  "former-authority-with-exec": {
    edits: [["environments.yaml", "    access: exec\n", "    formerCa: Zmlyc3Q=\n    access: exec\n"]],
    refusals: ["environments.yaml:13:5 trial.cluster.formerCa: with exec no token is bound to an authority; remove it"],
  },
  "former-authority-of-today": {
    edits: [
      [
        "environments.yaml",
        "    ca: YWNtZQ==\n    audience: acme-live",
        "    ca: YWNtZQ==\n    formerCa: YWNtZQ==\n    audience: acme-live",
      ],
    ],
    refusals: [
      "environments.yaml:37:5 live.cluster.formerCa: is ca; write the authority before it, or remove it when nothing asks for that one",
    ],
  },
  hosts: {
    edits: [["environments.yaml", "trial.acme.example\n", "trial.acme.test\n"]],
    refusals: [
      'environments.yaml:3:3 trial.domain: got "trial.acme.test", which is not under the family\'s acme.example; write trial.acme.example or acme.example',
    ],
  },
  "image-of-another-version": {
    edits: [
      [
        "environments.yaml",
        "backups: 30d",
        "postgres: { major: 16, image: registry.acme.example/postgres:18@sha256:2222222222222222222222222222222222222222222222222222222222222222 }\n  backups: 30d",
      ],
      ["family.yaml", "17\n", "16\n"],
    ],
    refusals: [
      "environments.yaml:28:26 live.postgres.image: the image is of Postgres 18, major says 16; change both together",
      "family.yaml:12:3 database.image: the image is of Postgres 17, major says 16; change both together",
    ],
  },
  "no-alerts": {
    edits: [["environments.yaml", "    monitoring: { labels: { release: prometheus } }\n", ""]],
    refusals: [
      'environments.yaml:34:3 live.cluster.monitoring: live has a database per product and no alerts; write monitoring: { labels: { release: <release of kube-prometheus-stack> } }, or add an exception "monitoring" with a reason',
    ],
  },
  "no-refs": {
    edits: [["environments.yaml", " branches: [main] ", ""]],
    refusals: [
      'environments.yaml:8:3 trial.refs: names no branch and no tag, so nothing could be deployed; write { branches: [main] } or { tags: ["v*"] }',
    ],
  },
  "promotion-in-the-wrong-order": {
    edits: [moved("environments.yaml", "live:\n")],
    refusals: [
      "environments.yaml:25:1 trial.approvers: nobody approves trial, but live before it has approvers; name approvers or change the order",
      "environments.yaml:27:3 trial.database: consolidated after live with a database per product; write per-product or change the order",
      "environments.yaml:28:3 trial.backups: got 3d, below the 30d of live before it; raise it or change the order",
      "environments.yaml:32:3 trial.allowTags: tags are admitted, but live before it wants digests; remove it or change the order",
    ],
  },
  "identity-missing": {
    edits: [["environments.yaml", LIVE_IDENTITY, ""]],
    refusals: [
      'environments.yaml:25:1 live.identity: live has products and asks nobody who calls; write identity: { issuer, jwks, audiences, actorClaim, roleClaim, signIn: { clientId, secret } }, or add an exception "identity" with a reason',
    ],
  },
  "identity-of-another-environment": {
    edits: [["environments.yaml", "audiences: [people-live]", "audiences: [people-live, people-trial]"]],
    refusals: [
      'environments.yaml:47:121 live.identity.audiences.1: got "people-trial", which trial accepts from the same issuer: a token of trial would open live; give each environment its own',
    ],
  },
  "identity-without-sign-in": {
    edits: [["environments.yaml", ", signIn: { clientId: pages-live, secret: sign-in, scopes: [openid, email, groups] }", ""]],
    refusals: [
      "environments.yaml:47:3 live.identity.signIn: nobody could sign in at acme-shop-ui; write signIn: { clientId: <the client at the provider>, secret: <Secret with its secret> }",
    ],
  },
  "reserved-environments": {
    edits: [
      ["environments.yaml", "trial:", "github:"],
      [
        "environments.yaml",
        "live:",
        'constructor:\n  domain: spare.acme.example\n  database: consolidated\n  backups: 3d\n  instances: 1\n  replicas: { min: 1, max: 2 }\n  refs: { branches: [main] }\n  cluster:\n    server: https://kubernetes.spare.acme.example:6443\n    ca: YWNtZQ==\n    access: exec\n    command: [cloud, token, --cluster, spare]\n    audience: acme-spare\n    kubernetesVersion: "1.36"\n    podCidr: 10.3.0.0/16\n    apiServerCidr: 10.3.255.0/28\n    storageClass: standard\n    issuer: acme-ca\n    imagePullSecret: registry\n    operators: preinstalled\n  archive: { bucket: s3://acme-archive-spare, endpoint: https://objects.acme.example, credentials: archive-keys }\n  identity: { issuer: https://identity.acme.example, jwks: https://identity.acme.example/keys, audiences: [people-spare], actorClaim: email, roleClaim: groups, signIn: { clientId: pages-spare, secret: sign-in } }\ngithub-plan:',
      ],
      ["products/shop.yaml", "replicas: { live: { min: 3, max: 8 } }\n", ""],
      [
        "products/shop.yaml",
        "  live: { size: medium, backups: 60d, generation: 1, restore: { generation: 2, at: 2026-05-22T09:45:52Z } }\n",
        "",
      ],
    ],
    refusals: [
      'environments.yaml:2:1 github: "github" is the stack of the organization; take another name',
      'environments.yaml:25:1 constructor: "constructor" cannot name a stack; take another name',
      'environments.yaml:47:1 github-plan: "github-plan" is where a plan of that stack runs; take another name',
    ],
  },
  "upgrade-against-the-promotion": {
    edits: [
      [
        "environments.yaml",
        "backups: 30d",
        "postgres: { major: 18, image: registry.acme.example/postgres:18@sha256:2222222222222222222222222222222222222222222222222222222222222222 }\n  backups: 30d",
      ],
    ],
    refusals: ["environments.yaml:28:15 live.postgres.major: live has Postgres 18, trial before it 17; upgrade trial first"],
  },
};
