import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { initializeStack, planStack, savedPlan } from "../../cli/terraform/planned-stack";
import { loadFamily } from "../../model/load";
import { ACME, ROOT, Workplace } from "../cli/workplace";

// Whole rehearsals, on a machine that may be busy.
jest.setTimeout(600_000);

const TOFU = join(ROOT, ".tools/bin/tofu");

describe("OpenTofu in place of Terraform", () => {
  const work = new Workplace();
  afterAll(() => {
    work.remove();
  });
  const sigma = (...args: readonly string[]) => work.sigma(["sandbox", "sigma", ...args], { environment: { TERRAFORM_BINARY_NAME: TOFU } });

  // Each step needs the one before.
  it("plans and applies the whole family, and finds nothing to change afterwards", async () => {
    const { code, output } = await work.sigma(["rehearse"], { environment: { TERRAFORM_BINARY_NAME: TOFU } });
    for (const stack of ["github", "trial", "live"]) expect(output).toMatch(new RegExp(`^${stack}: planned again, no changes$`, "m"));
    expect(code).toBe(0);
  });

  it("applies the plan that was saved", async () => {
    expect(await sigma("plan", "github")).toMatchObject({ code: 0, stdout: expect.stringContaining("acme-shop-api") as string });
    expect(await sigma("deploy", "github", "--yes")).toMatchObject({ code: 0 });
    const { code, stdout } = await sigma("plan", "github");
    expect(stdout).toMatch(/^│ github +│ 0 +│ 0 +│ 0 +│ 0 +│ 0 +│ 0 +│ 130 +│/m);
    expect(code).toBe(0);
  });

  it("is what runs below sigma terraform", async () => {
    expect((await sigma("terraform", "github", "version")).stdout).toMatch(/^OpenTofu v1\./m);
  });
});

it("a warning that OpenTofu prints before a plan does not hide the plan", async () => {
  const directory = mkdtempSync(join(tmpdir(), "opentofu-"));
  const before = { ...process.env };
  Object.assign(process.env, { TERRAFORM_BINARY_NAME: TOFU, TF_CLI_CONFIG_FILE: join(directory, "absent") });
  try {
    writeFileSync(join(directory, "cdk.tf.json"), JSON.stringify({ resource: { terraform_data: { tide: { input: "high" } } } }));
    await initializeStack("trial", directory);
    const family = loadFamily(ACME);
    const planned = await planStack(family, { name: "trial", directory });
    expect(planned.changes.map(({ address, action }) => `${action} ${address}`)).toEqual(["create terraform_data.tide"]);
    expect((await savedPlan(family, { name: "trial", directory })).changes).toEqual(planned.changes);
  } finally {
    process.env = before;
    rmSync(directory, { recursive: true });
  }
});
