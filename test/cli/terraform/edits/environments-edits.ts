import { type Case, FAMILY, ENVIRONMENTS } from "./case";

/** Edits of an environment. */
export const ENVIRONMENT_EDITS: readonly Case[] = [
  {
    edit: "shorter backups of an environment",
    edits: [[ENVIRONMENTS, "backups: 30d", "backups: 14d"]],
    says: [
      "live: DANGER live: backups 30d → 14d: archives older than 14 days are deleted in the databases relic, tide, platform; a restore reaches back 14 days at most",
    ],
  },
  {
    edit: "one instance instead of three",
    edits: [[ENVIRONMENTS, "instances: 3", "instances: 1"]],
    says: [
      "live: DANGER live: instances 3 → 1: the standbys of relic, shop, tide, platform go: when the one instance or its node fails, the database is down and what was not archived is lost",
    ],
  },
  {
    edit: "two instances instead of three",
    edits: [[ENVIRONMENTS, "instances: 3", "instances: 2"]],
    says: ["live: noticed live: instances 3 → 2: a standby of relic, shop, tide, platform goes, with its volumes"],
  },
  {
    edit: "four instances instead of three",
    edits: [[ENVIRONMENTS, "instances: 3", "instances: 4"]],
    says: ["live: quiet live: instances 3 → 4: a standby joins relic, shop, tide, platform; what runs is not touched"],
  },
  {
    edit: "more Pods in an environment",
    edits: [[ENVIRONMENTS, "min: 1, max: 2", "min: 2, max: 3"]],
    says: [
      "github: noticed trial: replicas.min 1 → 2: from each product's next release at least 2 Pods of each application run",
      "github: noticed trial: replicas.max 2 → 3: quotas change now; from each product's next release at most 3 Pods of each application run",
      "trial: noticed trial: replicas.min 1 → 2: from each product's next release at least 2 Pods of each application run",
      "trial: noticed trial: replicas.max 2 → 3: quotas change now; from each product's next release at most 3 Pods of each application run",
    ],
  },
  {
    edit: "an approver less",
    edits: [[ENVIRONMENTS, "approvers: [base, release]", "approvers: [release]"]],
    says: ["github: noticed live: approvers base, release → release: promotions to live: base no longer approves"],
  },
  {
    edit: "an approver more",
    edits: [[ENVIRONMENTS, "approvers: [base, release]", "approvers: [base, release, sales]"]],
    says: ["github: noticed live: approvers base, release → base, release, sales: promotions to live: sales approves, too"],
  },
  {
    edit: "no wait",
    edits: [[ENVIRONMENTS, "  waitMinutes: 10\n", ""]],
    says: ["github: noticed live: waitMinutes 10 → 0 (default): a deployment begins with its approval"],
  },
  {
    edit: "another branch that deploys",
    edits: [[ENVIRONMENTS, "branches: [main]", "branches: [main, next]"]],
    says: ["github: noticed trial: refs.branches main → main, next: branches next may deploy to trial"],
  },
  {
    edit: "other tags that deploy",
    edits: [[ENVIRONMENTS, 'tags: ["v*"]', 'tags: ["release-*"]']],
    says: ["github: noticed live: refs.tags v* → release-*: tags release-* may deploy to live; tags v* may no longer deploy to live"],
  },
  {
    edit: "images by tag alone",
    edits: [[ENVIRONMENTS, "  waitMinutes: 10\n", "  waitMinutes: 10\n  allowTags: true\n"]],
    says: [
      "live: DANGER live: allowTags false (default) → true: the cluster admits images by a tag alone, so what runs may be another image than the one that was checked",
    ],
  },
  {
    edit: "images by digest alone",
    edits: [[ENVIRONMENTS, "  allowTags: true\n", ""]],
    says: ["trial: noticed trial: allowTags true → false (default): the cluster refuses an image without a digest; what runs goes on"],
  },
  {
    edit: "another provider of identities",
    edits: [
      [
        ENVIRONMENTS,
        "issuer: https://identity.acme.example, jwks: https://identity.acme.example/keys, audiences: [people-live]",
        "issuer: https://login.acme.example, jwks: https://login.acme.example/keys, audiences: [people-live]",
      ],
    ],
    says: [
      "live: DANGER live: identity.issuer https://identity.acme.example → https://login.acme.example: tokens and sessions of the old provider are refused at once",
      "live: DANGER live: identity.jwks https://identity.acme.example/keys → https://login.acme.example/keys: tokens are checked with the keys from there: with a wrong address every request is refused",
    ],
  },
  {
    edit: "tokens for one audience more",
    edits: [[ENVIRONMENTS, "audiences: [people-trial]", "audiences: [people-trial, jobs-trial]"]],
    says: ["trial: noticed trial: identity.audiences people-trial → people-trial, jobs-trial: tokens for jobs-trial are accepted, too"],
  },
  {
    edit: "callers by another claim",
    edits: [[ENVIRONMENTS, "audiences: [people-trial], actorClaim: email", "audiences: [people-trial], actorClaim: sub"]],
    says: [
      "trial: DANGER trial: identity.actorClaim email → sub: APIs know callers by another claim: what was written under the old names no longer belongs to anybody",
    ],
  },
  {
    edit: "another domain",
    edits: [[ENVIRONMENTS, "domain: trial.acme.example", "domain: try.acme.example"]],
    says: [
      "github: DANGER trial: domain trial.acme.example → try.acme.example: every host changes its name: clients with the old names get no answer, and the new ones need DNS and certificates first",
      "trial: DANGER trial: domain trial.acme.example → try.acme.example: every host changes its name: clients with the old names get no answer, and the new ones need DNS and certificates first",
    ],
  },
  {
    edit: "databases apart",
    edits: [
      [ENVIRONMENTS, "database: consolidated", "database: per-product"],
      [
        ENVIRONMENTS,
        "trial:\n",
        "trial:\n  exceptions: { monitoring: { reason: It comes with the next cluster, owner: base, expires: 2099-01-31 } }\n",
      ],
    ],
    says: [
      "github: DANGER trial: database consolidated → per-product: the databases of the other arrangement leave the release, and the new ones begin empty: move the data first",
      "github: noticed trial: exceptions.monitoring added: the check monitoring is left until 2099-01-31, and base answers for it: It comes with the next cluster",
      "trial: DANGER trial: database consolidated → per-product: the databases of the other arrangement leave the release, and the new ones begin empty: move the data first",
    ],
  },
  {
    edit: "another address of a cluster",
    edits: [[ENVIRONMENTS, "kubernetes.live", "k8s.live"]],
    says: [
      "github: DANGER live: cluster.server https://kubernetes.live.acme.example:6443 → https://k8s.live.acme.example:6443: Terraform and deploys turn to this address: when another cluster answers, everything is made a second time and the old one is left alone",
      "live: DANGER live: cluster.server https://kubernetes.live.acme.example:6443 → https://k8s.live.acme.example:6443: Terraform and deploys turn to this address: when another cluster answers, everything is made a second time and the old one is left alone",
    ],
  },
  {
    edit: "another authority of a cluster",
    edits: [[ENVIRONMENTS, "    ca: YWNtZQ==\n    audience: acme-live", "    ca: bmV4dA==\n    audience: acme-live"]],
    says: [
      "github: DANGER live: cluster.ca YWNtZQ== → bmV4dA==: Terraform and deploys trust this authority alone, and the API server must accept its tokens first (docs/authentication): with a wrong one Terraform no longer reaches the cluster",
      "live: DANGER live: cluster.ca YWNtZQ== → bmV4dA==: Terraform and deploys trust this authority alone, and the API server must accept its tokens first (docs/authentication): with a wrong one Terraform no longer reaches the cluster",
    ],
  },
  {
    edit: "another runner",
    edits: [[ENVIRONMENTS, "    audience: acme-live", "    runner: { label: acme-deployers, hosted: self }\n    audience: acme-live"]],
    says: [
      "github: DANGER live: cluster.runner.hosted github (default) → self: once it has the new docs/authentication the cluster takes jobs of your own runners alone: whoever controls one is the deployer and the applier",
      "github: noticed live: cluster.runner.label ubuntu-24.04 (default) → acme-deployers: jobs with this environment's identity run there from the next release of the workflows; emit and release them",
    ],
  },
  {
    edit: "a former authority of a cluster",
    edits: [
      [ENVIRONMENTS, "    ca: YWNtZQ==\n    audience: acme-live", "    ca: YWNtZQ==\n    formerCa: Zmlyc3Q=\n    audience: acme-live"],
    ],
    says: [
      "github: noticed live: cluster.formerCa none (default) → Zmlyc3Q=: the API server accepts tokens for this authority too once it has the new docs/authentication: take it out when all use the new one",
    ],
  },
  {
    edit: "another command for tokens",
    edits: [[ENVIRONMENTS, "[cloud, token,", "[clouds, token,"]],
    says: [
      "trial: DANGER trial: cluster.command cloud, token, --cluster, trial → clouds, token, --cluster, trial: tokens are made by another command: with a wrong one Terraform no longer reaches the cluster",
    ],
  },
  {
    edit: "another way to tokens",
    edits: [[ENVIRONMENTS, "    access: exec\n    command: [cloud, token, --cluster, trial]\n", ""]],
    says: [
      "trial: DANGER trial: cluster.access exec → oidc (default): tokens are made in another way: with a wrong one Terraform no longer reaches the cluster",
      "trial: DANGER trial: cluster.command cloud, token, --cluster, trial → none: tokens are made by another command: with a wrong one Terraform no longer reaches the cluster",
    ],
  },
  {
    edit: "another audience",
    edits: [[ENVIRONMENTS, "audience: acme-live", "audience: acme-live-2"]],
    says: [
      "github: DANGER live: cluster.audience acme-live → acme-live-2: the API server must take this audience first (docs/authentication), or every deploy is refused",
    ],
  },
  {
    edit: "a context of the kubeconfig",
    edits: [[ENVIRONMENTS, "    audience: acme-live", "    context: acme-live\n    audience: acme-live"]],
    says: [
      "live: noticed live: cluster.context the current context (default) → acme-live: Terraform takes another context of the kubeconfig for its user; the address stays the catalog's",
    ],
  },
  {
    edit: "another version of Kubernetes",
    edits: [[ENVIRONMENTS, '"1.36"\n    podCidr: 10.2', '"1.37"\n    podCidr: 10.2']],
    says: [
      "live: noticed live: cluster.kubernetesVersion 1.36 → 1.37: Pod Security is judged as Kubernetes 1.37 does: a Pod that it refuses does not start again",
    ],
  },
  {
    edit: "another network of Pods",
    edits: [[ENVIRONMENTS, "10.2.0.0/16", "10.4.0.0/16"]],
    says: ["live: quiet live: cluster.podCidr 10.2.0.0/16 → 10.4.0.0/16: archiveCidrs says where the archive is, so no rule needs it"],
  },
  {
    edit: "another network of the API server",
    edits: [[ENVIRONMENTS, "10.2.255.0/28", "10.2.254.0/28"]],
    says: [
      "live: DANGER live: cluster.apiServerCidr 10.2.255.0/28 → 10.2.254.0/28: instances of databases reach the API server there alone: with a wrong network failover and backups end",
    ],
  },
  {
    edit: "a second DNS cache",
    edits: [[ENVIRONMENTS, "dnsCidrs: [169.254.20.10/32]", "dnsCidrs: [169.254.20.10/32, 169.254.20.11/32]"]],
    says: ["live: quiet live: cluster.dnsCidrs 169.254.20.10/32 → 169.254.20.10/32, 169.254.20.11/32: pods may also ask a DNS cache there"],
  },
  {
    edit: "a DNS cache elsewhere",
    edits: [[ENVIRONMENTS, "dnsCidrs: [169.254.20.10/32]", "dnsCidrs: [169.254.20.11/32]"]],
    says: [
      "live: DANGER live: cluster.dnsCidrs 169.254.20.10/32 → 169.254.20.11/32: pods may no longer ask a DNS cache at 169.254.20.10/32: where the nodes still send them there, they find no host",
    ],
  },
  {
    edit: "another network of the archive",
    edits: [[ENVIRONMENTS, "192.0.2.0/24", "192.0.2.0/25"]],
    says: [
      "live: DANGER live: cluster.archiveCidrs 192.0.2.0/24 → 192.0.2.0/25: instances of databases reach these networks alone: when the object store or STS is elsewhere, archiving ends",
    ],
  },
  {
    edit: "another storage class",
    edits: [[ENVIRONMENTS, "fast-retain", "faster-retain"]],
    says: [
      "live: noticed live: cluster.storageClass fast-retain → faster-retain: volumes made from now on have this class; those that exist keep theirs",
    ],
  },
  {
    edit: "instances on different nodes alone",
    edits: [[ENVIRONMENTS, "    storageClass: fast-retain", "    spread: node\n    storageClass: fast-retain"]],
    says: [
      "live: restarts live: cluster.spread zone (default) → node: the instances of relic, shop, tide, platform restart one after the other, with one switchover of some seconds; an instance that finds no other place stays pending",
    ],
  },
  {
    edit: "another issuer",
    edits: [[ENVIRONMENTS, "issuer: acme-ca", "issuer: acme-ca-2"]],
    says: [
      "trial: noticed trial: cluster.issuer acme-ca → acme-ca-2: certificates of all hosts are issued again by this issuer; the old ones serve until then",
    ],
  },
  {
    edit: "no Secret of the registry",
    edits: [[ENVIRONMENTS, "    imagePullSecret: registry\n", ""]],
    says: [
      "trial: noticed trial: cluster.imagePullSecret registry → none needed (default): Pods started from now on pull without credentials",
    ],
  },
  {
    edit: "operators that somebody else installs",
    edits: [[ENVIRONMENTS, "    issuer: letsencrypt", "    issuer: letsencrypt\n    operators: preinstalled"]],
    says: [
      "live: DANGER live: cluster.operators managed (default) → preinstalled: Terraform uninstalls CloudNativePG, the archive plugin, cert-manager and Envoy Gateway: databases and hosts are out of control until others are there",
    ],
  },
  {
    edit: "operators that the stack installs",
    edits: [[ENVIRONMENTS, "    operators: preinstalled\n", ""]],
    says: [
      "trial: noticed trial: cluster.operators preinstalled → managed (default): Terraform installs the operators, which fails where somebody else's are installed",
    ],
  },
  {
    edit: "no monitoring",
    edits: [
      [ENVIRONMENTS, "    monitoring: { labels: { release: prometheus } }\n", ""],
      [
        ENVIRONMENTS,
        "live:\n",
        "live:\n  exceptions: { monitoring: { reason: It comes with the next cluster, owner: base, expires: 2099-01-31 } }\n",
      ],
    ],
    says: [
      "github: DANGER live: cluster.monitoring removed: no metrics are read and no alert is made any more",
      "github: noticed live: exceptions.monitoring added: the check monitoring is left until 2099-01-31, and base answers for it: It comes with the next cluster",
      "live: DANGER live: cluster.monitoring removed: no metrics are read and no alert is made any more",
    ],
  },
  {
    edit: "another label of monitoring",
    edits: [[ENVIRONMENTS, "release: prometheus", "release: metrics"]],
    says: [
      "github: noticed live: cluster.monitoring.labels.release prometheus → metrics: Prometheus finds monitors and rules by these labels; with wrong ones no alert comes",
      "live: noticed live: cluster.monitoring.labels.release prometheus → metrics: Prometheus finds monitors and rules by these labels; with wrong ones no alert comes",
    ],
  },
  {
    edit: "another bucket of the archive",
    edits: [[ENVIRONMENTS, "s3://acme-archive-live", "s3://acme-archive-live-2"]],
    says: [
      "live: DANGER live: archive.bucket s3://acme-archive-live → s3://acme-archive-live-2: base backups and WAL of relic, shop, tide, platform go to another place: a restore reaches back to the first backup there, and nothing reads or prunes the old one",
    ],
  },
  {
    edit: "another server of the archive",
    edits: [[ENVIRONMENTS, "https://objects.acme.example", "https://store.acme.example"]],
    says: [
      "trial: DANGER trial: archive.endpoint https://objects.acme.example → https://store.acme.example: base backups and WAL of products go to another place: a restore reaches back to the first backup there, and nothing reads or prunes the old one",
    ],
  },
  {
    edit: "another authority of the archive",
    edits: [[ENVIRONMENTS, "credentials: archive-keys", "credentials: archive-keys, endpointCA: YWNtZQ=="]],
    says: [
      "trial: noticed trial: archive.endpointCA a public one (default) → YWNtZQ==: instances trust this authority of the object store; with a wrong one archiving ends",
    ],
  },
  {
    edit: "another Secret of the archive",
    edits: [[ENVIRONMENTS, "credentials: archive-keys", "credentials: archive-keys-2"]],
    says: [
      "trial: noticed trial: archive.credentials archive-keys → archive-keys-2: instances write to the archive with other credentials; without the right to write archiving ends",
    ],
  },
  {
    edit: "another role of the archive",
    edits: [[ENVIRONMENTS, "role/acme-archive", "role/acme-archive-2"]],
    says: [
      "live: noticed live: archive.roleArn arn:aws:iam::123456789012:role/acme-archive → arn:aws:iam::123456789012:role/acme-archive-2: instances take another role of AWS; when its trust does not admit them archiving ends",
    ],
  },
  {
    edit: "an environment that waits for an upgrade",
    edits: [
      [
        ENVIRONMENTS,
        "  instances: 3\n",
        `  instances: 3\n  postgres: { major: 17, image: "registry.acme.example/postgres:17@sha256:${"1".repeat(64)}" }\n`,
      ],
      [FAMILY, "  major: 17\n", "  major: 18\n"],
      [FAMILY, `postgres:17@sha256:${"1".repeat(64)}`, `postgres:18@sha256:${"2".repeat(64)}`],
    ],
    says: [
      "trial: DANGER trial family: database.major 17 → 18: products: the database stops while Postgres is upgraded, and restores begin anew with the first backup after it (docs/runbooks/major-upgrade.md)",
      "trial: quiet trial family: database.image registry.acme.example/postgres:17@sha256:111111…111111111111111111111111 → registry.acme.example/postgres:18@sha256:222222…222222222222222222222222: the image of the other major version",
      "live: restarts live: postgres added: the instances of relic, shop, tide, platform restart when the image is another one",
      "live: quiet live family: database.major 17 → 18: no database of this environment has this version",
      "live: quiet live family: database.image registry.acme.example/postgres:17@sha256:111111…111111111111111111111111 → registry.acme.example/postgres:18@sha256:222222…222222222222222222222222: no database of this environment has this version",
    ],
  },
  {
    edit: "a restore of the shared database",
    edits: [
      [ENVIRONMENTS, "  instances: 3\n", "  instances: 3\n  sharedDatabase: { restore: { generation: 2, at: 2026-05-22T09:45:52Z } }\n"],
    ],
    says: [
      "live: noticed live: sharedDatabase.restore added: a second database, generation 2, comes from the archive as of 2026-05-22T09:45:52Z; what runs is not touched",
    ],
  },
];
