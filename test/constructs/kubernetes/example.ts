/** What the tests of this folder build with: a namespace of each kind of an invented product. */
import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Construct } from "constructs";
import { LocalChart } from "../../../constructs/kubernetes/local-chart";
import { ProductNamespace, type NamespaceKind } from "../../../constructs/kubernetes/product-namespace";

export const ownership = { family: "acme", environment: "live", product: "shop", owner: "sales" };

export const exampleNamespace = (
  scope: Construct,
  name = "acme-shop-live",
  kind: NamespaceKind = "product",
  annotations?: Readonly<Record<string, string>>,
): ProductNamespace =>
  new ProductNamespace(scope, name, {
    ...{ ...ownership, name, kind, kubernetesVersion: "1.36", quota: { pods: "7" } },
    ...(annotations && { annotations }),
  });

/** A chart's folder with the given files. */
export function chartFolder(files: Readonly<Record<string, string>> = { "Chart.yaml": "name: example\n" }): string {
  const folder = mkdtempSync(join(tmpdir(), "chart-"));
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(join(folder, name, ".."), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  return folder;
}

export const exampleChart = (scope: Construct): LocalChart => new LocalChart(scope, "chart", { directory: chartFolder() });
