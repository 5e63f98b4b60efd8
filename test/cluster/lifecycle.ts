import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { KubernetesObject } from "./support/api-client";
import { chartCases, type ChartCase } from "./support/charts";
import { describeOnCluster, type Cluster, type HelmVersion } from "./support/cluster";
import type { ControlPlane } from "./support/control-plane";
import { whileJobsEnd } from "./support/pretend-kubelet";
import { manifestsIn, rendered } from "./support/render";
import { startCluster } from "./support/start-cluster";
import type { Manifest } from "./support/terraform-manifests";

/** An object as it is in the cluster. */
interface Live extends KubernetesObject {
  readonly data?: Readonly<Record<string, string>>;
}

/** What every release of this project goes through, on an API server of its own because charts have objects outside namespaces. */
export function describeLifecycle(version: HelmVersion): void {
  describeOnCluster(`A release with ${version}`, () => {
    let cluster: Cluster;
    let controlPlane: ControlPlane | undefined;

    beforeAll(async () => {
      ({ cluster, controlPlane } = await startCluster());
    });
    afterAll(() => {
      controlPlane?.stop();
    });

    it.each(chartCases)("of $title is installed, upgraded, rolled back, uninstalled and installed again", async (chartCase) => {
      const namespace = `release-${chartCase.title.replaceAll(/[^a-z0-9]+/g, "-")}`;
      const helm = (...args: string[]) =>
        whileJobsEnd(cluster, "Succeeded", () => cluster.helm(version, [...args, "--namespace", namespace]));
      const objects = await rendered(cluster, version, chartCase, namespace);
      await makeNamespaces(cluster, [namespace, ...objects.flatMap(({ metadata }) => metadata.namespace ?? [])]);

      await helm("install", "release", chartCase.folder, "--values", chartCase.values);
      const installed = await released(cluster, await helm("get", "manifest", "release"), namespace);
      expect(chartLabels(installed)).toEqual([`${chartCase.chart}-${versionOf(chartCase)}`]);
      const passwords = secretsOf(installed);

      await withNextVersion(chartCase, async (folder) => {
        await helm("upgrade", "release", folder, "--values", chartCase.values);
      });
      const upgraded = await released(cluster, await helm("get", "manifest", "release"), namespace);
      expect(chartLabels(upgraded)).toEqual([`${chartCase.chart}-${NEXT_VERSION}`]);
      expect(secretsOf(upgraded)).toEqual(passwords);
      expect(identitiesOf(upgraded)).toEqual(identitiesOf(installed));

      await helm("rollback", "release", "1");
      const rolledBack = await released(cluster, await helm("get", "manifest", "release"), namespace);
      expect(chartLabels(rolledBack)).toEqual([`${chartCase.chart}-${versionOf(chartCase)}`]);
      expect(secretsOf(rolledBack)).toEqual(passwords);

      await helm("uninstall", "release", "--wait");
      const kept = objects.filter(isKept);
      for (const object of installed) {
        const stays = kept.some(({ kind, metadata }) => kind === object.kind && metadata.name === object.metadata.name);
        expect({ [nameOf(object)]: await isThere(cluster, object) }).toEqual({ [nameOf(object)]: stays });
      }
      expect([...new Set(kept.map(({ kind }) => kind))].sort()).toEqual(KEPT[chartCase.chart] ?? []);

      await helm("install", "release", chartCase.folder, "--values", chartCase.values);
      expect(secretsOf(await released(cluster, await helm("get", "manifest", "release"), namespace))).toEqual(passwords);
      await helm("uninstall", "release", "--wait");
    });
  });
}

/** The kinds that an uninstall leaves where they are, by chart: what holds data, and what is needed to reach it. */
const KEPT: Readonly<Record<string, readonly string[]>> = {
  postgres: ["Cluster", "Database", "ObjectStore", "ScheduledBackup", "Secret"],
};

const NEXT_VERSION = "99.0.0";

async function makeNamespaces(cluster: Cluster, names: readonly string[]): Promise<void> {
  for (const name of new Set(names)) await cluster.namespace({ "pod-security.kubernetes.io/enforce": "restricted" }, name);
}

/** The live objects of a release's manifest. @throws when one is missing */
async function released(cluster: Cluster, manifest: string, namespace: string): Promise<readonly Live[]> {
  const items = manifestsIn(manifest).map(({ apiVersion, kind, metadata }) => ({
    apiVersion,
    kind,
    metadata: { name: metadata.name, namespace: metadata.namespace ?? namespace },
  }));
  const list = JSON.stringify({ apiVersion: "v1", kind: "List", items });
  const answer = JSON.parse(await cluster.kubectl(["get", "--output=json", "--filename=-"], list)) as { items: readonly Live[] };
  return answer.items;
}

async function isThere(cluster: Cluster, { apiVersion, kind, metadata }: Live): Promise<boolean> {
  const inNamespace = metadata.namespace === undefined ? {} : { namespace: metadata.namespace };
  const manifest = JSON.stringify({ apiVersion, kind, metadata: { name: metadata.name, ...inNamespace } });
  return (await cluster.kubectl(["get", "--output=name", "--ignore-not-found", "--filename=-"], manifest)) !== "";
}

const isKept = ({ metadata }: Manifest): boolean => metadata.annotations?.["helm.sh/resource-policy"] === "keep";

const nameOf = ({ kind, metadata }: Live): string => [kind, metadata.namespace ?? "", metadata.name].join("/");

const identitiesOf = (objects: readonly Live[]) => Object.fromEntries(objects.map((object) => [nameOf(object), object.metadata.uid]));

const secretsOf = (objects: readonly Live[]) =>
  Object.fromEntries(objects.filter(({ kind }) => kind === "Secret").map((object) => [nameOf(object), object.data]));

const chartLabels = (objects: readonly Live[]) => [...new Set(objects.map(({ metadata }) => metadata.labels?.["helm.sh/chart"]))];

const versionOf = ({ folder }: ChartCase): string =>
  /^version: (\S+)$/m.exec(readFileSync(join(folder, "Chart.yaml"), "utf8"))?.[1] ?? "none";

/** A copy of the chart under a higher version: the smallest upgrade that changes every object. */
async function withNextVersion(chartCase: ChartCase, upgrade: (folder: string) => Promise<void>): Promise<void> {
  const parent = mkdtempSync(join(tmpdir(), "chart-"));
  try {
    const folder = join(parent, chartCase.chart);
    cpSync(chartCase.folder, folder, { recursive: true });
    const chart = readFileSync(join(folder, "Chart.yaml"), "utf8");
    writeFileSync(join(folder, "Chart.yaml"), chart.replace(/^version: .*$/m, `version: ${NEXT_VERSION}`));
    await upgrade(folder);
  } finally {
    rmSync(parent, { recursive: true });
  }
}
