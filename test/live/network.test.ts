import { intended } from "../cluster/support/reachability";
import { describeLive } from "./support/describe-live";
import { Harbor } from "./support/harbor";
import { PROBED_PORTS, probePod, reached, type RealParty } from "./support/probe";
import { API_LABELS } from "./support/sql-client";
import { waitFor } from "./support/wait-for";

const UI_LABELS = { "app.kubernetes.io/name": "web", "app.kubernetes.io/component": "ui" };
const PROXY_LABELS = {
  "gateway.envoyproxy.io/owning-gateway-name": "gateway",
  "gateway.envoyproxy.io/owning-gateway-namespace": "harbor-quay",
};
const IMPOSTOR = "impostor";

interface PodOnNode {
  readonly metadata: { readonly name: string; readonly namespace: string; readonly labels: Readonly<Record<string, string>> };
  readonly status: { readonly phase: string; readonly podIP?: string };
}

describeLive("The table of docs/network.md, tried with packets", (live) => {
  it("allows the listed connections, and no others", async () => {
    const harbor = await Harbor.on(live());
    const { cluster, site } = live();
    await Promise.all(["crane", "ferry"].map((product) => harbor.databaseReady(product)));
    await cluster.apply(
      [IMPOSTOR, "monitoring", "envoy-gateway-system"].map((name) => ({ apiVersion: "v1", kind: "Namespace", metadata: { name } })),
    );
    const parties = await partiesOf();
    const { image } = harbor.catalog.environment().postgres;
    const made = parties.filter(({ pod }) => pod?.startsWith("probe-"));
    await cluster.apply(made.map(({ pod, namespace, labels }) => probePod(pod!, namespace!, labels, image)));
    const known = await waitFor("addresses of the probes", 180, async () => {
      const pods = await podsOf(harbor);
      const located = parties.map((party) => ({ ...party, ip: party.pod === null ? party.ip : (addressOf(pods, party) ?? "") }));
      return located.every(({ ip }) => ip !== "") ? located : undefined;
    });

    const environment = harbor.catalog.environment();
    const family = harbor.catalog.family();
    const ours = new Set(
      Object.values(environment.databases).flatMap(({ namespace, key }) => [namespace, harbor.placeOf(key).applications]),
    );
    const pairs = known.flatMap((from) =>
      known
        .filter((to) => to !== from && from.pod !== null && (ours.has(from.namespace ?? "") || ours.has(to.namespace ?? "")))
        .flatMap((to) => to.answers.map((port) => ({ from, to, port, name: `${from.name} → ${to.name}:${port}` }))),
    );
    const asked = new Set(pairs.map(({ name }) => name));
    const ports = [...PROBED_PORTS, Number(new URL(harbor.objectStore.endpoint).port)];
    const promised = [...intended(family, environment, { parties: known, ports, namespaces: ours })]
      .filter((name) => asked.has(name))
      .sort();
    expect(promised.length).toBeGreaterThan(20);

    let real: string[] = [];
    await waitFor("the policies to be in force", 60, async () => {
      const answers = await Promise.all(
        known
          .filter(({ pod }) => pod !== null)
          .map(async (from) => {
            const mine = pairs.filter((pair) => pair.from === from);
            const open = await reached(
              cluster,
              from,
              mine.map(({ to, port }) => [to.ip, port] as const),
            );
            return mine.filter((_, index) => open[index]).map(({ name }) => name);
          }),
      );
      real = answers.flat().sort();
      return real.join() === promised.join() ? true : undefined;
    }).catch(() => undefined);
    process.stdout.write(`network: ${pairs.length} connections tried from ${known.length} parties, ${real.length} open\n`);
    expect({
      holes: real.filter((name) => !promised.includes(name)),
      missing: promised.filter((name) => !real.includes(name)),
    }).toEqual({ holes: [], missing: [] });
    await cluster.kubectl(["delete", "namespace", IMPOSTOR, "--wait=false"]);

    function addressOf(pods: readonly PodOnNode[], { pod, namespace }: RealParty): string | undefined {
      const found = pods.find(({ metadata }) => metadata.name === pod && metadata.namespace === namespace);
      return found?.status.phase === "Running" ? found.status.podIP : undefined;
    }

    async function partiesOf(): Promise<RealParty[]> {
      const pods = await podsOf(harbor);
      const probe = (
        name: string,
        role: string,
        namespace: string,
        labels: RealParty["labels"],
        of: Partial<RealParty> = {},
      ): RealParty => ({
        ...{ name, role, namespace, labels, ip: "", product: null, database: null, container: "main", answers: PROBED_PORTS },
        pod: `probe-${name.replaceAll(" ", "-").toLowerCase()}`,
        ...of,
      });
      const products = ["crane", "ferry"].flatMap((product) => {
        const { namespace, applications, cluster: name } = harbor.placeOf(product);
        const own = { product, database: product };
        const held = { database: product };
        const instances = pods.filter(
          ({ metadata }) =>
            metadata.namespace === namespace &&
            metadata.labels["cnpg.io/cluster"] === name &&
            metadata.labels["cnpg.io/podRole"] === "instance",
        );
        return [
          probe(`api of ${product}`, "api", applications, API_LABELS, own),
          probe(`ui of ${product}`, "ui", applications, UI_LABELS, own),
          probe(`maintenance of ${product}`, "maintenance", namespace, { "app.kubernetes.io/component": "maintenance" }, held),
          probe(`job of ${product}`, "database job", namespace, { "cnpg.io/cluster": "probe", "cnpg.io/jobRole": "join" }, held),
          ...instances.map(({ metadata }): RealParty => ({
            ...probe(`instance ${metadata.name}`, "database", namespace, metadata.labels, held),
            ...{ pod: metadata.name, container: "postgres", answers: [5432, 8000, 9187] },
          })),
        ];
      });
      const dns = pods.find(({ metadata }) => metadata.labels["k8s-app"] === "kube-dns")!;
      return [
        ...products,
        probe("monitoring", "monitoring", "monitoring", {}),
        probe("gateway", "gateway", "envoy-gateway-system", PROXY_LABELS),
        probe("operator", "operator", "cnpg-system", { "app.kubernetes.io/name": "cloudnative-pg" }),
        probe("beside the operator", "outsider", "cnpg-system", { app: "other" }),
        probe("anybody", "outsider", "default", {}),
        probe("impostor", "outsider", IMPOSTOR, API_LABELS),
        { ...probe("DNS", "DNS", "kube-system", dns.metadata.labels), pod: null, ip: dns.status.podIP!, answers: [53] },
        {
          ...probe("the machine", "address", "", {}),
          ...{ namespace: null, pod: null, ip: site.host, answers: [6443, Number(new URL(harbor.objectStore.endpoint).port)] },
        },
      ];
    }
  });

  const podsOf = async ({ live: { cluster } }: Harbor): Promise<readonly PodOnNode[]> =>
    (JSON.parse(await cluster.kubectl(["get", "pods", "--all-namespaces", "--output=json"])) as { items: PodOnNode[] }).items;
});
