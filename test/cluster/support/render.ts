import { parseAllDocuments } from "yaml";
import type { ChartCase } from "./charts";
import type { Cluster, HelmVersion } from "./cluster";
import type { Manifest } from "./terraform-manifests";

/** The objects of a chart as the API server of this run would get them, hooks included. */
export async function rendered(
  cluster: Cluster,
  version: HelmVersion,
  { folder, values }: ChartCase,
  namespace: string,
): Promise<readonly Manifest[]> {
  return manifestsIn(
    await cluster.helm(version, ["template", "release", folder, "--values", values, "--namespace", namespace, "--kube-version", "1.36.3"]),
  );
}

/** The objects of a text with several YAML documents. */
export function manifestsIn(text: string): readonly Manifest[] {
  return parseAllDocuments(text).flatMap((document) => {
    if (document.errors.length > 0) throw document.errors[0] ?? new Error("unreadable document");
    const manifest = document.toJS() as Manifest | null;
    return manifest === null ? [] : [manifest];
  });
}
