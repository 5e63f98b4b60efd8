import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseAllDocuments } from "yaml";
import type { Kubectl } from "../../cli/cluster/kubectl";
import { recoverReleases } from "../../cli/cluster/recover-releases";
import { refusedDeletions } from "../../cli/cluster/refused-deletions";
import type { KubernetesObject } from "./support/api-client";
import { CHARTS } from "./support/charts";
import { describeOnCluster, TOOLS, until, type Cluster } from "./support/cluster";

/** kubectl as the administrator of the test's cluster. */
const kubectlOf =
  ({ kubeconfig }: Cluster): Kubectl =>
  (...args) =>
    new Promise((resolve) => {
      execFile(join(TOOLS, "kubectl"), ["--kubeconfig", kubeconfig, ...args], (error, stdout, stderr) => {
        resolve({ ok: error === null, stdout, stderr: stderr.trim() });
      });
    });

const LATER = (): number => Date.now() + 3_600_000;

describeOnCluster("Before an apply", (cluster) => {
  // A chart of its own, which owns nothing of the whole cluster: other files of this suite install the family's in the same API server.
  const folder = mkdtempSync(join(tmpdir(), "chart-"));
  mkdirSync(join(folder, "templates"));
  writeFileSync(join(folder, "Chart.yaml"), "apiVersion: v2\nname: baseline\nversion: 1.0.0\n");
  writeFileSync(join(folder, "templates/configmap.yaml"), "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: settings\n");
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });
  const helm = (...args: readonly string[]) => cluster.tryHelm("helm3", args);
  /** A release in whose middle Helm was killed: the record is what is left of it. */
  async function killed(namespace: string, status: string, revision: number): Promise<void> {
    const object = `configmap/sh.helm.release.v1.baseline.v${revision}`;
    const release = JSON.parse(await cluster.kubectl(["get", object, "-n", namespace, "-o", "json"])) as { data: { release: string } };
    const decoded = Buffer.from(release.data.release, "base64");
    const { gunzipSync, gzipSync } = await import("node:zlib");
    const record = JSON.parse(gunzipSync(decoded).toString()) as { info: { status: string } };
    record.info.status = status;
    const data = { release: gzipSync(JSON.stringify(record)).toString("base64") };
    await cluster.kubectl([
      "patch",
      object,
      "-n",
      namespace,
      "--type",
      "merge",
      "-p",
      JSON.stringify({ data, metadata: { labels: { status } } }),
    ]);
  }
  const install = (command: string, namespace: string) => helm(command, "baseline", folder, "--namespace", namespace);

  it("frees a first release that was killed, whose objects the next one takes over", async () => {
    const namespace = await cluster.namespace();
    await install("install", namespace);
    await killed(namespace, "pending-install", 1);
    expect(await install("install", namespace)).toMatchObject({
      stderr: expect.stringMatching(/cannot re-use a name that is still in use/) as string,
    });
    const said: string[] = [];
    await recoverReleases(kubectlOf(cluster), [{ namespace, name: "baseline", timeout: 600 }], (line) => said.push(line), LATER);
    expect(said).toEqual([
      `${namespace}/baseline: pending-install was left behind by an apply that was stopped; its record is taken away, and this apply goes on`,
    ]);
    expect(await install("install", namespace)).toMatchObject({ code: 0 });
  });

  it("frees an upgrade that was killed, and goes on from the revision before it", async () => {
    const namespace = await cluster.namespace();
    await install("install", namespace);
    await install("upgrade", namespace);
    await killed(namespace, "pending-upgrade", 2);
    await killed(namespace, "deployed", 1);
    expect(await install("upgrade", namespace)).toMatchObject({
      stderr: expect.stringMatching(/another operation .* is in progress/) as string,
    });
    await recoverReleases(kubectlOf(cluster), [{ namespace, name: "baseline", timeout: 600 }], () => undefined, LATER);
    expect(await install("upgrade", namespace)).toMatchObject({ code: 0 });
  });

  it("leaves an upgrade without an earlier revision to a person, and other people's releases alone", async () => {
    const namespace = await cluster.namespace();
    await install("install", namespace);
    await killed(namespace, "pending-upgrade", 1);
    const recover = (name: string) => recoverReleases(kubectlOf(cluster), [{ namespace, name, timeout: 600 }], () => undefined, LATER);
    await expect(recover("baseline")).rejects.toThrow(
      `${namespace}/baseline: pending-upgrade, and no earlier revision is there to go on from; look at it: helm history baseline --namespace ${namespace}`,
    );
    await recover("another");
    expect(
      await cluster.kubectl([
        "get",
        "configmap/sh.helm.release.v1.baseline.v1",
        "-n",
        namespace,
        "-o",
        "jsonpath={.metadata.labels.status}",
      ]),
    ).toBe("pending-upgrade");
    await killed(namespace, "deployed", 1);
  });

  it("asks for the two keys of a database's namespace while everything is still in place", async () => {
    // Under names of its own: another file installs the chart itself in the same API server.
    const chart = join(CHARTS, "baseline");
    const guard = await cluster.helm("helm3", [
      "template",
      "baseline",
      chart,
      "--values",
      join(chart, "ci/values.yaml"),
      "--show-only",
      "templates/delete-guard.yaml",
    ]);
    const renamed = guard.replace(/^( +(?:name|policyName): )(?=delete-guard)/gm, "$1recover-");
    const policies = parseAllDocuments(renamed).map((document) => document.toJS() as KubernetesObject);
    await cluster.apply(policies);
    const namespace = await cluster.namespace({ "acme.test/kind": "database" });
    const plain = await cluster.namespace();
    const ask = () => refusedDeletions(kubectlOf(cluster), [namespace, plain]);
    // A policy takes effect a moment after it is stored.
    await until(async () => (await ask()).length > 0, "the delete guard");
    expect(await ask()).toEqual([
      expect.stringMatching(
        new RegExp(
          `^Error from server \\(Forbidden\\): .*deleting ${namespace} loses data: it is refused until the object carries both keys`,
        ),
      ),
    ]);
    const uid = await cluster.kubectl(["get", "namespace", namespace, "-o", "jsonpath={.metadata.uid}"]);
    await cluster.kubectl(["annotate", "namespace", namespace, `delete-guard/name=${namespace}`, `delete-guard/uid=${uid}`]);
    expect(await ask()).toEqual([]);
    expect(await cluster.kubectl(["get", "namespace", namespace, "-o", "name"])).toBe(`namespace/${namespace}\n`);
    await cluster.kubectl(["delete", ...policies.map(({ kind, metadata }) => `${kind}/${metadata.name}`)]);
  });
});
