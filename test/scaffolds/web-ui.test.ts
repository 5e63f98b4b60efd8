import { execFileSync } from "node:child_process";
import { appendFileSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { parseAllDocuments } from "yaml";
import { loadFamily } from "../../model/load";
import { buildNodeWorkflow } from "../../workflows/library/build-node";
import { renderWorkflow } from "../../workflows/engine/render";
import { shell } from "../../workflows/engine/shell";
import { git } from "../delivery/act";
import { runJob, type JobRun } from "../delivery/emitted-job";
import { ROOT, tool } from "../delivery/tool";
import { born } from "./born";
import { serveByNginx } from "./nginx";
import { run, runner } from "./node-commands";
import { CATALOGS } from "./rendered";

const workflow = buildNodeWorkflow();

/** Runs the shell of a job of build-node.yml with the values of a caller who passes none. */
function gates(repository: string, job: string): Promise<JobRun> {
  const inputs = Object.entries(workflow.on.workflowCall?.inputs ?? {});
  return runJob({
    text: renderWorkflow(workflow, "this test"),
    job,
    cwd: repository,
    expressions: Object.fromEntries(inputs.map(([name, input]) => [`inputs.${name}`, String(input.default)])),
    environment: { ...runner(), GITHUB_SHA: git(repository, "rev-parse", "HEAD").trim() },
  });
}

/** Where a command fails, everything that it printed is the message. */
async function passes(repository: string, command: string, ...args: readonly string[]): Promise<string> {
  const { code, output } = await run(repository, command, ...args);
  if (code !== 0) throw new Error(`${command} ${args.join(" ")} ended with ${code}\n${output}`);
  return output;
}

const SHOP = "acme-shop-ui";
/** A user interface of this repository's own catalog, whichever comes first. */
const OWN = Object.values(loadFamily(CATALOGS.sigma).repositories).find(({ kind, managed }) => kind.name === "web-ui" && managed)!.name;

const shop = born("acme", SHOP);
const own = born("sigma", OWN);

// Their packages are a quarter of a gigabyte.
afterAll(() => {
  for (const repository of [shop, own]) rmSync(dirname(repository), { recursive: true });
});

it("passes every gate of its own workflow on the day it is born", async () => {
  const quality = await gates(shop, "quality");
  if (quality.code !== 0) throw new Error(quality.output);
  expect(quality.steps).toEqual(["Check the inputs", "Install", "Lint", "Types", "Licenses", "Signatures", "Version"]);
  if (quality.summary.includes("could not be checked"))
    console.log("signatures of packages: could not be checked here, as the gate reported");
  const test = await gates(shop, "test");
  if (test.code !== 0) throw new Error(test.output);
  expect(test.steps).toEqual(["Check the inputs", "Install", "Unit tests", "Build", "Browser tests", "Name the artifact"]);
  expect(git(shop, "status", "--porcelain")).toBe("");
  await passes(shop, tool("gitleaks"), "git", "--redact", "--no-banner", ".");
});

it("passes the same commands in the Sigma family, with its own name, color and hosts", async () => {
  const locked = (repository: string, name: string) => readFileSync(join(repository, "package-lock.json"), "utf8").replaceAll(name, "");
  expect(locked(own, OWN)).toBe(locked(shop, SHOP));
  // So what was installed for the one is what the other would install.
  execFileSync("cp", ["--archive", "--link", join(shop, "node_modules"), own]);
  for (const script of ["lint", "typecheck", "test", "build"]) await passes(own, "npm", "run", script);
  await passes(own, "bash", "-c", shell("e2e-node"));
  expect(git(own, "status", "--porcelain")).toBe("");
});

it("has an image that hadolint and checkov find nothing in, made of the built site and nothing else", async () => {
  await passes(shop, tool("hadolint"), "infra/Dockerfile");
  const found = JSON.parse(
    await passes(shop, tool("checkov"), "--framework", "dockerfile", "--file", "infra/Dockerfile", "--output", "json", "--skip-download"),
  ) as { results: { failed_checks: readonly unknown[]; passed_checks: readonly unknown[] } };
  expect(found.results.failed_checks).toEqual([]);
  expect(found.results.passed_checks.length).toBeGreaterThan(5);
  expect(readFileSync(join(shop, "infra/Dockerfile"), "utf8")).toContain("USER 65532:65532");
  expect(readFileSync(join(shop, ".dockerignore"), "utf8")).toMatch(/^\*\n!dist\n!infra\/nginx\.conf$/m);
});

/** Lines that add a header, without the API of the environment, which only the chart knows. */
const headers = (configuration: string, api: string): readonly string[] =>
  [...configuration.matchAll(/^ *(add_header .*)$/gm)].map(([, line = ""]) => line.replace(` ${api}`, ""));

it.each([
  [shop, "acme" as const],
  [own, "sigma" as const],
])("has values that the web chart takes in every environment, and is tested under the chart's headers", async (repository, catalog) => {
  const names = Object.keys(loadFamily(CATALOGS[catalog]).environments);
  expect(readdirSync(join(repository, "infra")).filter((name) => name.startsWith("values-"))).toEqual(
    names.map((name) => `values-${name}.yaml`).sort(),
  );
  for (const environment of names) {
    const platform = join(mkdtempSync(join(tmpdir(), "platform-")), "platform.json");
    const image = `registry.acme.test/acme/ui@sha256:${"0".repeat(64)}`;
    const apiBaseUrl = "https://api.acme.test";
    writeFileSync(platform, JSON.stringify({ environment, product: "shop", image, host: "ui.acme.test", apiBaseUrl }));
    const values = ["--values", `infra/values-${environment}.yaml`, "--values", platform];
    const output = await passes(repository, tool("helm3"), "template", "ui", join(ROOT, "charts/web"), ...values);
    const objects = parseAllDocuments(output).map((each) => each.toJS() as { kind: string; data?: Record<string, string> });
    const configuration = objects.find(({ kind }) => kind === "ConfigMap")?.data?.["nginx.conf"] ?? "";
    const own = readFileSync(join(repository, "infra/nginx.conf"), "utf8");
    expect(headers(own, apiBaseUrl)).toHaveLength(8);
    expect(headers(own, apiBaseUrl)).toEqual(headers(configuration, apiBaseUrl));
  }
});

describe("the image's nginx", () => {
  let url: string;
  let stop: (() => Promise<void>) | undefined;
  beforeAll(async () => ({ url, stop } = await serveByNginx(join(shop, "infra/nginx.conf"), join(shop, "dist"))));
  afterAll(() => stop?.());

  it("serves the page for every address that is not a file, never from a cache, under the policy", async () => {
    for (const path of ["/", "/audit-log", "/config.js"]) {
      const response = await fetch(url + path);
      expect([path, response.status, response.headers.get("cache-control")]).toEqual([path, 200, "no-cache"]);
      expect(response.headers.get("content-security-policy")).toContain("script-src 'self'");
      expect(await response.text()).toContain(path === "/config.js" ? "globalThis.CONFIG" : '<div id="root">');
    }
  });

  it("lets browsers keep what carries a hash, compressed, and says when such a file is gone", async () => {
    const script = readdirSync(join(shop, "dist/assets")).find((name) => name.endsWith(".js"));
    const kept = await fetch(`${url}/assets/${script}`);
    expect(kept.headers.get("cache-control")).toBe("public, max-age=31536000, immutable");
    expect(kept.headers.get("content-encoding")).toBe("gzip");
    const gone = await fetch(`${url}/assets/gone.js`);
    expect([gone.status, gone.headers.get("cache-control")]).toEqual([404, "no-store"]);
  });
});

it("is born with a changeset that becomes its first version, changing nothing but versions", async () => {
  const outputs = join(mkdtempSync(join(tmpdir(), "outputs-")), "outputs");
  await passes(shop, "env", `GITHUB_OUTPUT=${outputs}`, "bash", "-c", shell("prepare-node"));
  expect(readFileSync(outputs, "utf8")).toBe("pending=true\nversion=0.1.0\n");
  // The job that pushes refuses any other file.
  expect(git(shop, "diff", "--cached", "--name-only").trim().split("\n")).toEqual([
    ".changeset/first-version.md",
    "CHANGELOG.md",
    "package-lock.json",
    "package.json",
  ]);
  expect(readFileSync(join(shop, "CHANGELOG.md"), "utf8")).toMatch(/^## 0\.1\.0$/m);
  git(shop, "reset", "--quiet", "--hard");
});

it("goes red in the browser for what a person cannot use, what the policy refuses and what the console reports", async () => {
  const edit = (file: string, before: string, after: string) => {
    const text = readFileSync(join(own, file), "utf8");
    expect(text).toContain(before);
    writeFileSync(join(own, file), text.replace(before, after));
  };
  edit("src/routes/not-found.tsx", "<p>", '<p><img src="/favicon.svg" /><input />');
  edit("index.html", "</head>", "<script>globalThis.tracked = true;</script></head>");
  appendFileSync(join(own, "src/styles.css"), ".lead { color: color-mix(in srgb, var(--text) 20%, var(--surface)); }\n");
  await passes(own, "npm", "run", "build");
  // Each of these fails alone already: the console is looked at in every test.
  const { code, output } = await run(own, "npm", "run", "e2e", "--", "--grep", "the start page has|not there has|holds none");
  expect(code).not.toBe(0);
  expect(output).toMatch(/color-contrast: Elements must meet minimum color contrast ratio thresholds/);
  expect(output).toMatch(/image-alt: Images must have alternative text/);
  expect(output).toMatch(/label: Form elements must have labels/);
  expect(output).toMatch(/Executing inline script violates the following Content Security Policy directive/);
  expect(output).toMatch(/✘ .*security\.spec\.ts:\d+:\d+ › the page itself holds none/);
});
