import { z } from "zod";
import { MAX_WAIT_MINUTES } from "../../contract/limits";
import { AUDIENCE, ENVIRONMENT, HOST, LABEL, LABEL_VALUE, OBJECT, REF, ROLE_ARN, RUNNER } from "../../contract/patterns";
import { duration, network, word } from "./words";
import { identity } from "./identity";
import { byName, exceptions, generation, httpsUrl, postgres, replicas, restore, team } from "./recurring";

const refs = z
  .strictObject({
    branches: z.array(word(REF)).default([]).describe("Branches that may deploy, as GitHub's patterns"),
    tags: z.array(word(REF)).default([]).describe("Tags that may deploy, as GitHub's patterns"),
  })
  .describe("What may be deployed to the environment");

const cluster = z
  .strictObject({
    server: httpsUrl.describe("Address of the API server"),
    ca: z
      .base64("write the certificate in base64")
      .min(1)
      .meta({ examples: ["LS0tLS1CRUdJTi…"] })
      .describe("Certificate authority of the API server, PEM in base64"),
    formerCa: z
      .base64("write the certificate in base64")
      .min(1)
      .meta({ examples: ["LS0tLS1CRUdJTi…"] })
      .optional()
      .describe("The authority before, while ca is being exchanged: tokens that were asked for it are still accepted. Default: none"),
    access: z
      .enum(["oidc", "exec"])
      .default("oidc")
      .describe("oidc: GitHub's token is accepted by the API server; exec: a command prints a token. Default: oidc"),
    command: z
      .array(
        z
          .string()
          .min(1)
          .meta({ examples: ["aws", "eks", "get-token"] }),
      )
      .default([])
      .describe("With exec: the command and its arguments"),
    context: z
      .string()
      .min(1)
      .meta({ examples: ["acme-live"] })
      .optional()
      .describe(
        "Context of the kubeconfig that KUBE_CONFIG_PATH names, whose user applies this environment; so one kubeconfig serves several clusters. Default: the current context",
      ),
    audience: word(AUDIENCE).describe("Audience of the tokens that this cluster accepts; one per environment"),
    runner: z
      .strictObject({
        label: word(RUNNER).default("ubuntu-24.04").describe("Label of the runner. Default: ubuntu-24.04"),
        hosted: z
          .enum(["github", "self"])
          .default("github")
          .describe(
            "Who runs it; the cluster refuses tokens of the other kind. Whoever controls a self-hosted runner is the deployer. Default: github",
          ),
      })
      .prefault({})
      .describe("Runner of the jobs that deploy to this cluster, plan and apply it"),
    kubernetesVersion: z
      .string()
      .regex(/^1\.\d{2}$/, "write the minor version as 1.36")
      .meta({ examples: ["1.36"] })
      .describe("Minor version of Kubernetes, in quotes; Pod Security levels are pinned to it"),
    podCidr: network.describe("Network of the pods"),
    apiServerCidr: network.describe("Network of the API server, which database instances must reach"),
    dnsCidrs: z
      .array(network)
      .default([])
      .describe(
        "Networks of a DNS cache on each node, which pods ask in place of kube-dns: NodeLocal DNSCache listens on 169.254.20.10/32. Default: none",
      ),
    archiveCidrs: z
      .array(network)
      .default([])
      .describe(
        "Networks of the object store and, with archive.credentials iam, of AWS' STS. Default: any address outside the pods', port 443",
      ),
    storageClass: word(OBJECT).describe("Storage class of database volumes; it must be able to expand them"),
    spread: z
      .enum(["zone", "node"])
      .default("zone")
      .describe("What two instances of a database never share; node where there are fewer zones than instances. Default: zone"),
    issuer: z
      .string()
      .min(1)
      .meta({ examples: ["letsencrypt"] })
      .describe("ClusterIssuer of cert-manager for the hosts' certificates"),
    imagePullSecret: word(OBJECT)
      .optional()
      .describe("Secret with the registry's credentials in each product namespace. Default: none needed"),
    operators: z
      .enum(["managed", "preinstalled"])
      .default("managed")
      .describe("managed: the stack installs the operators. Default: managed"),
    monitoring: z
      .strictObject({
        labels: byName(LABEL, word(LABEL_VALUE).describe("Value of the label"))
          .prefault({})
          .describe(
            "Labels by which Prometheus selects monitors and rules; kube-prometheus-stack wants release: <its release>. Default: none",
          ),
      })
      .optional()
      .describe("The Prometheus operator is there, to read metrics and alerts. Default: it is not, and no alert is made"),
  })
  .describe("The Kubernetes cluster of the environment");

const archive = z
  .strictObject({
    bucket: z
      .string()
      .regex(/^s3:\/\/[a-z0-9][a-z0-9.-]{1,61}[a-z0-9](\/[\w./-]*)?$/, "write it as s3://bucket")
      .meta({ examples: ["s3://acme-archive-stg"] })
      .describe("Bucket of base backups and WAL"),
    endpoint: httpsUrl.optional().describe("Address of an S3-compatible server. Default: AWS"),
    endpointCA: z
      .base64("write the certificate in base64")
      .min(1)
      .meta({ examples: ["LS0tLS1CRUdJTi…"] })
      .optional()
      .describe("Certificate authority of the endpoint, PEM in base64. Default: a public one"),
    credentials: z
      .string()
      .min(1)
      .meta({ examples: ["iam"] })
      .default("iam")
      .describe("iam: a role of AWS; or the name of an existing Secret in each database namespace. Default: iam"),
    roleArn: word(ROLE_ARN)
      .optional()
      .describe("With iam: the role, whose trust admits the ServiceAccounts <database>-* of the database namespaces"),
  })
  .describe("Where base backups and WAL go");

const environment = z
  .strictObject({
    domain: word(HOST).describe("Domain of the environment's hosts"),
    database: z
      .enum(["consolidated", "per-product"])
      .describe("One Postgres with a schema per product, or a database per product with its own PITR"),
    backups: duration.describe("Backup retention: how far back a restore can go (3d, 14d, 30d)"),
    instances: z
      .int()
      .min(1)
      .max(7)
      .meta({ examples: [3] })
      .describe("Postgres instances of each database"),
    replicas,
    approvers: z.array(team).default([]).describe("Teams of which one member approves a promotion; at most 6. Default: nobody waits"),
    waitMinutes: z
      .int()
      .min(0)
      .max(MAX_WAIT_MINUTES)
      .meta({ examples: [10] })
      .default(0)
      .describe("Minutes between approval and deployment. Default: 0"),
    refs,
    allowTags: z
      .boolean()
      .default(false)
      .describe("Whether a product's image may be named by a tag alone; otherwise the cluster admits digests only. Default: false"),
    cluster,
    archive,
    identity: identity.optional(),
    postgres: z
      .strictObject(postgres)
      .optional()
      .describe(
        "The version of the environment's databases while it waits for a major upgrade. Default: the family's, database in family.yaml",
      ),
    sharedDatabase: z
      .strictObject({ generation, restore })
      .prefault({})
      .describe(
        "Generation and restore of the database that is no product's: the consolidated one, or where each product has its own, the platform's",
      ),
    exceptions,
  })
  .describe("A place to deploy to");

/** catalog/environments.yaml: a map in promotion order. */
export const environmentsSchema = byName(ENVIRONMENT, environment).refine(
  (environments) => Object.keys(environments).length > 0,
  "write at least one environment",
);

export type ClusterSpec = z.infer<typeof cluster>;
export type EnvironmentSpec = z.infer<typeof environment>;
export type EnvironmentsSpec = z.infer<typeof environmentsSchema>;
