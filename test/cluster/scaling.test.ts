import { spawn } from "node:child_process";
import { dirname, join } from "node:path";
import { charts, mergeValues } from "../charts/chart-values";
import { CHARTS } from "./support/charts";
import { describeOnCluster, TOOLS, until, type Cluster, type HelmVersion } from "./support/cluster";

interface Deployment {
  readonly spec: { readonly replicas: number };
  readonly status: { readonly replicas?: number };
}

const cases = [
  { chart: "service", example: "laptop" },
  { chart: "web", example: "gateway" },
].flatMap((each) => (["helm3", "helm4"] as const).map((version) => ({ ...each, version })));

describeOnCluster("Replicas of a release, with the real controllers", (cluster) => {
  it.each(cases)(
    "of $chart never fall below what is asked for, from fixed to autoscaled and back, with $version",
    async ({ chart, example, version }) => {
      const namespace = await cluster.namespace();
      const service = charts[chart]?.examples[example] ?? {};
      await cluster.apply([{ apiVersion: "v1", kind: "ServiceAccount", metadata: { name: String(service["serviceAccount"]), namespace } }]);
      const release = releaseOf(cluster, version, chart, service, namespace);
      await release.with({ min: 6, max: 6 });

      const seen = watched(cluster, namespace);
      try {
        await until(() => Promise.resolve(seen.counts().length > 0), "the watch");
        await release.with({ min: 4, max: 9 });
        expect(await release.replicas()).toBe(6);

        await cluster.api.patch(`${release.path}/scale`, { spec: { replicas: 8 } });
        await release.with({ min: 4, max: 9 }, { tmpSize: "16Mi" });
        expect(await release.replicas()).toBe(8);

        await release.with({ min: 5, max: 5 });
        expect(await release.replicas()).toBe(5);

        await release.with({ min: 7, max: 9 });
        expect(await release.replicas()).toBe(7);
      } finally {
        seen.end();
      }
      expect(new Set(seen.counts())).toEqual(new Set([6, 8, 5, 7]));
    },
  );
});

/** Every count of replicas that the Deployment was asked for, in the order of the changes. */
function watched(cluster: Cluster, namespace: string): { readonly counts: () => readonly number[]; readonly end: () => void } {
  const args = ["get", "deployment", "release", "--namespace", namespace, "--watch", "--output", 'jsonpath={.spec.replicas}{"\\n"}'];
  const env = { KUBECONFIG: cluster.kubeconfig, HOME: dirname(cluster.kubeconfig) };
  const child = spawn(join(TOOLS, "kubectl"), args, { env, stdio: ["ignore", "pipe", "inherit"] });
  let text = "";
  child.stdout.on("data", (chunk: Buffer) => (text += chunk.toString()));
  return { counts: () => text.split("\n").filter(Boolean).map(Number), end: () => child.kill() };
}

function releaseOf(cluster: Cluster, version: HelmVersion, chart: string, values: object, namespace: string) {
  const path = `/apis/apps/v1/namespaces/${namespace}/deployments/release`;
  const deployment = () => cluster.api.get<Deployment>(path);
  return {
    path,
    replicas: async () => (await deployment()).spec.replicas,
    /** Releases with these bounds, and waits until the controllers have made as many Pods. */
    with: async (replicas: { readonly min: number; readonly max: number }, more: object = {}) => {
      const input = JSON.stringify(mergeValues({ ...values }, { replicas, ...more }));
      const args = ["upgrade", "release", join(CHARTS, chart), "--install", "--namespace", namespace, "--values", "-"];
      await cluster.helm(version, [...args, ...(version === "helm4" ? ["--force-conflicts"] : [])], input);
      await until(async () => {
        const { spec, status } = await deployment();
        return status.replicas !== undefined && status.replicas >= spec.replicas;
      }, "as many Pods as replicas");
    },
  };
}
