import { mkdtempSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Application } from "./applications";
import { CHARTS } from "./charts";
import type { Cluster } from "./cluster";
import { whileJobsEnd } from "./pretend-kubelet";
import type { SynthesizedEnvironment } from "./synthesized-environment";

/** Namespaces of the operators, which their own charts make. */
const OUTSIDE = ["cert-manager", "cnpg-system", "envoy-gateway-system", "monitoring"];

/** Does what `terraform apply` of an environment does, and fails at the first refusal. The embedded Helm of the provider is version 3. */
export async function deployEnvironment(cluster: Cluster, { manifests, releases }: SynthesizedEnvironment): Promise<void> {
  await cluster.apply(OUTSIDE.map((name) => ({ apiVersion: "v1", kind: "Namespace", metadata: { name } })));
  await cluster.apply(manifests);
  for (const { name, namespace, chart, values, driver } of releases) {
    await makeArchiveKeys(cluster, namespace, values);
    const file = valuesFile(cluster, values);
    const args = ["install", name, chart, "--namespace", namespace, "--values", file, "--atomic", "--wait", "--timeout", "60s"];
    const { code, stderr } = await whileJobsEnd(cluster, "Succeeded", () => cluster.tryHelm("helm3", args, { HELM_DRIVER: driver }));
    if (code !== 0) throw new Error(`${name} in ${namespace}: ${stderr}`);
  }
}

/** What a person makes by hand: the Secret with the keys of the archive, where a database's values name one. */
export async function makeArchiveKeys(cluster: Cluster, namespace: string, values: string): Promise<void> {
  const { archive } = JSON.parse(values) as { readonly archive?: { readonly credentials: string } };
  if (archive === undefined || archive.credentials === "iam") return;
  const stringData = { ACCESS_KEY_ID: "key", ACCESS_SECRET_KEY: "secret" };
  await cluster.apply([{ apiVersion: "v1", kind: "Secret", metadata: { name: archive.credentials, namespace }, stringData }]);
}

/** Installs an application, or upgrades it to the given version, with the Helm of the deploy workflow, as it calls it and with its rights. */
export async function releaseApplication(cluster: Cluster, { chart, name, namespace, deployer, values }: Application): Promise<void> {
  const file = valuesFile(cluster, JSON.stringify(values));
  const args = ["upgrade", name, join(CHARTS, chart), "--install", "--namespace", namespace, "--values", file];
  const as = ["--kube-as-user", deployer, "--kube-as-group", "system:authenticated"];
  await whileJobsEnd(cluster, "Succeeded", () => cluster.helm("helm4", [...args, ...as, "--force-conflicts", "--timeout", "60s"]));
}

export function valuesFile(cluster: Cluster, values: string): string {
  const file = join(mkdtempSync(join(dirname(cluster.kubeconfig), "values-")), "values.json");
  writeFileSync(file, values);
  return file;
}
