import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "yaml";
import { loadFamily } from "../../model/load";
import { chartCases } from "./support/charts";
import { describeOnCluster, TOOLS } from "./support/cluster";
import { rendered } from "./support/render";
import { run } from "./support/run";
import { SynthesizedFamily } from "./support/synthesized-environment";
import type { Manifest } from "./support/terraform-manifests";

interface Finding {
  readonly check_id: string;
  readonly check_name: string;
  readonly file_path: string;
  readonly resource: string;
}

interface Waiver {
  readonly check: string;
  readonly resources: string;
  readonly reason: string;
}

const WAIVERS = parse(readFileSync(join(__dirname, "checkov-waivers.yaml"), "utf8")) as readonly Waiver[];

const waives = ({ check, resources }: Waiver, { check_id, resource }: Finding): boolean =>
  check === check_id && new RegExp(resources).test(resource);

const told = ({ check_id, check_name, file_path, resource }: Finding): string => `${check_id} ${check_name}: ${resource} in ${file_path}`;

/** What checkov finds in manifests, by the name of the file they go to. */
async function findings(files: Readonly<Record<string, readonly Manifest[]>>): Promise<{ failed: readonly Finding[]; resources: number }> {
  const directory = mkdtempSync(join(tmpdir(), "checkov-"));
  try {
    mkdirSync(join(directory, "manifests"));
    for (const [name, manifests] of Object.entries(files)) {
      writeFileSync(join(directory, "manifests", `${name}.yaml`), manifests.map((manifest) => JSON.stringify(manifest)).join("\n---\n"));
    }
    const args = [
      "--framework",
      "kubernetes",
      "--directory",
      join(directory, "manifests"),
      "--output",
      "json",
      "--compact",
      "--quiet",
      "--skip-download",
    ];
    const { stdout, stderr } = await run(join(TOOLS, "checkov"), args, { env: { PATH: process.env["PATH"], HOME: directory } });
    if (!stdout.startsWith("{")) throw new Error(`checkov: ${stderr}${stdout}`);
    const { results, summary } = JSON.parse(stdout) as {
      results: { failed_checks: readonly Finding[] };
      summary: { parsing_errors: number; resource_count: number };
    };
    expect(summary.parsing_errors).toBe(0);
    return { failed: results.failed_checks, resources: summary.resource_count };
  } finally {
    rmSync(directory, { recursive: true });
  }
}

describeOnCluster("checkov", (cluster) => {
  let all: readonly Finding[];

  it("reads every render of the charts and every object of the stacks", async () => {
    const charts = await Promise.all(
      chartCases.map(async (each) => [each.title, await rendered(cluster, "helm4", each, "release")] as const),
    );
    const synthesized = new SynthesizedFamily(loadFamily(join(__dirname, "../family/acme")));
    const stacks = ["trial", "live"].map((name) => [name, synthesized.environment(name).manifests] as const);
    synthesized.remove();
    const { failed, resources } = await findings(Object.fromEntries([...charts, ...stacks]));
    all = failed;
    expect(resources).toBeGreaterThan(150);
  });

  it("finds nothing that has no waiver", () => {
    expect(all.filter((finding) => !WAIVERS.some((waiver) => waives(waiver, finding))).map(told)).toEqual([]);
  });

  it("needs every waiver, and each tells why", () => {
    expect(WAIVERS.filter((waiver) => !all.some((finding) => waives(waiver, finding)))).toEqual([]);
    for (const { reason } of WAIVERS) expect(reason.length).toBeGreaterThan(40);
  });

  it("finds a privileged container", async () => {
    const container = { name: "main", image: "registry.test/app:1", securityContext: { privileged: true } };
    const { failed } = await findings({
      pod: [{ apiVersion: "v1", kind: "Pod", metadata: { name: "probe" }, ...{ spec: { containers: [container] } } }],
    });
    expect(failed.map(({ check_id }) => check_id)).toContain("CKV_K8S_16");
  });
});
