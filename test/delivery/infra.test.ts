import { execFileSync, spawn, type ChildProcess } from "node:child_process";
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { driftObject } from "../../sandbox/edit-world";
import type { ProjectCopy } from "../cli/project-copy";
import { APP_KEY, InfraRehearsal } from "./infra-rehearsal";
import type { JobRun } from "./emitted-job";

const withoutTide = (checkout: ProjectCopy): void => {
  checkout.edit("catalog/products/shop.yaml", "calls: [tide]\n", "");
  rmSync(checkout.path("catalog/products/tide.yaml"));
};

/** A run that went through; its output otherwise, so that the reason is seen. */
const green = ({ code, output }: JobRun) => ({ code, output: code === 0 ? "" : output });
const GREEN = { code: 0, output: "" };

describe("the platform's workflows, as emitted", () => {
  let rehearsal: InfraRehearsal;
  /** What was planned first. */
  let first: JobRun;

  beforeAll(async () => {
    rehearsal = await InfraRehearsal.start();
  });
  afterAll(() => {
    rehearsal.stop();
  });

  it("plan a stack, say in the summary what changes, and keep plan, report and the digest that an apply compares", async () => {
    first = await rehearsal.plan("infra-apply", "trial");
    expect(green(first)).toEqual(GREEN);
    expect(first.steps).toEqual(["Install", "Reach the state", "Reach the cluster", "Plan"]);
    // One of them is the catalog that the state keeps.
    const changes = Number(first.outputs["changes"]) - 1;
    expect(changes).toBeGreaterThan(10);
    expect(first.summary).toMatch(
      new RegExp(`^### trial: ${changes} changes, 0 unchanged\\n\\ntrial: a first plan; everything is made\\n`, "m"),
    );
    expect(first.summary).toMatch(/^\+ kubernetes_namespace_v1\./m);
    expect(readFileSync(rehearsal.artifact("trial", "report.md"), "utf8")).toBe(first.summary);
    expect(execFileSync("sha256sum", [rehearsal.artifact("trial", "plan")], { encoding: "utf8" })).toContain(first.outputs["digest"]);
  });

  it("reach state and cluster with tokens that are asked for, and with no key", () => {
    const left = readFileSync(join(first.directory, "env"), "utf8");
    expect(left).toMatch(/^AWS_ROLE_ARN=arn:aws:iam::4711:role\/state$/m);
    expect(readFileSync(/^AWS_WEB_IDENTITY_TOKEN_FILE=(.*)$/m.exec(left)?.[1] ?? "", "utf8").trim()).toBe("token-for-sts.amazonaws.com");
    expect(left).toMatch(/^KUBE_CONFIG_PATH=.*\/kubeconfig$/m);
    expect(left).not.toMatch(/KEY|SECRET/);
  });

  it("refuse to continue without a role for the state, since everything would be planned again", async () => {
    rehearsal.expressions = { "vars.STATE_ROLE": "" };
    const { code, steps, output } = await rehearsal.plan("infra-plan", "live");
    rehearsal.expressions = {};
    expect({ code, last: steps.at(-1) }).toEqual({ code: 1, last: "Reach the state" });
    expect(output).toMatch(/::error title=State::.* no variable STATE_ROLE; write state\.roles into catalog\/family\.yaml/);
  });

  it("take nothing but a role out of its variable, which would otherwise be a way into every later step", async () => {
    rehearsal.expressions = {
      "vars.STATE_ROLE": "arn:aws:iam::4711:role/state\nNODE_OPTIONS=--import=data:text/javascript,process.exit()",
    };
    const { code, steps, output, directory } = await rehearsal.plan("infra-plan", "live");
    rehearsal.expressions = {};
    expect({ code, last: steps.at(-1) }).toEqual({ code: 1, last: "Reach the state" });
    expect(output).toMatch(/::error title=State::the variable STATE_ROLE of this environment is no role of AWS/);
    expect(readFileSync(join(directory, "env"), "utf8")).not.toContain("NODE_OPTIONS");
  });

  it("keep no secret in a plan", async () => {
    expect(green(await rehearsal.plan("infra-plan", "github"))).toEqual(GREEN);
    const unpacked = execFileSync("python3", ["-c", UNPACK, rehearsal.artifact("github", "plan")], { encoding: "latin1" });
    expect(unpacked).toContain("encrypted_value");
    expect(unpacked).not.toContain(APP_KEY);
    expect(unpacked).not.toContain('plaintext_value":"');
  });

  it("comment the plans on the pull request, once, and say which stack could not be planned", async () => {
    expect(green(await rehearsal.afterwards("infra-plan", "comment"))).toEqual(GREEN);
    expect(green(await rehearsal.afterwards("infra-plan", "comment"))).toEqual(GREEN);
    const { comments } = rehearsal.threads;
    expect(comments).toHaveLength(1);
    expect(comments[0]).toMatch(/### github: \d+ changes[^]*### trial: \d+ changes[^]*### live: could not be planned; see the job/);
  });

  it("refuse a plan that another run made", async () => {
    const { code, steps, output } = await rehearsal.apply("trial", "0".repeat(64));
    expect({ code, last: steps.at(-1) }).toEqual({ code: 1, last: "Apply" });
    expect(output).toMatch(/this run made 0{64}: a foreign plan is not applied/);
  });

  it("refuse a plan whose catalog has changed since", async () => {
    const { code, output } = await rehearsal.apply("trial", first.outputs["digest"] ?? "", "", withoutTide);
    expect(code).toBe(1);
    expect(output).toMatch(/the saved plan of trial is stale: the catalog or a chart changed since/);
  });

  it("apply exactly the plan of the run, on another checkout", async () => {
    expect(green(await rehearsal.apply("trial", first.outputs["digest"] ?? ""))).toEqual(GREEN);
  });

  it("refuse the same plan a second time, because the state has moved on", async () => {
    const { code, output } = await rehearsal.apply("trial", first.outputs["digest"] ?? "");
    expect(code).toBe(1);
    expect(output).toMatch(/Saved plan is stale/);
  });

  it("plan while somebody holds the lock of the state, which a role that only reads could not take", async () => {
    let holder: ChildProcess | undefined;
    const run = await rehearsal.plan("infra-drift", "trial", (checkout) => {
      holder = spawn("python3", ["-c", HOLD_LOCK, checkout.path("terraform.trial.tfstate")], { stdio: "inherit" });
    });
    holder?.kill();
    expect(green(run)).toEqual(GREEN);
  });

  it("leave issues alone while nothing differs", async () => {
    expect((await rehearsal.plan("infra-drift", "trial")).outputs["changes"]).toBe("0");
    const { code, output } = await rehearsal.afterwards("infra-drift", "report");
    expect(code).toBe(0);
    expect(output).toMatch(/live could not be planned; its issue is left as it is/);
    expect(rehearsal.threads.issues.filter(({ title }) => title === "Drift in trial")).toEqual([]);
  });

  it("open one issue for what somebody did elsewhere, with who, what, adopt and revert, and close it when it is gone", async () => {
    const object = { type: "kubernetes_resource_quota_v1", id: "acme-shop-trial/quota" };
    await driftObject(rehearsal.world, object, "spec.0.hard.pods", "1");
    // A person's of the same name: what is written into it, its author could change.
    const foreign = { number: 1, title: "Drift in trial", body: "All is well", state: "open", app: null };
    rehearsal.threads = { ...rehearsal.threads, issues: [foreign] };
    for (let night = 0; night < 2; night++) {
      expect((await rehearsal.plan("infra-drift", "trial")).outputs["changes"]).toBe("1");
      expect(green(await rehearsal.afterwards("infra-drift", "report"))).toEqual(GREEN);
    }
    const [untouched, ...issues] = rehearsal.threads.issues.filter(({ title }) => title === "Drift in trial");
    expect(untouched).toEqual(foreign);
    expect(issues).toMatchObject([{ state: "open" }]);
    expect(issues[0]?.body).toMatch(
      /Changed outside the catalog[^]*spec\.hard\.pods: 11 → 1; this plan puts 11 back[^]*\*\*Who\.\*\*[^]*2026-11-21T03:00:00Z[^]*\*\*Adopt\*\*[^]*\*\*Revert\*\*/,
    );

    const repair = await rehearsal.plan("infra-apply", "trial");
    expect(green(await rehearsal.apply("trial", repair.outputs["digest"] ?? ""))).toEqual(GREEN);
    expect((await rehearsal.plan("infra-drift", "trial")).outputs["changes"]).toBe("0");
    await rehearsal.afterwards("infra-drift", "report");
    expect(rehearsal.threads.issues.filter(({ title }) => title === "Drift in trial")).toMatchObject([foreign, { state: "closed" }]);
  });

  it("delete nothing that cannot be got back unless its address is named", async () => {
    const { outputs } = await rehearsal.plan("infra-apply", "trial", withoutTide);
    const refused = await rehearsal.apply("trial", outputs["digest"] ?? "", "", withoutTide);
    expect(refused.code).toBe(1);
    expect(refused.output).toMatch(
      /the plan deletes what cannot be got back, or sends clients of a database to older or no data; nothing was applied/,
    );
    const named = [...refused.output.matchAll(/--allow-delete (\S+)/g)].map(([, name]) => name);
    expect(named).toEqual(expect.arrayContaining([expect.stringMatching(/^kubernetes_namespace_v1\./), "products.shop.calls"]));
    expect(green(await rehearsal.apply("trial", outputs["digest"] ?? "", named.join(" "), withoutTide))).toEqual(GREEN);
  });
});

/** Holds Terraform's lock of a local state once it is there, as another Terraform would. */
const HOLD_LOCK = `import fcntl, os, sys, time
while not os.path.exists(sys.argv[1]): time.sleep(0.05)
state = open(sys.argv[1], "a")
fcntl.lockf(state, fcntl.LOCK_EX)
time.sleep(600)`;

/** Every file of a plan, which is a zip. */
const UNPACK = "import sys, zipfile; z = zipfile.ZipFile(sys.argv[1]); [sys.stdout.buffer.write(z.read(n)) for n in z.namelist()]";
