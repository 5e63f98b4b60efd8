import { spawnSync } from "node:child_process";
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { startsOnPullRequest } from "../../../workflows/callers/required-checks";
import { loadFamily } from "../../../model/load";
import { filesOf } from "../../../workflows/emit";
import { CATALOG, ciWorkflow } from "../../../workflows/own/ci";
import { isCallingJob, isRunStep, type Job } from "../../../workflows/engine/model";
import { Step } from "../step";
import { describeWith, JQ } from "../../with-programs";

const jobs = Object.entries(ciWorkflow().jobs).flatMap(([name, job]): readonly (readonly [string, Job])[] =>
  isCallingJob(job) ? [] : [[name, job]],
);
const parts = jobs.filter(([name]) => name !== "check" && name !== "scope");

it("has a job for each part of .ci/run, and none for another", () => {
  const { stderr } = spawnSync(".ci/run", ["?"], { encoding: "utf8" });
  expect(stderr).toBe(`no part "?"; parts: ${parts.map(([name]) => name).join(" ")}\n`);
  for (const [name, { steps }] of parts)
    expect(steps.at(-1)).toMatchObject({ env: { PART: name }, run: expect.stringMatching(/\.ci\/run "\$PART"\n$/) as string });
});

it("has one check that waits for all that a pull request starts, also after they were cancelled", () => {
  const check = jobs.find(([name]) => name === "check")?.[1];
  expect(check?.needs).toEqual(
    jobs
      .slice(0, -1)
      .filter(([, job]) => startsOnPullRequest(job))
      .map(([name]) => name),
  );
  expect(check?.if).toBe("always()");
});

it("runs the live cluster as root on main alone, until it was green there once", () => {
  const live = parts.find(([name]) => name === "live")?.[1];
  expect(live?.if).toBe("github.event_name == 'push' && needs.scope.outputs.scope == 'all'");
  expect(live?.steps.at(-1)).toMatchObject({ run: 'sudo --preserve-env env "PATH=$PATH" .ci/run "$PART"\n' });
});

it("keeps nothing from run to run but the folder of the tools, by what decides their recipes", () => {
  const run = readFileSync(join(__dirname, "../../../.ci/run"), "utf8");
  const cached = parts.flatMap(([, { steps }]) => steps.filter((step) => !isRunStep(step) && step.uses.name === "actions/cache"));
  expect(cached).toHaveLength(parts.length - 2);
  for (const step of cached) {
    const { path, key } = "with" in step ? (step.with ?? {}) : {};
    expect(run).toContain(`SIGMA_TOOLS_DIR:-${String(path)}}`);
    expect(key).toMatch(/go-version.*python-version.*hashFiles\('\.ci\/\*\*'\)/);
  }
});

it("asks of an edit of the catalog the part that is made for it, and of every other edit the other parts", () => {
  for (const [name, { needs, if: condition }] of parts) {
    expect(needs).toEqual(["scope"]);
    expect(condition).toMatch(
      name === "catalog" ? /^needs\.scope\.outputs\.scope == 'catalog'$/ : /needs\.scope\.outputs\.scope == 'all'$/,
    );
  }
});

describe("the scope of a commit", () => {
  const scope = (edit: (step: Step) => void, base = "HEAD^1") => {
    const step = new Step();
    const git = (...args: readonly string[]) =>
      spawnSync("git", ["-c", "user.name=acme", "-c", "user.email=acme@acme.example", ...args], { cwd: step.directory });
    const commit = () => {
      git("add", "catalog", "charts", ".github", "docs");
      git("commit", "--quiet", "--message", "Edit");
    };
    git("init", "--quiet");
    for (const file of ["catalog/teams.yaml", "charts/a.yaml", ".github/workflows/ci.yml", "docs/catalog.md"]) step.write(file, "before\n");
    commit();
    edit(step);
    commit();
    return step.run("ci-scope", { BASE: base, CATALOG });
  };

  it("is the catalog when nothing else changed but what is emitted from it", () => {
    const { code, outputs, output } = scope((step) =>
      step
        .write("catalog/teams.yaml", "after\n")
        .write("catalog/products/quant.yaml", "new\n")
        .write(".github/workflows/deploy.yml", "new\n")
        .write("docs/catalog.md", "after\n"),
    );
    expect({ code, outputs }).toEqual({ code: 0, outputs: "scope=catalog\n" });
    expect(output).toContain('the part "catalog" runs');
  });

  it.each(["charts/a.yaml", "docs/catalog.md.txt", "docs/traps.md", ".github/CODEOWNERS", "charts/catalog/a.yaml"])(
    "is all when %s changed as well, which is named",
    (file) => {
      const { outputs, output } = scope((step) => step.write("catalog/teams.yaml", "after\n").write(file, "after\n"));
      expect(outputs).toBe("scope=all\n");
      expect(output).toContain(`these files changed:\n${file}\n`);
    },
  );

  it.each([
    [
      "a file moved into the catalog",
      (step: Step) => {
        rmSync(join(step.write("catalog/a.yaml", "before\n").directory, "charts/a.yaml"));
      },
      "HEAD^1",
    ],
    ["nothing differs", () => undefined, "HEAD"],
    ["there is no commit to compare with", () => undefined, "0".repeat(40)],
  ])("is all when %s", (_when, edit, base) => {
    expect(scope(edit, base)).toMatchObject({ code: 0, outputs: "scope=all\n" });
  });

  it("counts every file that npm run emit writes as the catalog's", () => {
    const emitted = [...filesOf(loadFamily(join(__dirname, "../../family/acme"))).keys()];
    expect(emitted.length).toBeGreaterThan(10);
    expect(emitted.filter((file) => !new RegExp(CATALOG).test(file))).toEqual([]);
  });
});

describeWith(JQ)("the check", () => {
  const result = (jobs: object) => {
    const step = new Step();
    const { code, output } = step.run("ci-result", { RESULTS: JSON.stringify(jobs) });
    return { code, output, summary: readFileSync(join(step.directory, "summary"), "utf8") };
  };
  const checks = { result: "success", outputs: { seconds: "310" } };

  it("shows the slowest job first, its time and that of all together", () => {
    const { code, summary } = result({ checks, cluster: { result: "success", outputs: { seconds: "900" } } });
    expect(code).toBe(0);
    expect(summary.split("\n").slice(2)).toEqual([
      "| cluster | success | 900 |",
      "| checks | success | 310 |",
      "",
      "Slowest: cluster, 900 s. All jobs together: 1210 s.",
      "",
    ]);
  });

  it.each([
    ["all", { checks }, "catalog"],
    ["catalog", { catalog: checks }, "checks"],
  ])("passes over what a scope of %s leaves out", (scope, ran, left) => {
    const { code, summary } = result({
      scope: { result: "success", outputs: { scope } },
      ...ran,
      [left]: { result: "skipped", outputs: {} },
    });
    expect(code).toBe(0);
    expect(summary).not.toContain(`| ${left} |`);
  });

  it.each([
    ["all", { result: "success", outputs: { scope: "all" } }, "checks"],
    ["catalog", { result: "success", outputs: { scope: "catalog" } }, "catalog"],
    ["nothing, because that job failed", { result: "failure", outputs: {} }, "scope, checks"],
  ])("fails when what a scope of %s needs was skipped", (_what, scope, named) => {
    const skipped = { result: "skipped", outputs: {} };
    const { code, output } = result({ scope, [named.replace("scope, ", "")]: skipped });
    expect(code).toBe(1);
    expect(output).toContain(`::error title=CI::failed: ${named}`);
  });

  it.each(["failure", "cancelled", "skipped"])("fails when a job ended with %s, before it could say its time", (ended) => {
    const { code, output } = result({ checks, cluster: { result: ended, outputs: {} } });
    expect(code).toBe(1);
    expect(output).toContain("::error title=CI::failed: cluster");
    expect(output).toContain(`| cluster | ${ended} | 0 |`);
  });
});
