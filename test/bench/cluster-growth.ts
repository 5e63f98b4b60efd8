import { loadFamily } from "../../model/load";
import type { Cluster } from "../cluster/support/cluster";
import { manifestsIn } from "../cluster/support/render";
import { startCluster } from "../cluster/support/start-cluster";
import { SynthesizedFamily, type LocalRelease, type SynthesizedEnvironment } from "../cluster/support/synthesized-environment";
import type { Manifest } from "../cluster/support/terraform-manifests";
import { CONTROL_PLANE, missing, tools } from "../suite";
import { withFamilyOf } from "./family-of";
import { median } from "./measure";
import { seconds, type Section } from "./report";
import { ServerSideApply } from "./server-side-apply";

const ENVIRONMENT = "live";

interface Size {
  readonly products: number;
  readonly releases: number;
  readonly objects: number;
  /** Seconds. */
  readonly rendering: number;
  /** Seconds. */
  readonly admission: number;
}

/** How an environment grows with the products: rendering of its releases, and admission of every object. Null, with a line that says why, where the tools are missing. */
export async function clusterGrowth(small: number, large: number): Promise<Section | null> {
  const reason = missing([...CONTROL_PLANE, ...tools("helm3")]);
  if (reason !== null) {
    process.stderr.write(`\nThe growth of a cluster is left out: ${reason}\n`);
    return null;
  }
  const sizes = [await sizeOf(small), await sizeOf(large)] as const;
  const ratio = (value: (size: Size) => number) => perProduct(sizes[1], value) / perProduct(sizes[0], value);
  const promise = (what: string, value: (size: Size) => number) => ({
    what: `${what} per product, ${large} products against ${small}`,
    value: ratio(value),
    unit: "x" as const,
    limit: { most: 1.5 },
  });
  return {
    title: "Environment on a real API server",
    head: ["products", "releases", "objects", "objects per product", "rendering", "per product", "admission", "per product"],
    rows: sizes.map((size) => [
      size.products,
      size.releases,
      size.objects,
      perProduct(size, ({ objects }) => objects).toFixed(1),
      seconds(size.rendering),
      seconds(perProduct(size, ({ rendering }) => rendering)),
      seconds(size.admission),
      seconds(perProduct(size, ({ admission }) => admission)),
    ]),
    results: [promise("rendering", ({ rendering }) => rendering), promise("admission", ({ admission }) => admission)],
  };
}

const perProduct = (size: Size, value: (size: Size) => number): number => value(size) / size.products;

/** On a control plane of its own. */
async function sizeOf(products: number): Promise<Size> {
  const { cluster, controlPlane } = await startCluster();
  try {
    return await withFamilyOf(products, async (catalog) => {
      const family = new SynthesizedFamily(loadFamily(catalog));
      try {
        return { products, ...(await grown(cluster, family.environment(ENVIRONMENT))) };
      } finally {
        family.remove();
      }
    });
  } finally {
    controlPlane.stop();
  }
}

async function grown(cluster: Cluster, { manifests, releases }: SynthesizedEnvironment): Promise<Omit<Size, "products">> {
  const rendering = await median(3, () => timed(() => oneByOne(releases, (release) => render(cluster, release))));
  const objects = [...manifests, ...rendering.results.flatMap(manifestsIn)];
  const server = new ServerSideApply(cluster.api);
  await cluster.kubectl(["wait", "--for=condition=Established", "customresourcedefinitions", "--all", "--timeout=60s"]);
  await oneByOne(namespacesOfOthers(objects), (name) => server.apply({ apiVersion: "v1", kind: "Namespace", metadata: { name } }));
  const admission = await timed(() => oneByOne(objects, (object) => server.apply(object)));
  return { releases: releases.length, objects: objects.length, rendering: rendering.seconds, admission: admission.seconds };
}

function render(cluster: Cluster, { name, namespace, chart, values }: LocalRelease): Promise<string> {
  const args = ["template", name, chart, "--namespace", namespace, "--kube-version", "1.36.3", "--values", "-"];
  return cluster.helm("helm3", args, values);
}

/** Those of the operators, which their own charts make. */
function namespacesOfOthers(objects: readonly Manifest[]): ReadonlySet<string> {
  const own = new Set(objects.flatMap(({ kind, metadata }) => (kind === "Namespace" ? [metadata.name] : [])));
  return new Set(objects.flatMap(({ metadata: { namespace } }) => (namespace === undefined || own.has(namespace) ? [] : [namespace])));
}

async function oneByOne<T, R>(all: Iterable<T>, work: (each: T) => Promise<R>): Promise<readonly R[]> {
  const results: R[] = [];
  for (const each of all) results.push(await work(each));
  return results;
}

async function timed<R>(work: () => Promise<readonly R[]>): Promise<{ readonly seconds: number; readonly results: readonly R[] }> {
  const start = performance.now();
  const results = await work();
  return { seconds: (performance.now() - start) / 1000, results };
}
