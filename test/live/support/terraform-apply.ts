import { mkdtempSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { evaluated, manifestsOf, type Attributes, type SynthesizedStack } from "../../cluster/support/terraform-manifests";
import type { StackOnDisk } from "./live-catalog";
import type { LiveCluster } from "./live-cluster";
import { terraformOrder, type Resource } from "./terraform-order";

/**
 * Does what `terraform apply` does with an environment's stack, as it was synthesized: in Terraform's order, every `kubernetes_*` resource as an
 * object, every `helm_release` by Helm 3, which the provider embeds, with the values and the settings that stand there.
 * @param after called after each group, with what was made
 * @throws with the words of the API server or of Helm
 */
export async function applyStack(
  { cluster, site }: LiveCluster,
  { stack, folder }: StackOnDisk,
  after: (made: readonly Resource[]) => Promise<void> = () => Promise.resolve(),
): Promise<void> {
  for (const group of terraformOrder(stack)) {
    const objects = group.filter(({ type }) => type.startsWith("kubernetes_"));
    if (objects.length > 0) await cluster.apply(manifestsOf(stackOf(objects)));
    const releases = group.filter(({ type }) => type === "helm_release");
    const failed = (await Promise.allSettled(releases.map(({ attributes }) => release(attributes)))).filter(
      (each) => each.status === "rejected",
    );
    if (failed.length > 0) throw new Error(failed.map(({ reason }) => String(reason)).join("\n"));
    await after(group);
  }

  async function release(attributes: Attributes): Promise<void> {
    const { name, namespace, chart, values, timeout, atomic, wait, provider } = attributes as unknown as Release;
    const file = join(mkdtempSync(join(site.folder, "values-")), "values.json");
    writeFileSync(file, evaluated(values[0], `values of ${name}`));
    const flags = [...(atomic ? ["--atomic"] : []), ...(wait ? ["--wait"] : []), "--timeout", `${timeout}s`];
    const args = ["upgrade", name, join(folder, chart), "--install", "--namespace", namespace, "--values", file, ...flags];
    const { code, stderr } = await cluster.tryHelm("helm3", args, { HELM_DRIVER: driverOf(stack, provider) });
    if (code !== 0) throw new Error(`release ${name} in ${namespace}: ${stderr}`);
  }
}

interface Release {
  readonly name: string;
  readonly namespace: string;
  readonly chart: string;
  readonly values: readonly [string];
  readonly timeout: number;
  readonly atomic?: boolean;
  readonly wait?: boolean;
  readonly provider?: string;
}

function stackOf(resources: readonly Resource[]): SynthesizedStack {
  const byType: Record<string, Record<string, Attributes>> = {};
  for (const { type, id, attributes } of resources) (byType[type] ??= {})[id] = attributes;
  return { resource: byType };
}

function driverOf(stack: SynthesizedStack, provider = "helm"): string {
  const [, alias] = provider.split(".");
  const configured = stack.provider?.helm.find((each) => each.alias === alias);
  if (configured === undefined) throw new Error(`the stack configures no provider ${provider}`);
  return configured.helm_driver;
}
