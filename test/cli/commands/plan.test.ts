import { execFileSync } from "node:child_process";
import { chmodSync } from "node:fs";
import { STACK_TRACE, Workplace } from "../workplace";

/** `sigma plan` as a person reads it, against the stand-in providers. */
const work = new Workplace();
afterAll(() => {
  work.remove();
});

/** Terraform, but for one command in one stack. */
function terraformBut(stack: string, command: string, does: string): Readonly<Record<string, string>> {
  const real = execFileSync("sh", ["-c", "command -v terraform"], { encoding: "utf8" }).trim();
  work.write("bin/terraform", `#!/bin/sh\ncase "$PWD $1" in */${stack}\\ ${command}) ${does};; esac\nexec ${real} "$@"\n`);
  chmodSync(work.path("bin/terraform"), 0o755);
  return { TERRAFORM_BINARY_NAME: work.path("bin/terraform") };
}

it("plans the other stacks when one cannot be initialized, and tells both", async () => {
  const environment = terraformBut("github", "init", `echo "Error: the bucket is not there" >&2; exit 1`);
  const { code, stdout, stderr, output } = await work.sigma(["sandbox", "sigma", "plan"], { environment });
  expect(code).toBe(1);
  expect(stdout).toMatch(/│ trial +│ - +│ \d+/);
  expect(stdout).toMatch(/│ live +│ - +│ \d+/);
  expect(stdout).not.toMatch(/│ github/);
  expect(stderr).toContain("sigma: github: Terraform failed\nError: the bucket is not there\n");
  expect(output).not.toMatch(STACK_TRACE);
});

it("begins nothing more when somebody presses Ctrl-C while a stack is initialized", async () => {
  const environment = terraformBut("github", "init", `sleep 1; kill -INT $PPID; sleep 1; exit 1`);
  const { code, stdout, stderr } = await work.sigma(["sandbox", "sigma", "plan"], { environment });
  expect({ code, stdout }).toEqual({ code: 130, stdout: "" });
  expect(stderr).toMatch(/sigma: github: interrupted; .* Go on: npx sigma sandbox sigma plan github\n$/);
});

it("lists a first plan up to 40 lines, and says how many more there are and how to see them all", async () => {
  const { stdout } = await work.rehearse(["plan", "live"]);
  expect(stdout).toMatch(/^live: a first plan; everything is made$/m);
  expect(stdout.match(/^ {2}\+ /gm)).toHaveLength(40);
  expect(stdout).toMatch(/^ {2}and \d+ more; all of them: npx sigma sandbox sigma terraform live show plan$/m);
});

describe("after an apply", () => {
  beforeAll(async () => {
    expect(await work.rehearse(["deploy", "live", "--yes"])).toMatchObject({ code: 0 });
  });

  it("says what was edited and what it does, from Terraform's own plan, with the values of the release one level down", async () => {
    work.edit("catalog/products/shop.yaml", "backups: 60d", "backups: 45d");
    const { stdout } = await work.rehearse(["plan", "live"]);
    expect(stdout).toMatch(
      /^DANGER {5}live shop: backups 60d → 45d: archives older than 45 days are deleted; a restore reaches back 45 days at most\n {11}catalog\/products\/shop\.yaml:11\nlive: Terraform changes\n {2}~ helm_release\.databases_shop_release_\w+\n {6}values\.retentionDays: 60 → 45\n┌/,
    );
    const [plan] = JSON.parse((await work.rehearse(["plan", "live", "--json"])).stdout) as [{ edits: readonly object[]; report: string }];
    expect(plan.edits).toEqual([
      expect.objectContaining({ subject: "live shop", before: "60d", after: "45d", weight: "danger", line: 11 }),
    ]);
    expect(plan.report).toContain("> - live shop: backups 60d → 45d: ");
  });

  it("tells what somebody changed outside apart from the edit", async () => {
    const { resources } = JSON.parse(work.read(".sandbox/terraform.live.tfstate")) as {
      resources: readonly { type: string; name: string }[];
    };
    const release = resources.find(({ type, name }) => type === "helm_release" && name.startsWith("databases_tide_"))!;
    const address = `helm_release.${release.name}`;
    expect(await work.sigma(["sandbox", "drift", address, "timeout", "5"])).toMatchObject({ code: 0 });
    const { stdout } = await work.rehearse(["plan", "live"]);
    expect(stdout).toContain(
      `changed outside the catalog: ${address} timeout: 600 → 5; this plan puts 600 back; to keep 5, write it into the catalog\n`,
    );
    expect(stdout.match(/^changed outside/gm)).toHaveLength(1);
    expect(stdout).toContain("DANGER     live shop: backups 60d → 45d");
  });

  it("keeps an edit that changes no resource, and tells it once", async () => {
    expect(await work.rehearse(["deploy", "live", "--yes", "--allow-delete", "products.shop.database.live.backups"])).toMatchObject({
      code: 0,
    });
    work.edit("catalog/environments.yaml", "server: https://kubernetes.live", "server: https://k8s.live");
    expect((await work.rehearse(["plan", "live"])).stdout).toMatch(/^DANGER {5}live: cluster\.server https:\S+ → https:\S+: /);
    expect(await work.rehearse(["deploy", "live", "--yes", "--allow-delete", "environments.live.cluster.server"])).toMatchObject({
      code: 0,
    });
    expect((await work.rehearse(["plan", "live"])).stdout).toMatch(/^┌/);
  });
});
