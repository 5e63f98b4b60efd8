import type { ChildProcess } from "node:child_process";
import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Rehearsal } from "./rehearsal";

let rehearsal: Rehearsal;
beforeEach(() => {
  rehearsal = new Rehearsal();
});
afterEach(() => {
  rehearsal.remove();
});

const namespaces = (count: number) => ({
  kubernetes_namespace_v1: Object.fromEntries(Array.from({ length: count }, (_, n) => [`n${n}`, { metadata: [{ name: `acme-${n}` }] }])),
});

/** Starts an apply in a process group of its own, and signals the whole group once the world has grown. */
async function interrupt(signal: "SIGINT" | "SIGKILL"): Promise<void> {
  const script = join(__dirname, "killed-run.ts");
  const child = spawn(process.execPath, ["--require", "tsx/cjs", script, rehearsal.folder], { detached: true, stdio: "ignore" });
  const ended = new Promise((resolve) => child.once("close", resolve));
  while (child.exitCode === null && !hasGrown()) await new Promise((resolve) => setTimeout(resolve, 5));
  process.kill(-pidOf(child), signal);
  await ended;
}

const pidOf = ({ pid }: ChildProcess): number => {
  if (pid === undefined) throw new Error("the apply did not start");
  return pid;
};

const hasGrown = (): boolean => {
  const file = join(rehearsal.directory, "world.json");
  return existsSync(file) && readFileSync(file, "utf8").length > 5_000;
};

const created = (): number =>
  Object.keys(
    (JSON.parse(rehearsal.world()) as { places: Record<string, Record<string, object>> }).places["cluster dev"]![
      "kubernetes_namespace_v1"
    ]!,
  ).length;

it.each(["SIGKILL", "SIGINT"] as const)(
  "goes on after an apply that ended by %s",
  async (signal) => {
    rehearsal.configure(namespaces(150));
    await interrupt(signal);
    expect(created()).toBeGreaterThan(0);
    expect(created()).toBeLessThan(150);

    const { code, output } = await rehearsal.terraform("apply");
    expect({ code, created: created() }).toEqual({ code: 0, created: 150 });
    // Terraform writes down what it made when it is told to end; what it was killed over is taken over.
    expect(output.includes("is taken over")).toBe(signal === "SIGKILL");
    expect((await rehearsal.plan()).code).toBe(0);
  },
  60_000,
);

it("takes over what an interrupted run left unrecorded, and says that a service would not", async () => {
  rehearsal.configure(namespaces(1));
  await rehearsal.terraform("apply", "state rm kubernetes_namespace_v1.n0");
  const { output } = await rehearsal.terraform("apply");
  expect(output).toContain("An object that an interrupted run left is taken over");
}, 60_000);

it("refuses a second object of the same name", async () => {
  rehearsal.configure({ kubernetes_namespace_v1: { one: { metadata: [{ name: "acme" }] }, two: { metadata: [{ name: "acme" }] } } });
  const { code, output } = await rehearsal.terraform("apply");
  expect(code).toBe(1);
  expect(output).toContain('kubernetes_namespace_v1 "acme" in cluster dev already exists');
}, 60_000);

it("refuses an object that exists and was seen before", async () => {
  rehearsal.configure(namespaces(1));
  await rehearsal.terraform("apply", "plan");
  await rehearsal.terraform("state rm kubernetes_namespace_v1.n0");
  expect((await rehearsal.terraform("apply")).output).toContain("already exists");
}, 60_000);
