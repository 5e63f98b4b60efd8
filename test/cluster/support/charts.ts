import { readdirSync } from "node:fs";
import { basename, join, resolve } from "node:path";

/** A chart of this project with one of the values files in its `ci` folder. */
export interface ChartCase {
  /** `postgres`. */
  readonly chart: string;
  /** `postgres with product`: titles and names derive from it. */
  readonly title: string;
  readonly folder: string;
  readonly values: string;
}

export const CHARTS = resolve(__dirname, "../../../charts");

/** Every `charts/<chart>/ci/<name>.yaml`. */
export const chartCases: readonly ChartCase[] = readdirSync(CHARTS, { recursive: true, encoding: "utf8" })
  .filter((path) => /^[^/]+\/ci\/[^/]+\.yaml$/.test(path))
  .sort()
  .map((path) => {
    const [chart = ""] = path.split("/");
    return { chart, title: `${chart} with ${basename(path, ".yaml")}`, folder: join(CHARTS, chart), values: join(CHARTS, path) };
  });
