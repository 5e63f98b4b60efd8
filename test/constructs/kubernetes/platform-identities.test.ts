import { PlatformIdentities } from "../../../constructs/kubernetes/platform-identities";
import { synth } from "../../synth";
import { chartClusterRole } from "./chart-cluster-role";
import { exampleNamespace, ownership } from "./example";

const [applier, planner, watcher] = ["live", "live-plan", "live-drift"].map((name) => `github:acme-corp/acme-infra:${name}`) as [
  string,
  string,
  string,
];
const identities = () =>
  synth(
    (scope) =>
      new PlatformIdentities(scope, "identities", {
        ...ownership,
        product: "platform",
        applier,
        planners: [planner, watcher],
        databaseNamespaces: { shop: exampleNamespace(scope, "acme-shop-live-db", "database") },
      }),
  );

/** Roles that a user is bound to over the whole cluster. */
const clusterRolesOf = (user: string): readonly unknown[] =>
  identities()
    .all("kubernetes_cluster_role_binding_v1")
    .filter(({ subject }) => JSON.stringify(subject).includes(`"${user}"`))
    .map(({ role_ref }) => role_ref);

it("lets an apply do everything", () => {
  expect(clusterRolesOf(applier)).toMatchObject([{ kind: "ClusterRole", name: "cluster-admin" }]);
});

it("lets a plan, of a pull request or for drift, only read", () => {
  for (const user of [planner, watcher]) expect(clusterRolesOf(user)).toMatchObject([{ kind: "ClusterRole", name: "plan-reader" }]);
  expect([...new Set(chartClusterRole("plan-reader").flatMap(({ verbs }) => verbs))]).toEqual(["get", "list", "watch"]);
});

it("lets a plan read no Secret over the whole cluster", () => {
  const rules = chartClusterRole("plan-reader");
  expect(rules.flatMap(({ resources }) => resources)).not.toEqual(expect.arrayContaining(["secrets"]));
  expect(rules.flatMap(({ resources, apiGroups }) => [...resources, ...apiGroups])).not.toContain("*");
});

it("lets a plan read the databases' releases, which are Secrets of their namespaces", () => {
  const stack = identities();
  expect(stack.only("kubernetes_role_v1")).toMatchObject({
    metadata: { name: "release-reader", namespace: "acme-shop-live-db" },
    rule: [{ resources: ["secrets"], verbs: ["get", "list"] }],
  });
  expect(stack.only("kubernetes_role_binding_v1")).toMatchObject({
    metadata: { namespace: "acme-shop-live-db" },
    role_ref: { kind: "Role", name: "release-reader" },
    subject: [planner, watcher].map((name) => ({ kind: "User", name })),
  });
});

it.each([
  "namespaces",
  "resourcequotas",
  "limitranges",
  "serviceaccounts",
  "configmaps",
  "networkpolicies",
  "roles",
  "rolebindings",
  "clusterroles",
  "clusterrolebindings",
])("lets a plan read %s, which the stack is made of", (resource) => {
  expect(chartClusterRole("plan-reader").flatMap(({ resources }) => resources)).toContain(resource);
});
