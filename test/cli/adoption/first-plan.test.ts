import { rmSync } from "node:fs";
import { GITHUB_STACK } from "../../../contract/stacks";
import { terraform } from "../../../cli/terraform/terraform";
import { withStandIns } from "../../../cli/rehearsal/rehearsal";
import { loadFamily } from "../../../model/load";
import { synthesize } from "../../../stacks/synthesize";
import { TOKEN } from "../../fleet/github-stand-in";
import { UNTIDY } from "../../fleet/untidy-organization";
import { Workplace } from "../workplace";
import { serveUntidy } from "./untidy";
import { worldOf } from "./world-of";

/** The imports that the command wrote, in the real Terraform: the first plan makes nothing that exists, and destroys nothing. */
const work = new Workplace();
afterAll(() => {
  work.remove();
});
jest.setTimeout(300_000);

interface Plan {
  readonly resource_changes: readonly {
    readonly address: string;
    readonly change: { readonly actions: readonly string[]; readonly importing?: { readonly id: string } };
  }[];
}

/** Terraform in a synthesized stack, with GitHub as the untidy organization is. */
async function inTheOrganization<Result>(run: (stack: string, environment: NodeJS.ProcessEnv) => Promise<Result>): Promise<Result> {
  const world = work.path(".sandbox");
  work.write(".sandbox/world.json", JSON.stringify(worldOf(UNTIDY, "acme-corp")));
  return withStandIns(world, async (environment) => {
    // Its state lies in a bucket, which is not part of this.
    const family = { ...loadFamily(work.path("catalog")), state: { backend: "local" } as const };
    synthesize({ family, allowedActions: ["actions/checkout@*"], outputDirectory: work.path("out") });
    const stack = work.path("out/stacks", GITHUB_STACK);
    const { stdout, stderr, status } = await terraform(stack, ["init", "-no-color"], { environment });
    if (status !== 0) throw new Error(stdout + stderr);
    return run(stack, environment);
  });
}

beforeAll(async () => {
  const { github } = await serveUntidy();
  const { output, code } = await work.sigma(["import", "acme-corp"], { environment: { GITHUB_TOKEN: TOKEN, GITHUB_API_URL: github.url } });
  github.stop();
  if (code !== 0) throw new Error(output);
});

it("makes nothing that exists and destroys nothing; what is applied then has no changes", async () => {
  await inTheOrganization(async (stack, environment) => {
    const planned = await terraform(stack, ["plan", "-no-color", "-out=plan"], { environment });
    expect(planned.stdout + planned.stderr).toMatch(/Plan: \d+ to import, \d+ to add, \d+ to change, 0 to destroy/);
    const { stdout } = await terraform(stack, ["show", "-json", "plan"], { environment });
    const { resource_changes: changes } = JSON.parse(stdout) as Plan;
    const written = work.read("catalog/imports.yaml").match(/^github_/gm)?.length;
    // And the organization's settings, which the stack takes over by itself.
    expect(changes.filter(({ change }) => change.importing !== undefined)).toHaveLength((written ?? 0) + 1);
    expect(changes.filter(({ change }) => change.actions.includes("delete"))).toEqual([]);
    // The service refuses to make what exists.
    const applied = await terraform(stack, ["apply", "-no-color", "plan"], { environment });
    expect(applied.stdout + applied.stderr).toMatch(/Apply complete! Resources: \d+ imported, \d+ added, \d+ changed, 0 destroyed/);
    const again = await terraform(stack, ["plan", "-no-color", "-detailed-exitcode"], { environment });
    expect(again).toMatchObject({ status: 0 });
  });
});

it("is refused without the imports", async () => {
  work.write("catalog/imports.yaml", "{}\n");
  rmSync(work.path("terraform.github.tfstate"), { force: true });
  await inTheOrganization(async (stack, environment) => {
    const { stdout, stderr } = await terraform(stack, ["apply", "-no-color", "-auto-approve"], { environment });
    expect(stdout + stderr).toMatch(/github_team "1001" in github.com\/acme-corp already exists/);
    expect(stdout + stderr).toMatch(/github_repository "acme-base" in github.com\/acme-corp already exists/);
  });
});
