import { cpSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { parse } from "yaml";
import type { KubernetesObject } from "./support/api-client";
import { chartCases, type ChartCase } from "./support/charts";
import { describeOnCluster, until, type Cluster, type HelmVersion } from "./support/cluster";
import type { ControlPlane } from "./support/control-plane";
import { makeArchiveKeys } from "./support/deploy";
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
      const first = packaged(cluster, chartCase, "1.0.0");
      const second = packaged(cluster, chartCase, "2.0.0");
      const objects = await rendered(cluster, version, chartCase, namespace);
      const live = async () =>
        await released(cluster, await cluster.helm(version, ["get", "manifest", "release", "--namespace", namespace]), namespace);
      const helm = async (...args: string[]) => {
        await whileJobsEnd(cluster, "Succeeded", () => cluster.helm(version, [...args, "--namespace", namespace, "--timeout", "60s"]));
      };
      await makePrerequisites(cluster, chartCase, objects, namespace);

      await helm("install", "release", first, "--values", chartCase.values);
      const installed = await live();
      expect(versionsOf(installed)).toEqual(["1.0.0"]);
      await podsAreAdmitted(cluster, installed);
      const passwords = secretsOf(installed);

      await helm("upgrade", "release", second, "--values", chartCase.values);
      const upgraded = await live();
      expect(versionsOf(upgraded)).toEqual(["2.0.0"]);
      expect(secretsOf(upgraded)).toEqual(passwords);
      expect(identitiesOf(upgraded)).toEqual(identitiesOf(installed));

      await helm("rollback", "release", "1");
      const rolledBack = await live();
      expect(versionsOf(rolledBack)).toEqual(["1.0.0"]);
      expect(secretsOf(rolledBack)).toEqual(passwords);

      await helm("uninstall", "release", "--wait");
      const kept = objects.filter(isKept);
      for (const object of installed) {
        const stays = kept.some(({ kind, metadata }) => kind === object.kind && metadata.name === object.metadata.name);
        expect({ [nameOf(object)]: await isThere(cluster, object) }).toEqual({ [nameOf(object)]: stays });
      }
      expect([...new Set(kept.map(({ kind }) => kind))].sort()).toEqual(KEPT[chartCase.chart] ?? []);

      await helm("install", "release", first, "--values", chartCase.values);
      expect(secretsOf(await live())).toEqual(passwords);
      await helm("uninstall", "release", "--wait");
    });

    it("whose migration fails changes nothing", async () => {
      const chartCase = chartCases.find(({ title }) => title === "service with direct");
      if (chartCase === undefined) throw new Error("charts/service/ci/direct.yaml is gone; name another one with migrations");
      const namespace = "release-failing";
      await makePrerequisites(cluster, chartCase, await rendered(cluster, version, chartCase, namespace), namespace);
      const args = (release: string) => [
        "release",
        packaged(cluster, chartCase, release),
        "--values",
        chartCase.values,
        "--namespace",
        namespace,
        "--timeout",
        "60s",
      ];
      await whileJobsEnd(cluster, "Succeeded", () => cluster.helm(version, ["install", ...args("1.0.0")]));
      const failed = await whileJobsEnd(cluster, "Failed", () => cluster.tryHelm(version, ["upgrade", ...args("2.0.0")]));
      expect(failed.stderr).toContain("pre-upgrade hooks failed");
      const deployment = await cluster.api.get(`/apis/apps/v1/namespaces/${namespace}/deployments/release`);
      expect(versionsOf([deployment])).toEqual(["1.0.0"]);
    });
  });
}

/** The kinds that an uninstall leaves where they are, by chart: what holds data, and what is needed to reach it. */
const KEPT: Readonly<Record<string, readonly string[]>> = {
  postgres: ["Cluster", "ConfigMap", "Database", "ObjectStore", "ScheduledBackup", "Secret"],
};

/** What an environment stack makes before any release: namespaces, service accounts, priority classes. */
async function makePrerequisites(cluster: Cluster, { values }: ChartCase, objects: readonly Manifest[], namespace: string): Promise<void> {
  const own = ({ kind }: Manifest, name: string) => objects.some((object) => object.kind === kind && object.metadata.name === name);
  for (const name of new Set([namespace, ...objects.flatMap(({ metadata }) => metadata.namespace ?? [])])) {
    await cluster.namespace({ "pod-security.kubernetes.io/enforce": "restricted" }, name);
  }
  const text = JSON.stringify(objects);
  const named = (field: string) => [
    ...new Set([...text.matchAll(new RegExp(`"${field}":"([^"]+)"`, "g"))].flatMap(([, name]) => name ?? [])),
  ];
  const needed: Manifest[] = [
    ...named("serviceAccountName").map((name) => ({ apiVersion: "v1", kind: "ServiceAccount", metadata: { name, namespace } })),
    ...named("priorityClassName").map((name) => ({
      apiVersion: "scheduling.k8s.io/v1",
      kind: "PriorityClass",
      metadata: { name },
      value: 1,
    })),
  ].filter((manifest) => !own(manifest, manifest.metadata.name));
  if (needed.length > 0) await cluster.apply(needed);
  const { archive } = parse(readFileSync(values, "utf8")) as { readonly archive?: object };
  if (archive) await makeArchiveKeys(cluster, namespace, JSON.stringify({ archive }));
}

/** Every Deployment has Pods: neither Pod Security nor the API server's validation refused what its template says. */
async function podsAreAdmitted(cluster: Cluster, objects: readonly Live[]): Promise<void> {
  for (const { kind, metadata } of objects) {
    if (kind !== "Deployment" || metadata.namespace === undefined) continue;
    const path = `/apis/apps/v1/namespaces/${metadata.namespace}/deployments/${metadata.name}`;
    const replicas = async () => (await cluster.api.get<{ status: { replicas?: number } }>(path)).status.replicas ?? 0;
    await until(async () => (await replicas()) > 0, `Pods of ${nameOf({ kind, metadata })}`);
  }
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

const nameOf = ({ kind, metadata }: Pick<Live, "kind" | "metadata">): string => [kind, metadata.namespace ?? "", metadata.name].join("/");

const identitiesOf = (objects: readonly Live[]) => Object.fromEntries(objects.map((object) => [nameOf(object), object.metadata.uid]));

const secretsOf = (objects: readonly Live[]) =>
  Object.fromEntries(objects.filter(({ kind }) => kind === "Secret").map((object) => [nameOf(object), object.data]));

/** The versions that the objects' labels tell; an object without one tells undefined. */
const versionsOf = (objects: readonly Live[]) => [
  ...new Set(
    objects.map(({ metadata: { labels } }) => labels?.["helm.sh/chart"]?.split("-").at(-1) ?? labels?.["app.kubernetes.io/version"]),
  ),
];

/** A copy of the chart's folder under a version, as a release of this project would package it. */
function packaged(cluster: Cluster, { chart, folder }: ChartCase, version: string): string {
  const copy = join(mkdtempSync(join(dirname(cluster.kubeconfig), "chart-")), chart);
  cpSync(folder, copy, { recursive: true });
  const description = readFileSync(join(folder, "Chart.yaml"), "utf8");
  writeFileSync(
    join(copy, "Chart.yaml"),
    `${description.replace(/^(?:version|appVersion): .*\n/gm, "").trimEnd()}\nversion: ${version}\nappVersion: ${version}\n`,
  );
  return copy;
}
