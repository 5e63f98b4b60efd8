import { join } from "node:path";
import { chartReadme } from "../../charts/readme";

it("lists nested keys with type, default and meaning", () => {
  const text = chartReadme(join(__dirname, "../../charts/postgres"));
  expect(text).toContain("| `products.<name>.partitions.<name>.by` | `day`, `month` | required | Period of one partition. |");
  expect(text).toContain("| `maintenance.aheadDays` | integer | `45` |");
});
