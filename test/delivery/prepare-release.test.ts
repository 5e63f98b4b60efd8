import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { parse, stringify } from "yaml";
import type { Deployment } from "../../model/family";
import { loadFamily } from "../../model/load";
import { charts, mergeValues, type Values } from "../charts/chart-values";
import { ROOT, tool } from "./tool";

const DIGEST = `sha256:${"0123456789abcdef".repeat(4)}`;

const MINE = { actorHeader: "X-Mine", rolesHeader: "X-Mine-Too", roles: [{ name: "admin", groups: ["everybody"] }] };

/** What a product's repository keeps, and what it may try to keep. */
const own = (chart: Case["chart"]) => ({
  ...{ serviceAccount: "acme-tide", replicas: { min: 1, max: 90 } },
  ...(chart === "service" && { identity: MINE, maxWorkers: 50, metrics: { path: "/numbers", labels: {} } }),
});

/** A folder with `helm` as the deploy job has it, for PATH. */
const programs = mkdtempSync(join(tmpdir(), "programs-"));
const runners: string[] = [];
beforeAll(() => {
  symlinkSync(tool("helm4"), join(programs, "helm"));
});
afterAll(() => {
  for (const directory of [programs, ...runners]) rmSync(directory, { recursive: true });
});

interface Case {
  readonly title: string;
  readonly chart: "service" | "web";
  readonly deployment: Deployment;
}

/** Every variable DEPLOYMENT of a family. */
const deploymentsOf = (catalog: string): readonly Case[] =>
  Object.values(loadFamily(join(ROOT, catalog)).repositories).flatMap(({ name, part, environments }) =>
    Object.values(environments).flatMap(({ deployment }): Case[] =>
      deployment === null ? [] : [{ title: `${name} in ${deployment.environment}`, chart: part === "api" ? "service" : "web", deployment }],
    ),
  );

/** The values of a release as the script leaves them, and the packaged chart, as they go to Helm. */
function prepared(
  { chart, deployment }: { chart: Case["chart"]; deployment: Omit<Deployment, "gateway"> & { gateway: object | null } },
  { more = {}, backTo = "" }: { more?: Values; backTo?: string } = {},
) {
  const runner = mkdtempSync(join(tmpdir(), "runner-"));
  runners.push(runner);
  const env = { PATH: [programs, process.env["PATH"]].join(delimiter), HOME: join(runner, "home"), RUNNER_TEMP: runner };
  execFileSync("helm", ["package", join(ROOT, "charts", chart), "--destination", join(runner, "pulled")], { env });
  // What a product's repository keeps.
  mkdirSync(join(runner, "values"));
  writeFileSync(join(runner, "values", `values-${deployment.environment}.yaml`), stringify({ ...own(chart), ...more }));
  execFileSync("bash", [join(ROOT, "workflows/shell/prepare-release.sh")], {
    env: {
      ...env,
      ENVIRONMENT: deployment.environment,
      IMAGE: `${deployment.image}@${DIGEST}`,
      COMMIT: "0123456789abcdef0123456789abcdef01234567",
      VERSION: "1.2.3",
      CHART: chart,
      VALUES: join(runner, "values"),
      GOING_BACK_TO: backTo,
      DEPLOYMENT: JSON.stringify(deployment),
    },
    stdio: "pipe",
    encoding: "utf8",
  });
  const [mine, platform] = [join(runner, "values.yaml"), join(runner, "platform.json")];
  const read = (file: string) => parse(readFileSync(file, "utf8")) as Values;
  const render = () =>
    execFileSync("helm", ["template", "tide", join(runner, "chart.tgz"), "--values", mine, "--values", platform], {
      env,
      encoding: "utf8",
      stdio: "pipe",
    });
  return { values: mergeValues(read(mine), read(platform)), render };
}

describe.each([
  ["in gateway mode", "test/family/acme", true],
  ["in direct mode", "test/family/sigma", false],
])("a family %s", (_mode, catalog, throughGateway) => {
  const cases = deploymentsOf(catalog);

  it("deploys both kinds of applications, its APIs alone through the Gateway, or else open to the pages of their user interface", () => {
    expect(new Set(cases.map(({ chart }) => chart))).toEqual(new Set(["service", "web"]));
    for (const { chart, deployment } of cases) {
      expect(deployment.gateway !== null).toBe(throughGateway && chart === "service");
      expect(deployment.uiHost !== null).toBe(chart === "service");
    }
  });

  it.each(cases)("$title: the values fit the chart", (each) => {
    const { values, render } = prepared(each);
    const { environment, product, host, gateway, uiHost, apiBaseUrl, replicas, maxWorkers, identity, monitoring } = each.deployment;
    expect(charts[each.chart]?.problems(values)).toEqual([]);
    expect(values).toEqual({
      ...{ serviceAccount: "acme-tide", environment, product, image: `${each.deployment.image}@${DIGEST}`, host, replicas },
      ...(each.chart === "service" && { identity, maxWorkers, metrics: { path: "/numbers", labels: monitoring?.labels ?? {} } }),
      ...(each.chart === "web" ? { apiBaseUrl } : { allowOrigins: [`https://${uiHost}`], ...(gateway && { gateway }) }),
    });
    const routes = render().match(/^kind: HTTPRoute$/gm) ?? [];
    expect(routes).toHaveLength(values["gateway"] === undefined ? 1 : 2);
  });
});

it("would have seen a Gateway without its namespace", () => {
  const [first] = deploymentsOf("test/family/acme");
  if (first === undefined) throw new Error("acme deploys nothing");
  const { host = "" } = first.deployment.gateway ?? {};
  const { values, render } = prepared({ ...first, deployment: { ...first.deployment, gateway: { host } } });
  expect(charts[first.chart]?.problems(values)).toMatchObject([{ instancePath: "/gateway", params: { missingProperty: "namespace" } }]);
  expect(render).toThrow("namespace");
});

describe("who calls an API", () => {
  const api = (): Case => {
    const found = deploymentsOf("test/family/acme").find(({ chart }) => chart === "service");
    if (found === undefined) throw new Error("acme deploys no API");
    return found;
  };
  const ACTOR = { env: { ACTOR_HEADER: "X-Mine", LOG_LEVEL: "info" } };

  it("is said by the platform: a product's file that says it is refused, with the line to remove", () => {
    expect(prepared(api(), { more: ACTOR }).render).toThrow("env.ACTOR_HEADER: remove this line");
  });

  it("is said by the platform also to a commit from before that, to which somebody goes back", () => {
    const { render } = prepared(api(), { more: ACTOR, backTo: "0123456789abcdef0123456789abcdef01234567" });
    expect(render()).toMatch(/name: ACTOR_HEADER\n +value: "X-Actor"\n[^]*name: LOG_LEVEL\n +value: "info"\n/);
    expect(render()).not.toContain("X-Mine");
  });

  it("may do what the catalog says of the product, whatever the product's file adds", () => {
    const rolesOf = (name: string) => {
      const found = deploymentsOf("test/family/acme").find(({ title }) => title === `${name} in live`);
      if (found === undefined) throw new Error(`acme deploys no ${name}`);
      const text = /name: ACTOR_ROLES\n +value: (.*)/.exec(prepared(found).render())?.[1] ?? "";
      return parse(text) as unknown;
    };
    expect(rolesOf("acme-shop-api")).toBe('{"admin":["shop-leads"],"reader":["staff"],"writer":["shop-desk","on-call"]}');
    expect(rolesOf("acme-tide-api")).toBe("");
  });

  it("must be said before anything is released", () => {
    const { chart, deployment } = api();
    // As an older release of the stack github wrote it.
    const { identity, ...older } = deployment;
    expect(identity).toEqual({ actorHeader: "X-Actor", rolesHeader: "X-Roles", roles: [] });
    let said = "";
    try {
      prepared({ chart, deployment: older as Deployment });
    } catch (error) {
      said = String((error as { stdout: unknown }).stdout);
    }
    expect(said).toMatch(/DEPLOYMENT of \w+ does not say how the API learns who calls \(identity\).*deploys the stack github/);
  });
});
