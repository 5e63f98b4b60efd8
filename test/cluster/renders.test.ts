import { chartCases } from "./support/charts";
import { describeOnCluster } from "./support/cluster";
import { Kubeconform } from "./support/kubeconform";
import { rendered } from "./support/render";

describeOnCluster("What the charts render", (cluster) => {
  let kubeconform: Kubeconform;

  beforeAll(async () => {
    kubeconform = await Kubeconform.of(cluster);
  });
  afterAll(() => {
    kubeconform.remove();
  });

  it.each(chartCases)("fits the schemas of the API server, field by field: $title", async (chartCase) => {
    const manifests = await rendered(cluster, "helm4", chartCase, "release");
    expect(manifests.length).toBeGreaterThan(0);
    expect(await kubeconform.problems(manifests)).toEqual([]);
  });

  it.each([
    [
      "a misspelled field of a core kind",
      { apiVersion: "v1", kind: "Service", metadata: { name: "a" }, spec: { port: [{ port: 80 }] } },
      "port",
    ],
    [
      "a misspelled field of a custom kind",
      { apiVersion: "postgresql.cnpg.io/v1", kind: "Cluster", metadata: { name: "a" }, spec: { instances: 1, storrage: { size: "1Gi" } } },
      "storrage",
    ],
    [
      "a value of the wrong type",
      { apiVersion: "apps/v1", kind: "Deployment", metadata: { name: "a" }, spec: { replicas: "3" } },
      "replicas",
    ],
    ["a kind that nobody serves", { apiVersion: "acme.test/v1", kind: "Widget", metadata: { name: "a" } }, "schema"],
  ])("would not if it had %s", async (_, manifest, named) => {
    expect(await kubeconform.problems([manifest])).toEqual([expect.stringContaining(named)]);
  });
});
