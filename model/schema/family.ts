import { z } from "zod";
import { GITHUB_PLANS } from "../../contract/github-plans";
import {
  ACTION,
  ACTOR_HEADER,
  BUCKET,
  CODE,
  CPU,
  HOST,
  LOGIN,
  MEMORY,
  NAME,
  PACKAGE,
  REGION,
  ROLE_ARN,
  SHA,
  STORAGE,
} from "../../contract/patterns";
import { word } from "./words";
import { byName, exceptions, httpsUrl, postgres, visibility } from "./recurring";

const databaseSize = z
  .strictObject({
    cpu: word(CPU).describe("CPU of each instance, request and limit: 500m, 2"),
    memory: word(MEMORY).describe("Memory of each instance, request and limit: 2Gi"),
    storage: word(STORAGE).describe("Data volume of each instance: 20Gi. It can grow, never shrink"),
    walStorage: word(STORAGE).describe("WAL volume of each instance: 8Gi. Cannot be removed later"),
    maxConnections: z
      .int()
      .min(20)
      .max(2000)
      .meta({ examples: [300] })
      .describe("Postgres' max_connections"),
    connectionLimits: z
      .strictObject({
        rw: z
          .int()
          .min(1)
          .max(5000)
          .meta({ examples: [150] })
          .describe("Connection limit of the application's role"),
        ro: z
          .int()
          .min(1)
          .max(5000)
          .meta({ examples: [40] })
          .describe("Connection limit of the read-only role"),
        migrator: z
          .int()
          .min(1)
          .max(5000)
          .meta({ examples: [4] })
          .describe("Connection limit of the migrations' role"),
      })
      .describe("Connection limit of each role of one product"),
  })
  .describe("What each instance of a database gets");

const database = z
  .strictObject({
    prefix: word(PACKAGE).describe("First part of database names: <prefix>_<code>"),
    consolidated: word(PACKAGE).describe("Name of the one database of environments with `database: consolidated`"),
    ...postgres,
    platform: z
      .strictObject({
        name: word(PACKAGE).describe("Name of the shared database"),
        owner: word(NAME).describe("The repository whose migrations and services use it"),
      })
      .optional()
      .describe("The optional shared database for global concerns. Default: none"),
    sizes: z.strictObject({ small: databaseSize, medium: databaseSize, large: databaseSize }).describe("What each size of database gets"),
  })
  .describe("Postgres: names, version, sizes");

const state = z
  .discriminatedUnion("backend", [
    z.strictObject({ backend: z.literal("local").describe("Files beside the stacks: for a rehearsal and for one person") }),
    z.strictObject({
      backend: z.literal("s3").describe("An object store that speaks S3, with a lock file beside each state"),
      bucket: word(BUCKET).describe("Bucket of the Terraform state, one key per stack"),
      region: word(REGION).describe("Region of the bucket"),
      endpoint: httpsUrl.optional().describe("Address of an S3-compatible server. Default: AWS"),
      roles: z
        .strictObject({
          plan: word(ROLE_ARN).describe("Role of the jobs that only plan: reads the states"),
          apply: word(ROLE_ARN).describe("Role of the jobs that apply: reads and writes the states and their lock files"),
        })
        .optional()
        .describe("AWS roles that the infra workflows take with their job's token. Needed once workflows.released names a commit"),
    }),
  ])
  .prefault({ backend: "local" })
  .describe("Where Terraform keeps its state. Default: local files");

/** catalog/family.yaml */
export const familySchema = z.strictObject({
  family: word(CODE).describe("Short name of the family: first part of repositories, namespaces, hosts"),
  organization: word(LOGIN).describe("Login of the GitHub organization"),
  plan: z.enum(GITHUB_PLANS).describe("GitHub plan; decides which protections private repositories can carry"),
  visibility: visibility.default("private").describe("Visibility of the family's repositories. Default: private"),
  domain: word(HOST).describe("Domain under which every host of the family lies"),
  registry: word(HOST).default("ghcr.io").describe("Container registry. Default: ghcr.io"),
  python: z
    .strictObject({
      importPrefix: word(PACKAGE).describe("First part of the products' Python packages: <importPrefix>_<code>_api"),
      index: httpsUrl.describe("The private package index, https://…/simple"),
    })
    .describe("What the Python repositories of the family share"),
  database,
  gateway: z
    .enum(["direct", "gateway"])
    .default("direct")
    .describe(
      "direct: each API has its own host; gateway: one host routes /api/<code> too, and the gateway repository exists. UIs call the API's own host, where their session counts. Default: direct",
    ),
  actorHeader: word(ACTOR_HEADER)
    .default("X-Actor")
    .describe(
      "Header in which APIs read who calls; the Gateway removes it from what clients send and sets it from what it has checked (identity in environments.yaml). Default: X-Actor",
    ),
  github: z
    .strictObject({
      organizationId: z
        .int()
        .positive()
        .meta({ examples: [1000001] })
        .describe("Numeric id of the organization: gh api orgs/<login> --jq .id"),
      appId: z
        .int()
        .positive()
        .meta({ examples: [1000001] })
        .describe("Id of the GitHub App that applies this catalog and may bypass protections"),
      installationId: z
        .int()
        .positive()
        .meta({ examples: [1000001] })
        .optional()
        .describe(
          "Id of the App's installation: gh api orgs/<login>/installations --jq '.installations[] | .app_id, .id'. Needed once workflows.released names a commit",
        ),
      reader: z
        .strictObject({
          appId: z
            .int()
            .positive()
            .meta({ examples: [1000001] })
            .describe("Id of the App"),
          installationId: z
            .int()
            .positive()
            .meta({ examples: [1000001] })
            .describe("Id of its installation in the organization"),
        })
        .optional()
        .describe(
          "A GitHub App that may only read, for the plans of pull requests and of the night. Needed once workflows.released names a commit",
        ),
      releaseAppId: z
        .int()
        .positive()
        .meta({ examples: [1000001] })
        .describe(
          "Id of the GitHub App that makes version pull requests and tags: contents and pull requests, nothing else, and no bypass",
        ),
      billingEmail: z
        .email("write an address: name@example.org")
        .meta({ examples: ["billing@example.org"] })
        .describe("The organization's billing address; GitHub wants one"),
    })
    .describe("The organization as GitHub knows it"),
  actions: z
    .strictObject({
      allowed: z
        .array(word(ACTION).describe("The action, by its commit"))
        .default([])
        .describe(
          "Actions that teams may use in workflows of their own, beside those that the family's workflows use; what an action uses inside itself is listed as well. Default: none",
        ),
    })
    .prefault({})
    .describe("What GitHub Actions may run in the family's repositories"),
  workflows: z
    .strictObject({
      released: byName(
        SHA,
        z
          .string()
          .regex(/^v\d+\.\d+\.\d+$/, "write the version as vX.Y.Z")
          .meta({ examples: ["v1.4.0"] })
          .describe("Version of the commit"),
      )
        .prefault({})
        .describe("Released commits of this repository's workflows and their versions: what callers pin and clusters admit"),
    })
    .describe("The reusable workflows of this repository"),
  fleet: z
    .strictObject({
      canaries: z
        .array(word(NAME).describe("A repository with a scaffold"))
        .default([])
        .describe("Repositories that get an update of their scaffold first. Default: one of each kind of repositories"),
    })
    .prefault({})
    .describe("How updates of the scaffolds reach the repositories: docs/fleet.md"),
  state,
  exceptions,
});

export type FamilySpec = z.infer<typeof familySchema>;
