import { gunzipSync } from "node:zlib";
import { loadFamily } from "../../model/load";
import type { KubernetesObject } from "./support/api-client";
import { imageName, platformNamespace } from "../../contract/names";
import { applicationsOf } from "./support/applications";
import { describeOnCluster, until, type Cluster } from "./support/cluster";
import type { ControlPlane } from "./support/control-plane";
import { deployEnvironment, releaseApplication } from "./support/deploy";
import { impliedBy, impliedJob, type DatabaseCluster } from "./support/implied-database";
import { IMPOSTOR, partiesOf } from "./support/endpoints";
import { NetworkPolicies } from "./support/network-policies";
import { admitted, intended, reachabilityOf } from "./support/reachability";
import { Kubeconform } from "./support/kubeconform";
import { manifestsIn } from "./support/render";
import { startCluster } from "./support/start-cluster";
import { SynthesizedFamily, type SynthesizedEnvironment } from "./support/synthesized-environment";
import type { Manifest } from "./support/terraform-manifests";

interface ObjectStore extends KubernetesObject {
  readonly spec: { readonly instanceSidecarConfiguration: { readonly resources: Parameters<typeof impliedBy>[1] } };
}

interface CronJob extends KubernetesObject {
  readonly spec: { readonly jobTemplate: { readonly spec: { readonly template: { readonly metadata: object; readonly spec: object } } } };
}

/** Deploys every environment of a catalog, each on an API server of its own, and asks that server what was promised. */
export function describeEnvironments(catalog: string): void {
  const family = loadFamily(catalog);
  const environments = Object.values(family.environments);

  describe.each(environments)("$name", (environment) => {
    describeOnCluster("The environment", () => {
      let synthesizedFamily: SynthesizedFamily;
      let synthesized: SynthesizedEnvironment;
      let cluster: Cluster;
      let controlPlane: ControlPlane | undefined;
      const applications = applicationsOf(family, environment);
      // Nothing runs in it.
      const platform = platformNamespace(family.name, environment.name);

      beforeAll(async () => {
        synthesizedFamily = new SynthesizedFamily(family);
        synthesized = synthesizedFamily.environment(environment.name);
        ({ cluster, controlPlane } = await startCluster());
      });
      afterAll(() => {
        controlPlane?.stop();
        synthesizedFamily.remove();
      });

      it("is admitted: every object of the stack, every release with exactly its values", async () => {
        await expect(deployEnvironment(cluster, synthesized)).resolves.toBeUndefined();
        const namespaces = new Set((await cluster.api.list("/api/v1/namespaces")).map(({ metadata }) => metadata.name));
        for (const { namespace } of Object.values(environment.databases)) expect(namespaces).toContain(namespace);
        const databases = await cluster.api.list("/apis/postgresql.cnpg.io/v1/clusters");
        const restoring = Object.values(environment.databases).filter(({ restore }) => restore !== null);
        expect(databases).toHaveLength(Object.keys(environment.databases).length + restoring.length);
      });

      it("fits the schemas of the API server, field by field", async () => {
        const kubeconform = await Kubeconform.of(cluster);
        expect(await kubeconform.problems(synthesized.manifests)).toEqual([]);
        for (const { name, namespace, driver } of synthesized.releases) {
          const { code, stdout, stderr } = await cluster.tryHelm("helm3", ["get", "manifest", name, "--namespace", namespace], {
            HELM_DRIVER: driver,
          });
          expect({ name, code, stderr }).toEqual({ name, code: 0, stderr: "" });
          expect(await kubeconform.problems(manifestsIn(stdout))).toEqual([]);
        }
        kubeconform.remove();
      });

      it("runs every application at its most replicas, and a new version of it beside", async () => {
        for (const application of applications) await releaseApplication(cluster, application);
        for (const { namespace } of applications) {
          const deployments = `/apis/apps/v1/namespaces/${namespace}/deployments`;
          for (const { metadata } of await cluster.api.list(deployments)) {
            const path = `${deployments}/${metadata.name}`;
            await cluster.api.patch(path, { spec: { template: { metadata: { annotations: { version: "next" } } } } });
            await until(async () => {
              const { spec, status } = await cluster.api.get<DeploymentStatus>(path);
              const failure = status.conditions?.find(({ type }) => type === "ReplicaFailure");
              if (failure !== undefined) throw new Error(`${namespace}/${metadata.name}: ${failure.message}`);
              return (status.updatedReplicas ?? 0) > 0 && (status.replicas ?? 0) >= spec.replicas;
            }, `Pods of ${namespace}/${metadata.name}`);
          }
        }
      });

      it("guards its databases, and closes its products' namespaces to foreign images, other doors and others' routes", async () => {
        for (const { namespace } of Object.values(environment.databases)) {
          const collections = [
            `postgresql.cnpg.io/v1/namespaces/${namespace}/clusters`,
            `barmancloud.cnpg.io/v1/namespaces/${namespace}/objectstores`,
          ];
          const held = await Promise.all(
            collections.map(async (path) => (await cluster.api.list(`/apis/${path}`)).map((each) => `/apis/${path}/${each.metadata.name}`)),
          );
          expect(held.flat().length).toBeGreaterThanOrEqual(2);
          for (const path of [`/api/v1/namespaces/${namespace}`, ...held.flat()]) {
            const refused = await cluster.api.tryDelete(`${path}?dryRun=All`);
            expect({ path, status: refused.status, message: refused.body.message }).toMatchObject({
              path,
              status: 403,
              message: expect.stringContaining("delete-guard/uid=") as string,
            });
          }
        }
        for (const namespace of new Set(applications.map((each) => each.namespace))) {
          const foreign = await cluster.api.tryPost(
            `/api/v1/namespaces/${namespace}/pods?dryRun=All`,
            restrictedPod("registry.test/app:1"),
          );
          expect(foreign.body.message).toContain("images from elsewhere");
          const image = `${imageName(family.registry, family.organization, "tool")}:v1`;
          const tagged = await cluster.api.tryPost(`/api/v1/namespaces/${namespace}/pods?dryRun=All`, restrictedPod(image));
          const refused = JSON.stringify(tagged.body).includes("images without a digest");
          expect({ admitted: tagged.status === 201, refused }).toEqual({
            admitted: environment.allowTags,
            refused: !environment.allowTags,
          });
          const [code] = applications.flatMap((each) => (each.namespace === namespace ? each.product : []));
          const routes = `/apis/gateway.networking.k8s.io/v1/namespaces/${namespace}/httproutes?dryRun=All`;
          const host = environment.gatewayHost ?? `acme-other.${environment.domain}`;
          const taken = await cluster.api.tryPost(routes, routeOf(host, `/api/${code ?? ""}s`));
          expect({ status: taken.status, message: taken.body.message }).toMatchObject({
            status: 403,
            message: expect.stringMatching(/product-routes/) as string,
          });
          const door = { metadata: { name: "door" }, spec: { type: "NodePort", ports: [{ port: 80 }] } };
          expect((await cluster.api.tryPost(`/api/v1/namespaces/${namespace}/services?dryRun=All`, door)).body.message).toContain(
            "a way around the gateway",
          );
        }
      });

      it("allows the connections of the table in docs/network.md, and no others", async () => {
        await cluster.namespace({ "app.kubernetes.io/part-of": family.name, kind: "product" }, IMPOSTOR);
        const namespaces = await cluster.api.list("/api/v1/namespaces");
        const labels = new Map(namespaces.map(({ metadata }) => [metadata.name, metadata.labels ?? {}]));
        const policies = new NetworkPolicies(await cluster.api.list("/apis/networking.k8s.io/v1/networkpolicies"), labels);
        const reachability = reachabilityOf(family, environment, await partiesOf(cluster, family, environment));
        const promised = intended(family, environment, reachability);
        const real = admitted(policies, reachability);
        expect({
          holes: [...real].filter((each) => !promised.has(each)),
          missing: [...promised].filter((each) => !real.has(each)),
        }).toEqual({
          holes: [],
          missing: [],
        });

        // Every policy is needed: without it somebody reaches more, or less.
        for (const policy of policies.policies) {
          const { name, namespace } = policy.metadata;
          const without = policies.with(policies.policies.filter((each) => each !== policy));
          const changed = admitted(without, reachability, namespace);
          const before = admitted(policies, reachability, namespace);
          expect({ name, namespace, same: same(changed, before) }).toEqual({ name, namespace, same: namespace === platform });
        }
        // And a hole is seen.
        const [first] = Object.values(environment.databases);
        const hole = { podSelector: {}, policyTypes: ["Ingress" as const], ingress: [{ ports: [{ port: 5432, protocol: "TCP" }] }] };
        const open = policies.with([...policies.policies, { metadata: { name: "hole", namespace: first?.namespace ?? "" }, spec: hole }]);
        expect([...admitted(open, reachability)]).toContain(`any pod → database of ${first?.key ?? ""}:5432`);
      });

      it("has room for each database, a second one that is being restored, a further instance and the maintenance, and for no third", async () => {
        for (const database of Object.values(environment.databases)) {
          const inNamespace = <T>(group: string, kinds: string) =>
            cluster.api.list<T>(`/apis/${group}/namespaces/${database.namespace}/${kinds}`);
          const [first, second] = await inNamespace<DatabaseCluster>("postgresql.cnpg.io/v1", "clusters");
          const [store] = await inNamespace<ObjectStore>("barmancloud.cnpg.io/v1", "objectstores");
          if (first === undefined || store === undefined) throw new Error(`${database.namespace} has no Cluster or no ObjectStore`);
          const { resources } = store.spec.instanceSidecarConfiguration;
          const maintenance = (await inNamespace<CronJob>("batch/v1", "cronjobs")).map(({ metadata, spec }): Manifest => {
            const { template } = spec.jobTemplate.spec;
            return {
              apiVersion: "v1",
              kind: "Pod",
              ...template,
              metadata: { ...template.metadata, name: metadata.name, namespace: database.namespace },
            };
          });
          await cluster.apply([
            ...impliedBy(first, resources),
            ...impliedBy(second ?? first, resources, second === undefined ? "restored" : second.metadata.name),
            impliedJob(first, resources),
            ...maintenance,
          ]);
          const third = await cluster.tryApply(impliedBy(first, resources, "third"));
          expect(third.stderr).toContain("exceeded quota");
        }
      });

      it("shows passwords only in their Secrets", async () => {
        const secrets = await cluster.api.list<KubernetesObject & { data?: Readonly<Record<string, string>> }>("/api/v1/secrets");
        const passwords = secrets
          .flatMap(({ data }) => data?.["password"] ?? [])
          .map((password) => Buffer.from(password, "base64").toString());
        expect(passwords.length).toBeGreaterThanOrEqual(3 * Object.keys(environment.databases).length);
        const releases = await cluster.api.list<KubernetesObject & { data?: { release?: string } }>(
          "/api/v1/configmaps?labelSelector=owner=helm",
        );
        expect(releases.length).toBeGreaterThanOrEqual(2 + applications.length);
        const shown = [
          synthesized.json,
          ...releases.map(({ data }) => gunzipSync(Buffer.from(data?.release ?? "", "base64")).toString()),
          await cluster.kubectl(["get", "--all-namespaces", "--output=json", VISIBLE]),
          ...(await databaseValues(cluster, synthesized)),
        ];
        for (const password of passwords) {
          const forms = [password, Buffer.from(password).toString("base64")];
          expect(shown.some((text) => forms.some((form) => text.includes(form)))).toBe(false);
        }
      });
    });
  });
}

/** Refused for its image or not at all. */
const restrictedPod = (image: string) => ({
  metadata: { name: "probe" },
  spec: {
    securityContext: { runAsNonRoot: true, seccompProfile: { type: "RuntimeDefault" } },
    containers: [{ name: "main", image, securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ["ALL"] } } }],
  },
});

/** A route as somebody might write it by hand. */
const routeOf = (host: string, value: string) => ({
  apiVersion: "gateway.networking.k8s.io/v1",
  kind: "HTTPRoute",
  metadata: { name: "taken" },
  spec: { hostnames: [host], rules: [{ matches: [{ path: { type: "PathPrefix", value } }] }] },
});

const same = (one: ReadonlySet<string>, other: ReadonlySet<string>): boolean =>
  one.size === other.size && [...one].every((each) => other.has(each));

interface DeploymentStatus {
  readonly spec: { readonly replicas: number };
  readonly status: {
    readonly replicas?: number;
    readonly updatedReplicas?: number;
    readonly conditions?: readonly { readonly type: string; readonly message: string }[];
  };
}

/** What a reader of the cluster without a right to Secrets can list. */
const VISIBLE = "configmaps,pods,deployments,jobs,cronjobs,clusters.postgresql.cnpg.io,databases.postgresql.cnpg.io,events";

/** The values that Terraform keeps in its state for the releases whose manifests hold passwords. */
async function databaseValues(cluster: Cluster, { releases }: SynthesizedEnvironment): Promise<readonly string[]> {
  const inSecrets = releases.filter(({ driver }) => driver === "secret");
  expect(inSecrets.length).toBeGreaterThan(0);
  const values = inSecrets.map(({ name, namespace, driver }) =>
    cluster.tryHelm("helm3", ["get", "values", name, "--all", "--namespace", namespace], { HELM_DRIVER: driver }),
  );
  return (await Promise.all(values)).map(({ stdout }) => {
    expect(stdout).toContain("pgMajor");
    return stdout;
  });
}
