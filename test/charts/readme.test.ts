import { readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { chartFolders, chartReadme } from "../../charts/readme";

it.each(chartFolders().map((folder) => [basename(folder), folder]))("the README of %s is what its schema says", (_name, folder) => {
  // Stale? npx tsx charts/readme.ts
  expect(readFileSync(join(folder, "README.md"), "utf8")).toBe(chartReadme(folder));
});

it("lists nested keys with type, default and meaning", () => {
  const text = chartReadme(join(__dirname, "../../charts/postgres"));
  expect(text).toContain("| `products.<name>.partitions.<name>.by` | `day`, `month` | required | Period of one partition. |");
  expect(text).toContain("| `maintenance.aheadDays` | integer | `45` |");
});
