import type { Kubectl } from "./kubectl";

/** What holds data in a namespace and is guarded by itself. */
const GUARDED_OBJECTS = "clusters.postgresql.cnpg.io,objectstores.barmancloud.cnpg.io";

/**
 * What the cluster would refuse of the namespaces that a plan deletes, asked with a dry run, which passes all admission. Terraform deletes a namespace
 * last, after its NetworkPolicies, quota and rights: refused then, an unprotected database stays.
 * @returns the cluster's own sentences; empty when it would refuse nothing
 */
export async function refusedDeletions(kubectl: Kubectl, namespaces: readonly string[]): Promise<readonly string[]> {
  const answers = await Promise.all(namespaces.map((namespace) => refusedIn(kubectl, namespace)));
  return answers.flat();
}

async function refusedIn(kubectl: Kubectl, namespace: string): Promise<readonly string[]> {
  const dryRun = (...args: readonly string[]) => kubectl("delete", ...args, "--dry-run=server", "--ignore-not-found", "--wait=false");
  const answers = [await dryRun("namespace", namespace)];
  // A cluster without the operators has no such kinds, and so none of their objects.
  const kinds = await kubectl("get", GUARDED_OBJECTS, "--namespace", namespace, "--output", "name");
  if (kinds.ok && kinds.stdout.trim() !== "") answers.push(await dryRun(GUARDED_OBJECTS, "--all", "--namespace", namespace));
  return answers
    .filter(({ ok }) => !ok)
    .flatMap(({ stderr }) => {
      const refusals = stderr.split("\n").filter((line) => line.startsWith("Error from server"));
      // Whatever else went wrong is told as it is: what could not be asked is not agreed to.
      return refusals.length > 0 ? refusals : [`namespace ${namespace}: ${stderr}`];
    });
}
