import { spawnSync } from "node:child_process";
import { missing, type Need } from "./suite";

const answers = (program: string, ...args: readonly string[]): boolean => spawnSync(program, args, { stdio: "ignore" }).status === 0;

export const JQ: Need = { name: "jq", isThere: () => answers("jq", "--version") };

/** As the steps of workflows call it. */
export const PYTHON: Need = { name: "Python 3.11 with pip, as python", isThere: () => answers("python", "-c", "import tomllib, pip") };

/** What lends a terminal. */
export const PYTHON_WITH_TERMINAL: Need = {
  name: "Python 3.9, as python3",
  isThere: () => answers("python3", "-c", "import pty, os; os.waitstatus_to_exitcode"),
};

/** The lines that were printed already for this file of tests. */
const printed = new Set<string>();

/**
 * Whether tests that start these programs can run. `npm test` needs Node and git alone: where one is missing, a line says that they are skipped.
 * @throws where `CI` is set: continuous integration has installed everything, so something is wrong
 */
function canRun(needs: readonly Need[]): boolean {
  const reason = missing(needs);
  if (reason === null) return true;
  if (process.env["CI"]) throw new Error(`tests cannot run: ${reason}`);
  const line = `${expect.getState().testPath ?? "here"}: tests are skipped: ${reason}\n`;
  if (!printed.has(line)) process.stderr.write(line);
  printed.add(line);
  return false;
}

/** `it`, for a test that starts these programs. */
export const itWith = (...needs: readonly Need[]): jest.It => (canRun(needs) ? it : it.skip);

/** `describe`, for tests that start these programs. */
export const describeWith = (...needs: readonly Need[]): jest.Describe => (canRun(needs) ? describe : describe.skip);
