import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse, parseAllDocuments } from "yaml";
import { z } from "zod";
import { loadFamily } from "../../model/load";
import { startCluster } from "../cluster/support/start-cluster";
import { tool } from "../delivery/tool";
import { born, commit } from "./born";
import { failed, LIBRARY_GATES, pythonGates, said, tellWhetherAudited, type Gate } from "./python-gates";
import { CATALOGS } from "./rendered";
import { virtualEnvironment } from "../virtual-environment";

const gatesOf = (repository: string, ...jobs: readonly string[]): Promise<readonly Gate[]> => pythonGates(repository, "build", jobs);

function edit(file: string, text: string, by: string): void {
  const content = readFileSync(file, "utf8");
  expect(content).toContain(text);
  writeFileSync(file, content.replace(text, by));
}

it("passes its own CI the minute it exists", async () => {
  const gates = await gatesOf(born("acme", "acme-gateway"), "quality", "test");
  expect(gates.map(({ name }) => name)).toEqual(LIBRARY_GATES);
  expect(failed(gates)).toEqual([]);
  tellWhetherAudited(gates);
});

it("has every active product of the catalog, in every environment", () => {
  const { environments, products } = loadFamily(CATALOGS.acme);
  const active = Object.values(products).filter(({ state }) => state === "active");
  const routes: unknown = parse(readFileSync(join(born("acme", "acme-gateway"), "routes.yaml"), "utf8"));
  expect(routes).toEqual({
    environments: Object.fromEntries(
      Object.values(environments).map(({ name, gatewayHost }) => [
        name,
        {
          host: gatewayHost,
          products: Object.fromEntries(
            active.map(({ code, gatewayPrefix, repositories, environments: own }) => [
              code,
              { prefix: gatewayPrefix, release: repositories.api, namespace: own[name]?.namespace, ui: own[name]?.hosts.ui },
            ]),
          ),
        },
      ]),
    ),
  });
});

it("fails for mistakes, naming file, line and edit of both files at once", async () => {
  const repository = born("acme", "acme-gateway");
  edit(join(repository, "routes.yaml"), "ui: acme-shop.acme.example", 'ui: "*.acme.example"');
  edit(join(repository, "policy.yaml"), "requests: 200", "requests: 0");
  commit(repository);
  const gates = await gatesOf(repository, "test");
  expect(failed(gates)).toEqual(["Tests"]);
  expect(said(gates, "Tests")).toMatch(/policy\.yaml:\d+: rateLimit\.requests is 0; write a whole number from 1/);
  expect(said(gates, "Tests")).toMatch(
    /routes\.yaml:\d+: environments\.live\.products\.shop\.ui is "\*\.acme\.example"; write a host, without a wildcard/,
  );
  expect(existsSync(join(repository, "dist"))).toBe(false);
});

const manifest = z.looseObject({
  kind: z.string(),
  metadata: z.looseObject({ name: z.string(), namespace: z.string() }),
  spec: z.looseObject({ targetRefs: z.array(z.object({ group: z.string(), kind: z.string(), name: z.string() })).optional() }),
});
type Manifest = z.infer<typeof manifest>;

const manifests = (text: string): readonly Manifest[] => parseAllDocuments(text).map((document) => manifest.parse(document.toJS()));

/** What the repository makes of its policy, for all environments. */
function objects(): readonly Manifest[] {
  const repository = born("acme", "acme-gateway");
  const python = join(virtualEnvironment(join(repository, "requirements-dev.txt")), "bin/python");
  execFileSync(python, ["-m", "acme_gateway", "render"], { cwd: repository });
  return ["trial", "live"].flatMap((environment) => manifests(readFileSync(join(repository, "dist", `${environment}.yaml`), "utf8")));
}

it("targets the routes that the chart of services makes, and no other", () => {
  const chart = join(__dirname, "../../charts/service");
  const args = ["template", "acme-shop-api", chart, "--namespace", "acme-shop-live", "--values", join(chart, "ci/gateway.yaml")];
  const made = execFileSync(tool("helm3"), args, { encoding: "utf8" });
  const routes = parseAllDocuments(made).flatMap((document) => {
    const found = manifest.safeParse(document.toJS());
    return found.success && found.data.kind === "HTTPRoute" ? [found.data.metadata.name] : [];
  });
  const targets = objects()
    .filter(({ metadata }) => metadata.namespace === "acme-shop-live")
    .map(({ spec }) => (spec.targetRefs ?? []).map(({ name }) => name).sort());
  expect(routes).toHaveLength(2);
  expect(targets).toEqual([[...routes].sort()]);
});

it("makes objects that an API server with the definitions of Envoy Gateway accepts, field by field", async () => {
  const { cluster, controlPlane } = await startCluster();
  try {
    const made = objects();
    expect(made).toHaveLength(4);
    for (const namespace of new Set(made.map(({ metadata }) => metadata.namespace))) await cluster.namespace({}, namespace);
    await cluster.apply(made);
    // It does look: the definitions know no merging for a Gateway, which is nobody's child.
    const [wrong] = made;
    const target = { group: "gateway.networking.k8s.io", kind: "Gateway", name: "gateway" };
    const refused = await cluster.tryApply([{ ...wrong, spec: { ...wrong?.spec, targetRefs: [target] } }]);
    expect(refused.stderr).toMatch(/mergeType can only be used with xRoute targets/);
  } finally {
    controlPlane.stop();
  }
});
