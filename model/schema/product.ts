import { z } from "zod";
import { record } from "../record";
import { CODE, GROUP, PACKAGE, SECRET_NAME } from "../../contract/patterns";
import { color, duration, networkAndPort, word } from "./words";
import { byEnvironment, byName, exceptions, generation, line, replicas, restore, state, team } from "./recurring";

const partition = z
  .strictObject({
    by: z.enum(["day", "month"]).describe("Length of one partition"),
    keep: duration.describe("How long rows are kept: 400d, 7y"),
  })
  .describe("Partitions of one table by date");

const databaseInEnvironment = z
  .strictObject({
    size: z.enum(["small", "medium", "large"]).optional().describe("Size of the database. Default: small"),
    backups: duration.optional().describe("Backup retention. Default: the environment's, which is also the minimum"),
    generation,
    restore,
    rotation: z
      .int()
      .min(1)
      .max(9999)
      .meta({ examples: [2] })
      .optional()
      .describe("Raise it by one to give the product's roles new passwords. Default: 1"),
  })
  .describe("What differs in the environment of this name");

/** Keys of `database` that apply to every environment. Any other key is the name of an environment. */
const inEveryEnvironment = {
  partitions: byName(PACKAGE, partition).prefault({}).describe("Tables that are partitioned by date, and their retention"),
  connectionsPerReplica: z
    .int()
    .min(1)
    .max(200)
    .meta({ examples: [10] })
    .default(5)
    .describe("DB_CONN_MAX of one replica. Default: 5"),
  areas: z
    .array(word(PACKAGE))
    .default([])
    .describe("Schemas beside app: audit, lineage, signals, options, backtests. Only where no environment is consolidated"),
  readOnlySecret: z
    .boolean()
    .default(false)
    .describe("Whether the read-only role's Secret reaches the product's namespace. Default: false"),
};
export const DATABASE_KEYS: readonly string[] = Object.keys(inEveryEnvironment);

const database = z
  .object(inEveryEnvironment)
  // Whether the environment exists is checked in resolve/.
  .catchall(databaseInEnvironment)
  .transform(({ partitions, connectionsPerReplica, areas, readOnlySecret, ...environments }) => ({
    areas,
    partitions,
    connectionsPerReplica,
    readOnlySecret,
    environments: record(Object.entries(environments)),
  }))
  .prefault({})
  .describe("What differs from the defaults; size, backups, generation and restore stand under the environment's name");

/** Twenty of 256 characters for each role: with everything else they fit into a variable of GitHub. */
const groups = (may: string) => z.array(word(GROUP)).min(1).max(20).optional().describe(`Groups whose members ${may}`);

const roles = z
  .strictObject({
    reader: groups("may read"),
    writer: groups("may read and change"),
    admin: groups("may do everything, reading the audit log included"),
  })
  .optional()
  .describe(
    "What callers of the API may do, by their groups in the token (roleClaim in environments.yaml), from its next release on. A role that is not named is nobody's. Default: whoever the gateway lets in may do everything",
  );

const ownState = z.strictObject({ state }).optional();
const secretNames = z.array(word(SECRET_NAME)).default([]);

/** catalog/products/<code>.yaml */
export const productSchema = z.strictObject({
  brand: line(60).describe("The product's name as people read it"),
  summary: line(280).describe("What it does, in a sentence; GitHub shows it behind the brand"),
  accent: color.default("#1f4fd8").describe("The brand's color in its user interface: #rrggbb. Default: #1f4fd8"),
  state: state.default("active"),
  owners: z
    .strictObject({ api: team.describe("Team of the API's repository"), ui: team.describe("Team of the UI's repository") })
    .describe("The team of each repository"),
  repositories: z
    .strictObject({ api: ownState.describe("The API's repository"), ui: ownState.describe("The UI's repository") })
    .prefault({})
    .describe("State of one repository where it differs from the product's"),
  calls: z.array(word(CODE)).default([]).describe("Products whose API this one may reach; everything else is denied"),
  egress: z.array(networkAndPort).default([]).describe("Networks outside that it may reach, as CIDR:port: 203.0.113.0/24:443"),
  roles,
  replicas: byEnvironment(replicas).describe("Pods by environment. Default: the environment's"),
  workers: z
    .int()
    .min(0)
    .max(50)
    .meta({ examples: [4] })
    .default(1)
    .describe("Most pods of all the API's workers together, in each environment; each opens as many connections as a replica. Default: 1"),
  secrets: z
    .strictObject({
      api: secretNames.describe("Names of the secrets of the API's repository"),
      ui: secretNames.describe("Names of the secrets of the UI's repository"),
    })
    .prefault({})
    .describe("Names of the secrets of each repository in every environment"),
  database,
  exceptions,
});

export type ProductSpec = z.infer<typeof productSchema>;
