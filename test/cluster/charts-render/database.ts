import { z } from "zod";
import type { Values } from "../../charts/chart-values";
import { decoded, identity, ofKind, template, type Rendered } from "./helm-template";

const managedRole = z.object({
  name: z.string(),
  login: z.boolean(),
  inRoles: z.array(z.string()).optional(),
  connectionLimit: z.number().optional(),
});

const clusterSpec = z.object({
  instances: z.number(),
  enablePDB: z.boolean(),
  serviceAccountTemplate: z.object({ metadata: z.object({ annotations: z.record(z.string(), z.string()) }) }).optional(),
  enableSuperuserAccess: z.literal(false),
  imageName: z.string(),
  bootstrap: z.record(z.string(), z.unknown()),
  externalClusters: z.array(z.object({ plugin: z.object({ parameters: z.record(z.string(), z.string()) }) })).optional(),
  plugins: z.tuple([z.object({ isWALArchiver: z.literal(true), parameters: z.record(z.string(), z.string()) })]),
  certificates: z.object({ serverAltDNSNames: z.array(z.string()) }),
  affinity: z.record(z.string(), z.unknown()),
  managed: z.object({ roles: z.array(managedRole) }),
  postgresql: z.object({
    parameters: z.record(z.string(), z.string()),
    synchronous: z.unknown().optional(),
    pg_hba: z.array(z.string()),
  }),
});

/** What the chart `postgres` makes of an example and values over it. */
export const database = (example: "product" | "consolidated", values: Values = {}) => template({ chart: "postgres", example, values });
/** A Cluster of a rendering. @throws when it is not as the tests expect */
export const cluster = (objects: readonly Rendered[], name: string) => clusterSpec.parse(ofKind(objects, "Cluster")[name]?.spec);
/** The Secrets of a rendering in clear, by {@link identity}. */
export const secrets = (objects: readonly Rendered[]) =>
  Object.fromEntries(objects.filter(({ kind }) => kind === "Secret").map((object) => [identity(object), decoded(object)]));
