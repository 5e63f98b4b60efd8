import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, statSync } from "node:fs";
import { SIGMA, STACK_TRACE, Workplace } from "./workplace";

/** Ctrl-C in the middle of an apply. */
const work = new Workplace();
afterAll(() => {
  work.remove();
});

/** `sigma sandbox sigma deploy`, as a terminal sees it: one process group, which gets the signal as a whole. */
async function interruptedDeploy(stack: string): Promise<{ code: number | null; output: string }> {
  const child = spawn(process.execPath, [SIGMA, "sandbox", "sigma", "deploy", stack, "--yes"], {
    cwd: work.directory,
    env: { ...work.environment },
    detached: true,
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding("utf8").on("data", (text: string) => (output += text));
  const closed = once(child, "close") as Promise<[number | null]>;
  const world = work.path(".sandbox/world.json");
  const group = child.pid;
  if (group === undefined) throw new Error("the command did not start");
  while (child.exitCode === null && !(existsSync(world) && statSync(world).size > 20_000))
    await new Promise((resolve) => setTimeout(resolve, 5));
  process.kill(-group, "SIGINT");
  const [code] = await closed;
  return { code, output };
}

const resources = (stack: string): number =>
  (JSON.parse(work.read(`.sandbox/terraform.${stack}.tfstate`)) as { resources: unknown[] }).resources.length;

it("ends in order, says that what was made is kept, and the next run goes on from there", async () => {
  const { code, output } = await interruptedDeploy("live");
  expect(code).toBe(130);
  expect(output).not.toMatch(STACK_TRACE);
  expect(output).toMatch(/sigma: live: interrupted; what was applied is in the state\. Go on: npx sigma sandbox sigma plan live\n$/);
  const made = resources("live");
  expect(made).toBeGreaterThan(0);

  const { stdout } = await work.rehearse(["plan", "live", "--json"]);
  const [{ changes, unchanged }] = JSON.parse(stdout) as [{ changes: { action: string }[]; unchanged: Record<string, number> }];
  expect(changes.length).toBeGreaterThan(0);
  expect(Object.values(unchanged).reduce((sum, count) => sum + count, 0)).toBeGreaterThan(0);
  expect(await work.rehearse(["deploy", "live", "--yes"])).toMatchObject({ code: 0 });
  expect(resources("live")).toBeGreaterThan(made);
  const again = await work.rehearse(["plan", "live", "--json"]);
  expect(JSON.parse(again.stdout)).toMatchObject([{ changes: [] }]);
});
