import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { parse } from "yaml";
import { z } from "zod";
import { databaseClusterName, generationOf } from "../../contract/generations";
import type { Database } from "../../model/database";
import type { Environment } from "../../model/family";
import { NoKubectl, withKubectl } from "../cluster/kubectl";

/** The highest generation that a database ever had, as far as it is known here. */
export interface UsedGenerations {
  readonly highest: number;
  /** Why the cluster could not be asked; null when it was. */
  readonly unknown: string | null;
}

const run = promisify(execFile);

/**
 * A generation's archive takes nothing from a second Cluster of its name, so a number is used once, also by a restore that was abandoned. Known are the catalog with
 * its history in git, and the environment's cluster when kubectl reaches it: the marker of the chart `postgres`, Clusters, and the archives that the ObjectStore has seen. What is
 * not known here, the release refuses.
 * @param directory the catalog's folder
 * @param file of the product, in that folder
 */
export async function usedGenerations(
  directory: string,
  file: string,
  environment: Environment,
  database: Database,
): Promise<UsedGenerations> {
  const { generation, restore } = database;
  const [written, cluster] = await Promise.all([inHistory(directory, file, environment.name), inCluster(environment, database)]);
  const found = typeof cluster === "string" ? [] : cluster;
  return {
    highest: Math.max(generation, restore?.generation ?? 0, ...written, ...found),
    unknown: typeof cluster === "string" ? cluster : null,
  };
}

const entry = z.object({ database: z.record(z.string(), z.unknown()) });
const history = z.object({ generation: z.number().optional(), restore: z.object({ generation: z.number().optional() }).optional() });

/** The numbers that the entry ever had in this environment; none outside a git repository. */
async function inHistory(directory: string, file: string, environment: string): Promise<readonly number[]> {
  const git = async (...args: string[]): Promise<string | null> =>
    run("git", ["-C", directory, ...args], { maxBuffer: 64 * 1024 * 1024 }).then(
      ({ stdout }) => stdout,
      // Not a repository, or the commit that took the file away.
      () => null,
    );
  const commits = (await git("log", "--format=%H", "-Ggeneration", "--", file))?.split("\n").filter(Boolean) ?? [];
  const numbers: number[] = [];
  for (const commit of commits) {
    const own = entry.safeParse(parsed(await git("show", `${commit}:./${file}`))).data?.database[environment];
    const { generation, restore } = history.safeParse(own).data ?? {};
    numbers.push(...[generation, restore?.generation].filter((number) => number !== undefined));
  }
  return numbers;
}

/** A version that was committed broken says nothing. */
function parsed(text: string | null): unknown {
  try {
    return text === null ? null : parse(text);
  } catch {
    return null;
  }
}

const objects = z.object({
  items: z.array(
    z.object({
      kind: z.string(),
      metadata: z.object({ name: z.string() }),
      data: z.record(z.string(), z.string()).optional(),
      status: z.object({ serverRecoveryWindow: z.record(z.string(), z.unknown()).optional() }).optional(),
    }),
  ),
});

/** The numbers that are seen in the cluster, or why none are. */
async function inCluster(environment: Environment, { namespace, objectName }: Database): Promise<readonly number[] | string> {
  const kinds = "configmaps,clusters.postgresql.cnpg.io,objectstores.barmancloud.cnpg.io";
  const answer = await withKubectl(environment, (kubectl) => kubectl("--namespace", namespace, "get", kinds, "--output", "json")).catch(
    (error: unknown) => {
      if (error instanceof NoKubectl) return error.message;
      throw error;
    },
  );
  if (typeof answer === "string") return answer;
  if (!answer.ok) return answer.stderr.split("\n").at(-1) || "kubectl failed without a word";
  const { data, error } = objects.safeParse(parsed(answer.stdout));
  if (error) return "kubectl answered with something else than objects";
  const names = data.items.flatMap(({ kind, metadata, data: values, status }) =>
    kind === "ConfigMap"
      ? metadata.name === `${objectName}-generations`
        ? [databaseClusterName(objectName, Number(values?.["made"] ?? 0))]
        : []
      : [metadata.name, ...Object.keys(status?.serverRecoveryWindow ?? {})],
  );
  return names.flatMap((name) => generationOf(objectName, name) ?? []);
}
