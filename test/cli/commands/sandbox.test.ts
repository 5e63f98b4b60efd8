import { cpSync, existsSync, mkdirSync } from "node:fs";
import { holdDirectory } from "../../../sandbox/hold-directory";
import { ACME, SIGMA, Workplace } from "../workplace";

/** `sigma sandbox` and `npm start`: rehearsals that do not come into each other's way. */
let work: Workplace;
beforeEach(() => {
  work = new Workplace();
});
afterEach(() => {
  work.remove();
});

describe("a rehearsal that is running", () => {
  it.each([
    ["sandbox reset", ".sandbox", ["sandbox", "reset"]],
    ["sandbox reset, the rehearsal of the whole family being one", ".sandbox/rehearsal", ["sandbox", "reset"]],
    ["npm start", ".sandbox/rehearsal", ["rehearse"]],
  ])("loses nothing to %s, which says who runs", async (_what, folder, command) => {
    work.write(`${folder}/world.json`, '{"format":1,"nextNumber":1001,"places":{}}');
    const release = holdDirectory(work.path(folder));
    try {
      const before = work.listing();
      const { code, stderr } = await work.sigma(command);
      expect(code).toBe(1);
      expect(stderr).toMatch(new RegExp(`^sigma: \\S+${folder} is in use by process ${process.pid}: wait until it ends, or stop it`));
      expect(work.listing()).toEqual(before);
    } finally {
      release();
    }
  });
});

it("takes the catalog that is named before it to the command", async () => {
  cpSync(ACME, work.path("other"), { recursive: true });
  work.edit("other/products/tide.yaml", "brand: Acme Tide", "brand: Acme Waves");
  const { code, stdout } = await work.sigma(["--catalog", "other", "sandbox", "sigma", "show", "tide"]);
  expect(code).toBe(0);
  expect(stdout).toContain("Acme Waves");
  const bare = await work.sigma(["--catalog", "other", "sandbox", "sh", "-c", 'printf %s "$SIGMA_CATALOG"']);
  expect(bare.stdout).toBe(work.path("other"));
});

it("is refused where there is nothing to rehearse, and leaves nothing there", async () => {
  mkdirSync(work.path("empty"));
  const { code, stderr } = await work.run("sh", ["-c", `cd empty && "$0" "$1" sandbox terraform version`, process.execPath, SIGMA]);
  expect({ code, stderr }).toEqual({
    code: 1,
    stderr:
      "sigma: nothing to rehearse here: this folder has neither a cdktf.json nor a catalog; run it in the project's folder, or name the catalog: npx sigma --catalog <folder> sandbox …\n",
  });
  expect(existsSync(work.path("empty/.sandbox"))).toBe(false);
});

describe("terraform itself", () => {
  it("in a folder without configuration is told where there is one, as the help says", async () => {
    const { code, stderr } = await work.sigma(["sandbox", "terraform", "plan"]);
    expect(code).toBe(1);
    expect(stderr).toMatch(
      /sigma: this folder has no Terraform configuration\. Terraform runs where a stack was synthesized: npx sigma sandbox sigma terraform <stack> plan, or npx sigma sandbox terraform -chdir=/,
    );
    expect((await work.sigma(["sandbox", "--help"])).stdout).toContain("npx sigma sandbox sigma terraform <stack> plan");
  });

  it("runs in the folder of a stack by either of the two ways", async () => {
    expect(await work.sigma(["sandbox", "sigma", "plan", "trial"])).toMatchObject({ code: 0 });
    const chdir = await work.sigma(["sandbox", "terraform", "-chdir=.sandbox/cdktf.out/stacks/trial", "show", "-no-color", "plan"]);
    expect(chdir).toMatchObject({ code: 0, stdout: expect.stringContaining("Plan: ") as string });
    expect(await work.sigma(["sandbox", "sigma", "terraform", "trial", "show", "-no-color", "plan"])).toMatchObject({
      code: 0,
      stdout: chdir.stdout,
    });
  });
});

it("is told in sentences that stay in the rehearsal", async () => {
  expect((await work.sigma(["sandbox", "sigma", "terraform", "trial", "state", "list"])).stderr).toContain(
    'sigma: the stack "trial" is not synthesized; run npx sigma sandbox sigma plan trial first\n',
  );
});

it("counts what it takes over and changes apart from what it adds", async () => {
  const { code, stdout } = await work.sigma(["rehearse"]);
  expect(code).toBe(0);
  expect(stdout).toMatch(/^github: planned, 1 to import, \d+ to add, 1 to change$/m);
  expect(stdout).toMatch(/│ github │ 1 +│ \d+ +│ 1 +│ \d+ +│ no changes +│/);
  expect(stdout).toMatch(/^live: planned again, no changes$/m);
  expect(stdout).toMatch(
    /next: edit catalog\/ and see what it does: npx sigma sandbox sigma plan trial\. What this machine lacks for the real one: npx sigma doctor\n$/,
  );
});

it("drifts what several clusters have in the one whose stack is named, as the help says", async () => {
  const release = (host: string) => ({ helm_release: { "acme/gateway": { attributes: { id: "gateway", timeout: 600, host } } } });
  work.write(
    ".sandbox/world.json",
    JSON.stringify({ format: 1, nextNumber: 1001, places: { "cluster https://a": release("a"), "cluster https://b": release("b") } }),
  );
  for (const [stack, host] of [
    ["trial", "https://a"],
    ["live", "https://b"],
  ] as const) {
    const resource = { mode: "managed", type: "helm_release", name: "gateway_1", instances: [{ attributes: { id: "gateway" } }] };
    work.write(`.sandbox/terraform.${stack}.tfstate`, JSON.stringify({ resources: [resource] }));
    work.write(
      `.sandbox/cdktf.out/stacks/${stack}/cdk.tf.json`,
      JSON.stringify({ provider: { kubernetes: [{ host }] }, resource: { helm_release: { gateway_1: { timeout: 600 } } } }),
    );
  }
  expect((await work.sigma(["sandbox", "drift", "helm_release.gateway_1", "timeout", "5"])).stderr).toMatch(
    /several stacks have helm_release\.gateway_1; write (trial|live):helm_release\.gateway_1 or /,
  );
  expect(await work.sigma(["sandbox", "drift", "live:helm_release.gateway_1", "timeout", "-5"])).toMatchObject({ code: 0 });
  const { places } = JSON.parse(work.read(".sandbox/world.json")) as {
    places: Readonly<Record<string, { helm_release: Readonly<Record<string, { attributes: { timeout: number } }>> }>>;
  };
  expect(Object.values(places).map(({ helm_release: releases }) => releases["acme/gateway"]?.attributes.timeout)).toEqual([600, -5]);
});
