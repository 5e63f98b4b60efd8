import { basename } from "node:path";
import { admissionPolicies } from "./admission-policies";
import { chartReadme } from "./readme";
import { STACK_CHARTS } from "./stack-charts";
import { chartValueType } from "./value-types";
import { chartFolders } from "./values-schema";

/** The values of an application's chart are written by the deploy workflow, in a shell, where no type helps. */
const TYPED_CHARTS: readonly string[] = STACK_CHARTS;

/**
 * What is emitted from the charts, by path from the repository's root: each one's README and, where constructs write its values, their type; and what
 * the chart `baseline` admits of the others.
 */
export async function chartFiles(): Promise<ReadonlyMap<string, string>> {
  const files = await Promise.all(
    chartFolders().map(async (folder) => {
      const chart = basename(folder);
      const readme = [`charts/${chart}/README.md`, chartReadme(folder)] as const;
      return TYPED_CHARTS.includes(chart) ? [readme, [`charts/${chart}-values.ts`, await chartValueType(folder)] as const] : [readme];
    }),
  );
  return new Map([...files.flat(), ["charts/baseline/templates/product-objects.yaml", admissionPolicies()]]);
}
