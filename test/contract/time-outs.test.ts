import { readFileSync } from "node:fs";
import { z } from "zod";
import { RELEASE_MINUTES, TIME_OUTS } from "../../contract/time-outs";

const { migrations } = TIME_OUTS;
const HEADER = readFileSync("scaffolds/shared/migrate/header.py", "utf8");
const UNITS: Readonly<Record<string, number>> = { s: 1, min: 60, h: 3600 };

/** The seconds of a time-out in the text of header.py, such as `"30min"`. */
function seconds(expression: RegExp): number {
  const [, number, unit = ""] = expression.exec(HEADER) ?? [];
  return Number(number) * (UNITS[unit] ?? Number.NaN);
}

it("lets no statement take longer than the Job of its release may", () => {
  expect(seconds(/^LONGEST = "(\d+)(\w+)"$/m)).toBe(migrations.most);
  expect(seconds(/"statement-timeout": "1min" if transactional else "(\d+)(\w+)"/)).toBeLessThanOrEqual(migrations.unlessSaid);
});

it("gives the Job of the migrations the time that the chart's documentation promises", () => {
  const schema = z
    .object({
      properties: z.object({
        migrations: z.object({ properties: z.object({ deadlineSeconds: z.object({ maximum: z.number(), description: z.string() }) }) }),
      }),
    })
    .parse(JSON.parse(readFileSync("charts/service/values.schema.json", "utf8")));
  const { maximum, description } = schema.properties.migrations.properties.deadlineSeconds;
  expect(maximum).toBe(migrations.most);
  expect(description).toContain(` Default: ${migrations.unlessSaid}.`);
});

it("ends the job of the workflow after everything in it, and before GitHub would", () => {
  expect(RELEASE_MINUTES * 60).toBeGreaterThanOrEqual(
    migrations.most + TIME_OUTS.helm.longerThanJob + TIME_OUTS.helm.wait + 2 * TIME_OUTS.wayBack,
  );
  // https://docs.github.com/actions/reference/limits: a job runs six hours at most.
  expect(RELEASE_MINUTES).toBeLessThan(360);
});
