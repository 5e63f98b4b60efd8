import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { withStandIns } from "../../cli/rehearsal/rehearsal";
import { SIGMA_CATALOG } from "../family/sigma";
import { withFamilyOf } from "./family-of";
import { measure, median, type Measured } from "./measure";
import { seconds, type Section } from "./report";

const ROOT = join(__dirname, "..", "..");
const SIGMA = [process.execPath, join(ROOT, "cli", "sigma.js")];
const CDKTF = join(ROOT, "node_modules", ".bin", "cdktf");

type Run = (...command: readonly string[]) => Promise<Measured>;

/** Commands against stand-in providers in a folder of their own, which is removed after use. */
async function withRehearsal<T>(environment: NodeJS.ProcessEnv, use: (run: Run) => Promise<T>): Promise<T> {
  const directory = mkdtempSync(join(tmpdir(), "plans-"));
  try {
    return await withStandIns(directory, (attached) =>
      use((...command) => measure(command, { cwd: ROOT, environment: { ...attached, ...environment } })),
    );
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/** The Sigma family: one `sigma plan` of all stacks. */
export async function planOfTheFamily(): Promise<Section> {
  const plan = await withRehearsal({ SIGMA_CATALOG }, async (run) => {
    await run(...SIGMA, "plan");
    return median(3, () => run(...SIGMA, "plan"));
  });
  return {
    title: "Plan of the Sigma family, four stacks, stand-in providers",
    head: ["command", "time"],
    rows: [["sigma plan", seconds(plan.seconds)]],
    results: [{ what: "sigma plan", value: plan.seconds, unit: "s", limit: { most: 15 } }],
  };
}

/** The Sigma family: `sigma plan` against `cdktf plan` of one stack after the other. */
export async function planAgainstCdktf(): Promise<Section> {
  return withRehearsal({ SIGMA_CATALOG }, async (run) => {
    await run(...SIGMA, "plan");
    const ours = await median(3, () => run(...SIGMA, "plan"));
    let theirs = 0;
    for (const stack of ["github", "dev", "stg", "prod"]) theirs += (await run(CDKTF, "plan", stack)).seconds;
    return comparison(
      "All stacks of the Sigma family",
      [
        ["sigma plan", ours.seconds],
        ["four cdktf plan", theirs],
      ],
      4,
    );
  });
}

/** About 1,200 resources in one stack. */
const MANY_PRODUCTS = 43;

/** One large stack: `sigma plan` against `cdktf plan`. */
export function largePlanAgainstCdktf(): Promise<Section> {
  return withFamilyOf(MANY_PRODUCTS, (catalog) =>
    withRehearsal({ SIGMA_CATALOG: catalog }, async (run) => {
      const ours = await run(...SIGMA, "plan", "live", "--json");
      const [{ changes = [] } = {}] = JSON.parse(ours.stdout) as { readonly changes?: readonly unknown[] }[];
      const theirs = await run(CDKTF, "plan", "live");
      return comparison(
        `One stack of ${changes.length} resources`,
        [
          ["sigma plan", ours.seconds],
          ["cdktf plan", theirs.seconds],
        ],
        5,
      );
    }),
  );
}

function comparison(
  title: string,
  [ours, theirs]: readonly [readonly [string, number], readonly [string, number]],
  least: number,
): Section {
  return {
    title,
    head: ["command", "time"],
    rows: [ours, theirs].map(([command, time]) => [command, seconds(time)]),
    results: [{ what: `${ours[0]} is faster than ${theirs[0]}`, value: theirs[1] / ours[1], unit: "x", limit: { least } }],
  };
}
