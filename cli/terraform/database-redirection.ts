import { z } from "zod";
import { databaseClusterName } from "../../contract/generations";

/** As much of the chart `postgres`' values as says where clients go. */
const databaseValues = z.object({
  objectName: z.string(),
  generation: z.number(),
  pgMajor: z.number(),
  restore: z.object({ generation: z.number() }).optional(),
});

type Attributes = Readonly<Record<string, unknown>> | null;

/**
 * What a changed release of a database does to its clients: sends them to an earlier generation, or to one that no restore made, which begins empty.
 * The chart refuses both when it can look into the cluster; here a reviewer sees it before. Null for every other change.
 */
export function databaseRedirection(before: Attributes, after: Attributes): string | null {
  const [from, to] = [valuesOf(before), valuesOf(after)];
  if (from === null || to === null || from.generation === to.generation) return null;
  const points = `points ${to.objectName} at ${databaseClusterName(to.objectName, to.generation)}`;
  if (to.generation < from.generation)
    return `${points}: the data from before generation ${from.generation}, or, when that Cluster is gone, a new and empty one`;
  const restored = [from.restore?.generation, to.restore?.generation].includes(to.generation);
  return restored ? null : `${points}, which is created empty`;
}

/** Terraform has the values of a release as texts; one that is not known yet is none. */
function valuesOf(attributes: Attributes) {
  const texts = z.tuple([z.string()]).safeParse(attributes?.["values"]);
  if (!texts.success) return null;
  try {
    return databaseValues.safeParse(JSON.parse(texts.data[0])).data ?? null;
  } catch {
    return null;
  }
}
