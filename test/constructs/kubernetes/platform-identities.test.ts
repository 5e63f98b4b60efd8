import { PlatformIdentities } from "../../../constructs/kubernetes/platform-identities";
import { synth, type Synthesized } from "../../synth";
import { exampleNamespace, ownership } from "./example";

const [applier, planner] = ["github:acme-corp/acme-infra:live", "github:acme-corp/acme-infra:live-plan"];
const identities = () =>
  synth(
    (scope) =>
      new PlatformIdentities(scope, "identities", {
        ...ownership,
        product: "platform",
        applier,
        planner,
        databaseNamespaces: { shop: exampleNamespace(scope, "acme-shop-live-db", "database") },
      }),
  );

/** What a user is bound to over the whole cluster. */
const clusterRolesOf = (stack: Synthesized, user: string): readonly unknown[] =>
  stack
    .all("kubernetes_cluster_role_binding_v1")
    .filter(({ subject }) => JSON.stringify(subject).includes(`"${user}"`))
    .map(({ role_ref }) => (role_ref as { name: string }).name);

const rulesOf = (stack: Synthesized, name: string) =>
  stack.all("kubernetes_cluster_role_v1").find(({ metadata }) => (metadata as { name: string }).name === name)?.rule as readonly {
    resources: readonly string[];
    verbs: readonly string[];
  }[];

it("lets an apply do everything, and nothing but an apply", () => {
  const stack = identities();
  expect(clusterRolesOf(stack, applier)).toEqual(["cluster-admin"]);
  expect(clusterRolesOf(stack, planner)).toEqual(["acme-live-plan"]);
});

it("lets a plan only read", () => {
  const verbs = identities()
    .all("kubernetes_cluster_role_v1")
    .flatMap(({ rule }) => (rule as readonly { verbs: readonly string[] }[]).flatMap((each) => each.verbs));
  expect([...new Set(verbs)]).toEqual(["get", "list"]);
});

it("lets a plan read no Secret over the whole cluster", () => {
  expect(rulesOf(identities(), "acme-live-plan").flatMap(({ resources }) => resources)).not.toContain("secrets");
});

it("lets a plan read the databases' releases, which are Secrets of their namespaces", () => {
  const stack = identities();
  expect(stack.only("kubernetes_role_binding_v1")).toMatchObject({
    metadata: { namespace: "acme-shop-live-db" },
    role_ref: { kind: "ClusterRole", name: "acme-live-plan-releases" },
    subject: [{ kind: "User", name: planner }],
  });
  expect(rulesOf(stack, "acme-live-plan-releases")).toMatchObject([{ resources: ["secrets"], verbs: ["get", "list"] }]);
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
  expect(rulesOf(identities(), "acme-live-plan").flatMap(({ resources }) => resources)).toContain(resource);
});
