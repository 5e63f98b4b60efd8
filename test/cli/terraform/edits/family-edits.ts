import { type Case, FAMILY } from "./case";

/** Edits of the family. */
export const FAMILY_EDITS: readonly Case[] = [
  {
    edit: "another action that teams may use",
    edits: [[FAMILY, "[actions/labeler@", "[actions/stale@bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb, actions/labeler@"]],
    says: [
      "github: noticed family: actions.allowed actions/labeler@aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa → actions/stale@bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb…aaaaaaaaaaaaaaaaaaaaaaaa: teams may use actions/stale@bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb in their workflows",
    ],
  },
  {
    edit: "an action that teams may no longer use",
    edits: [[FAMILY, "[actions/labeler@aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa]", "[]"]],
    says: [
      "github: DANGER family: actions.allowed actions/labeler@aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa → none: GitHub refuses every workflow of the teams that uses actions/labeler@aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
    ],
  },
  {
    edit: "another canary",
    edits: [[FAMILY, "actions: {", "fleet: { canaries: [acme-shop-api] }\nactions: {"]],
    says: [
      "github: noticed family: fleet.canaries one of each kind of repositories (default) → acme-shop-api: updates of the scaffolds reach other repositories first, from the next one",
    ],
  },
  {
    edit: "a new image of Postgres",
    edits: [[FAMILY, "1".repeat(64), "2".repeat(64)]],
    says: [
      "trial: restarts trial family: database.image registry.acme.example/postgres:17@sha256:111111…111111111111111111111111 → registry.acme.example/postgres:17@sha256:222222…222222222222222222222222: the instances of products restart one after the other with the new image, with one switchover of some seconds",
      "live: restarts live family: database.image registry.acme.example/postgres:17@sha256:111111…111111111111111111111111 → registry.acme.example/postgres:17@sha256:222222…222222222222222222222222: the instances of relic, shop, tide, platform restart one after the other with the new image, with one switchover of some seconds",
    ],
  },
  {
    edit: "the next major version",
    edits: [
      [FAMILY, "  major: 17\n", "  major: 18\n"],
      [FAMILY, "postgres:17@", "postgres:18@"],
    ],
    says: [
      "trial: DANGER trial family: database.major 17 → 18: products: the database stops while Postgres is upgraded, and restores begin anew with the first backup after it (docs/runbooks/major-upgrade.md)",
      "trial: quiet trial family: database.image registry.acme.example/postgres:17@sha256:111111…111111111111111111111111 → registry.acme.example/postgres:18@sha256:111111…111111111111111111111111: the image of the other major version",
      "live: DANGER live family: database.major 17 → 18: relic, shop, tide, platform: the database stops while Postgres is upgraded, and restores begin anew with the first backup after it (docs/runbooks/major-upgrade.md)",
      "live: quiet live family: database.image registry.acme.example/postgres:17@sha256:111111…111111111111111111111111 → registry.acme.example/postgres:18@sha256:111111…111111111111111111111111: the image of the other major version",
    ],
  },
  {
    edit: "an earlier major version",
    edits: [
      [FAMILY, "  major: 17\n", "  major: 16\n"],
      [FAMILY, "postgres:17@", "postgres:16@"],
    ],
    says: [
      "trial: IMPOSSIBLE trial family: database.major 17 → 16: Postgres goes to no earlier major version; restore into a new generation instead",
      "trial: quiet trial family: database.image registry.acme.example/postgres:17@sha256:111111…111111111111111111111111 → registry.acme.example/postgres:16@sha256:111111…111111111111111111111111: the image of the other major version",
      "live: IMPOSSIBLE live family: database.major 17 → 16: Postgres goes to no earlier major version; restore into a new generation instead",
      "live: quiet live family: database.image registry.acme.example/postgres:17@sha256:111111…111111111111111111111111 → registry.acme.example/postgres:16@sha256:111111…111111111111111111111111: the image of the other major version",
    ],
  },
  {
    edit: "larger volumes of a size",
    edits: [[FAMILY, "storage: 50Gi", "storage: 80Gi"]],
    says: [
      "trial: quiet trial family: database.sizes.medium.storage 50Gi → 80Gi: no database of this environment has this size",
      "live: quiet live family: database.sizes.medium.storage 50Gi → 80Gi: the data volume of shop grows while it runs, when the storage class can expand",
    ],
  },
  {
    edit: "smaller volumes of a size",
    edits: [[FAMILY, "storage: 50Gi", "storage: 40Gi"]],
    says: [
      "trial: quiet trial family: database.sizes.medium.storage 50Gi → 40Gi: no database of this environment has this size",
      "live: IMPOSSIBLE live family: database.sizes.medium.storage 50Gi → 40Gi: volumes never shrink, and shop has this size",
    ],
  },
  {
    edit: "more memory of a size",
    edits: [[FAMILY, "memory: 1Gi", "memory: 2Gi"]],
    says: [
      "trial: restarts trial family: database.sizes.small.memory 1Gi → 2Gi: the instances of products restart one after the other, with one switchover of some seconds",
      "live: restarts live family: database.sizes.small.memory 1Gi → 2Gi: the instances of relic, tide, platform restart one after the other, with one switchover of some seconds",
    ],
  },
  {
    edit: "another limit of connections",
    edits: [[FAMILY, "rw: 150, ro: 40", "rw: 140, ro: 40"]],
    says: [
      "trial: quiet trial family: database.sizes.medium.connectionLimits.rw 150 → 140: no database of this environment has this size",
      "live: noticed live family: database.sizes.medium.connectionLimits.rw 150 → 140: at once: connections of the role beyond 140 are refused in shop",
    ],
  },
  {
    edit: "no shared database",
    edits: [[FAMILY, "  platform: { name: acme_shared, owner: acme-base }\n", ""]],
    says: [
      "trial: DANGER trial family: database.platform removed: the shared database leaves the catalog: its release and its namespace go, with every backup schedule",
      "live: DANGER live family: database.platform removed: the shared database leaves the catalog: its release and its namespace go, with every backup schedule",
    ],
  },
  {
    edit: "no gateway",
    edits: [[FAMILY, "gateway: gateway", "gateway: direct"]],
    says: [
      "github: DANGER family: gateway gateway → direct: clients of the gateway's host get no answer, and the gateway repository is archived; the APIs' own hosts and the user interfaces go on",
      "trial: DANGER trial family: gateway gateway → direct: clients of the gateway's host get no answer, and the gateway repository is archived; the APIs' own hosts and the user interfaces go on",
      "live: DANGER live family: gateway gateway → direct: clients of the gateway's host get no answer, and the gateway repository is archived; the APIs' own hosts and the user interfaces go on",
    ],
  },
  {
    edit: "another header of callers",
    edits: [[FAMILY, "gateway: gateway", "gateway: gateway\nactorHeader: X-Caller"]],
    says: [
      "github: DANGER family: actorHeader X-Actor (default) → X-Caller: the Gateway removes the new header from what clients send and lets the old one through; an API reads the new one from its next release, and until then trusts what anybody sends",
      "trial: DANGER trial family: actorHeader X-Actor (default) → X-Caller: the Gateway removes the new header from what clients send and lets the old one through; an API reads the new one from its next release, and until then trusts what anybody sends",
      "live: DANGER live family: actorHeader X-Actor (default) → X-Caller: the Gateway removes the new header from what clients send and lets the old one through; an API reads the new one from its next release, and until then trusts what anybody sends",
    ],
  },
  {
    edit: "a public family",
    edits: [[FAMILY, "plan: enterprise", "plan: enterprise\nvisibility: public"]],
    says: [
      "github: DANGER family: visibility private (default) → public: everybody on the internet can read the code of every repository that names no visibility of its own",
    ],
  },
  {
    edit: "another App",
    edits: [[FAMILY, "appId: 777", "appId: 776"]],
    says: ["github: DANGER family: github.appId 777 → 776: another App may bypass every protection, and this one no longer may"],
  },
  {
    edit: "another address for bills",
    edits: [[FAMILY, "billing@", "bills@"]],
    says: [
      "github: noticed family: github.billingEmail billing@acme.example → bills@acme.example: GitHub sends the bills to another address",
    ],
  },
  {
    edit: "one more released commit",
    edits: [[FAMILY, "v1.0.0 }", `v1.0.0, ${"a".repeat(40)}: v1.1.0 }`]],
    says: [
      "github: noticed family: workflows.released.aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa none → v1.1.0: callers may pin this commit, once each API server has the emitted configuration (docs/authentication)",
    ],
  },
  {
    edit: "a released commit taken back",
    edits: [[FAMILY, "0123456789abcdef0123456789abcdef01234567", "a".repeat(40)]],
    says: [
      "github: DANGER family: workflows.released.0123456789abcdef0123456789abcdef01234567 v1.0.0 → none: the clusters refuse every deploy whose caller still pins this commit, once their API servers have the emitted configuration",
      "github: noticed family: workflows.released.aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa none → v1.0.0: callers may pin this commit, once each API server has the emitted configuration (docs/authentication)",
    ],
  },
  {
    edit: "another prefix of databases",
    edits: [[FAMILY, "prefix: acme\n", "prefix: corp\n"]],
    says: [
      "github: DANGER family: database.prefix acme → corp: renames every product's database: what has the old name is deleted or left behind, and what gets the new one begins empty",
      "trial: DANGER trial family: database.prefix acme → corp: renames every product's database: what has the old name is deleted or left behind, and what gets the new one begins empty",
      "live: DANGER live family: database.prefix acme → corp: renames every product's database: what has the old name is deleted or left behind, and what gets the new one begins empty",
    ],
  },
  {
    edit: "another registry",
    edits: [
      [FAMILY, "registry: registry.acme.example", "registry: ghcr.io"],
      [FAMILY, "image: registry.acme.example", "image: ghcr.io"],
    ],
    says: [
      "github: DANGER family: registry registry.acme.example → ghcr.io: clusters admit images of the new registry alone: push every image there before, or the next start of a Pod is refused",
      "trial: DANGER trial family: registry registry.acme.example → ghcr.io: clusters admit images of the new registry alone: push every image there before, or the next start of a Pod is refused",
      "trial: restarts trial family: database.image registry.acme.example/postgres:17@sha256:111111…111111111111111111111111 → ghcr.io/postgres:17@sha256:11111111111111111111…111111111111111111111111: the instances of products restart one after the other with the new image, with one switchover of some seconds",
      "live: DANGER live family: registry registry.acme.example → ghcr.io: clusters admit images of the new registry alone: push every image there before, or the next start of a Pod is refused",
      "live: restarts live family: database.image registry.acme.example/postgres:17@sha256:111111…111111111111111111111111 → ghcr.io/postgres:17@sha256:11111111111111111111…111111111111111111111111: the instances of relic, shop, tide, platform restart one after the other with the new image, with one switchover of some seconds",
    ],
  },
  {
    edit: "another place of the state",
    edits: [[FAMILY, "bucket: acme-tfstate", "bucket: acme-states"]],
    says: [
      "github: DANGER family: state.bucket acme-tfstate → acme-states: Terraform looks for its state in another bucket: without the state moved there first it would make everything a second time",
      "trial: DANGER trial family: state.bucket acme-tfstate → acme-states: Terraform looks for its state in another bucket: without the state moved there first it would make everything a second time",
      "live: DANGER live family: state.bucket acme-tfstate → acme-states: Terraform looks for its state in another bucket: without the state moved there first it would make everything a second time",
    ],
  },
  {
    edit: "another index of packages",
    edits: [[FAMILY, "https://pypi.acme.example/simple", "https://packages.acme.example/simple"]],
    says: [
      "github: noticed family: python.index https://pypi.acme.example/simple → https://packages.acme.example/simple: repositories install from the new index after a scaffold update",
    ],
  },
];
