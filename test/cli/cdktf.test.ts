import { ProjectCopy } from "./project-copy";
import { STACK_TRACE, type Outcome } from "./workplace";

/** The CDKTF commands, unchanged, with the stand-in providers: `sigma sandbox cdktf …`, in a copy of the project and with a home of its own. */
const work = new ProjectCopy();
afterAll(() => {
  work.remove();
});

const ACME = { SIGMA_CATALOG: "test/family/acme" };
const cdktf = (args: readonly string[], environment: Readonly<Record<string, string>> = {}): Promise<Outcome> =>
  work.run(process.execPath, ["cli/sigma.js", "sandbox", "cdktf", ...args], {
    environment: { ...ACME, FORCE_COLOR: "0", TF_CLI_ARGS: "-no-color", ...environment },
  });

const before = work.listing("work/.sandbox");

it("plans one stack, deploys it without asking another, and has no changes then", async () => {
  const planned = await cdktf(["plan", "trial"]);
  expect(planned).toMatchObject({ code: 0, output: expect.stringMatching(/Plan: \d+ to add, 0 to change, 0 to destroy\./) as string });
  expect(await cdktf(["deploy", "trial", "--auto-approve"])).toMatchObject({
    code: 0,
    output: expect.stringMatching(/Apply complete! Resources: \d+ added, 0 changed, 0 destroyed\./) as string,
  });
  expect(work.has(".sandbox/terraform.trial.tfstate")).toBe(true);
  const again = await cdktf(["plan"], { CDKTF_STACK: "trial" });
  expect(again).toMatchObject({ code: 0, output: expect.stringContaining("No changes. Your infrastructure matches") as string });
});

it("leaves what cdktf deployed to sigma, and the other way round: the state is one", async () => {
  const { code, stdout } = await work.run(process.execPath, ["cli/sigma.js", "sandbox", "sigma", "plan", "trial", "--json"], {
    environment: ACME,
  });
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject([{ stack: "trial", changes: [] }]);
});

it("prints the problems of a broken catalog as lines, without a stack trace", async () => {
  work.write("broken/family.yaml", "family: [\n");
  const { code, output } = await cdktf(["plan", "trial"], { SIGMA_CATALOG: "broken" });
  expect(code).not.toBe(0);
  expect(output).toMatch(/broken\/family\.yaml:\d+:\d+ /);
  expect(output).toMatch(/broken\/environments\.yaml/);
  expect(output).not.toMatch(STACK_TRACE);
});

it("touches nothing outside .sandbox: not the project, not the home", () => {
  expect(work.listing("work/.sandbox", "work/broken")).toEqual(before);
});
