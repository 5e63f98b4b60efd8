import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Step } from "./step";
import { describeWith, itWith, JQ } from "../with-programs";

describeWith(JQ)("releasing", () => {
  const IMAGE = `registry.acme.test/acme-corp/acme-shop@sha256:${"a".repeat(64)}`;
  const env = {
    ...{ DEPLOYMENT: '{"host":"shop.acme.test"}', SMOKE_PATH: "/healthz", SERVICE: "acme-shop", ENVIRONMENT: "stg", VERSION: "1.2.3" },
    ...{ IMAGE, COMMIT: "c".repeat(40), RUNNING_REVISION: "7", GITHUB_RUN_ID: "42", HELM_TIMEOUT: "900s", BACK_SECONDS: "600" },
  };
  /** helm that fails to upgrade with these words, behind a `tee` that is slower than whoever reads its file next. */
  const failing = (words: string): Step =>
    new Step()
      .program("helm", `if [[ $1 == upgrade ]]; then echo "${words}" >&2; exit 1; fi\necho "helm $1 $3"`)
      .program("tee", 'sleep 0.5; exec /usr/bin/tee "$@"');

  it("tells failed migrations from a failed rollout, however late the log is written", () => {
    const { code, output } = failing("Error: UPGRADE FAILED: pre-upgrade hooks failed: job failed").run("release", env);
    expect(code).toBe(1);
    expect(output).toMatch(/the migrations failed; nothing was rolled out/);
    expect(output).toMatch(/pre-upgrade hooks failed: job failed/);
    expect(output).not.toMatch(/helm rollback/);
  });

  it("goes back after a failed rollout", () => {
    const { code, output } = failing("Error: UPGRADE FAILED: context deadline exceeded").run("release", env);
    expect(code).toBe(1);
    expect(output).toMatch(/the rollout failed[^]*helm rollback 7/);
  });
});

const DIFFERENCE = {
  ...{ RUNNING_REVISION: "", SERVICE: "acme-shop", ENVIRONMENT: "stg", IMAGE: "acme-shop@sha256:1" },
  ...{ HELM_SECONDS: "900", LONGER_THAN_JOB: "60" },
};

itWith(JQ)("the difference of a large release ends its block in the summary", () => {
  const manifest = Array.from({ length: 20_000 }, (_, line) => `key-${line}: value`).join("\n");
  const step = new Step().write("answer.json", JSON.stringify({ manifest })).program("helm", "cat answer.json");
  expect(step.run("show-difference", DIFFERENCE)).toMatchObject({ code: 0, output: "" });
  const summary = readFileSync(join(step.directory, "summary"), "utf8");
  expect(summary.length).toBeLessThan(201_000);
  expect(summary).toMatch(/\n```\n$/);
});

describeWith(JQ)("how long helm waits", () => {
  const job = (seconds: number) => ({ manifest: `kind: Job\nspec:\n  activeDeadlineSeconds: ${seconds}\n` });

  it.each([
    ["is as usual without migrations", undefined, "900s"],
    ["is as usual for a Job that ends before", [job(600)], "900s"],
    ["is longer than the longest Job may take", [job(600), job(7200)], "7260s"],
  ])("%s", (_, hooks, expected) => {
    const step = new Step().write("answer.json", JSON.stringify({ manifest: "", hooks })).program("helm", "cat answer.json");
    expect(step.run("show-difference", DIFFERENCE)).toMatchObject({ code: 0, output: "" });
    expect(readFileSync(join(step.directory, "environment"), "utf8")).toBe(`HELM_TIMEOUT=${expected}\n`);
  });
});

describeWith(JQ)("the result of a deployment", () => {
  const env = (results: Readonly<Record<string, string>>, named: { readonly ONLY?: string; readonly UNTIL?: string }) => ({
    ...{ ONLY: "", UNTIL: "", ...named, GITHUB_REF: "refs/heads/main", ADMITTED: "dev main, prod v*" },
    RESULTS: JSON.stringify(Object.fromEntries(Object.entries(results).map(([job, result]) => [job, { result }]))),
  });

  it("is green when an environment was deployed to", () => {
    expect(new Step().run("deployed", env({ image: "success", "deploy-dev": "success", "deploy-prod": "skipped" }, {}))).toMatchObject({
      ...{ code: 0, output: "" },
    });
  });
  it.each<[string, { readonly ONLY?: string; readonly UNTIL?: string }, RegExp]>([
    ["a rollback of prod that was started on main", { ONLY: "prod" }, /\(only prod, from refs\/heads\/main\).*dev main, prod v\*/],
    ["a run that stops before the first environment that its ref may enter", { UNTIL: "dev" }, /\(until dev, from refs\/heads\/main\)/],
    ["a ref that no environment admits", {}, /nothing was deployed \(from refs\/heads\/main\)/],
  ])("is red for %s", (_, named, message) => {
    const { code, output } = new Step().run(
      "deployed",
      env({ image: "success", "deploy-dev": "skipped", "deploy-prod": "skipped" }, named),
    );
    expect(code).toBe(1);
    expect(output).toMatch(message);
  });
});
