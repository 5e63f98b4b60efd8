import { CLUSTER_ROLES } from "../../../constructs/kubernetes/baseline";
import { Deployer } from "../../../constructs/kubernetes/deployer";
import { synth } from "../../synth";
import { chartClusterRole } from "./chart-cluster-role";
import { exampleNamespace } from "./example";

const user = "github:acme-corp/acme-shop-api:live";
const deployer = () => synth((scope) => new Deployer(scope, "deployer", { namespace: exampleNamespace(scope), users: [user] }));
const rules = chartClusterRole(CLUSTER_ROLES.deployer);

it("binds the GitHub identity in one namespace, to the role that the baseline brings", () => {
  const stack = deployer();
  expect(stack.only("kubernetes_role_binding_v1")).toMatchObject({
    metadata: { namespace: "acme-shop-live" },
    role_ref: { kind: "ClusterRole", name: "product-deployer" },
    subject: [{ kind: "User", name: user, api_group: "rbac.authorization.k8s.io" }],
  });
  expect(stack.all("kubernetes_cluster_role_binding_v1")).toEqual([]);
});

it.each([
  "secrets",
  "serviceaccounts",
  "serviceaccounts/token",
  "networkpolicies",
  "roles",
  "rolebindings",
  "pods/exec",
  "pods/attach",
  "pods/portforward",
  "pods/ephemeralcontainers",
  "resourcequotas",
  "persistentvolumeclaims",
  "listenersets",
])("has no verb on %s", (resource) => {
  expect(rules.flatMap(({ resources }) => resources)).not.toContain(resource);
});

it("has no verb on databases", () => {
  expect(rules.flatMap(({ apiGroups }) => apiGroups).filter((group) => group.includes("cnpg"))).toEqual([]);
});

it("names groups, resources and verbs one by one", () => {
  expect(rules.flatMap((rule) => [...rule.apiGroups, ...rule.resources, ...rule.verbs])).not.toContain("*");
});

it("makes no pod by itself", () => {
  const onPods = rules.filter(({ resources }) => resources.includes("pods"));
  expect(onPods.flatMap(({ verbs }) => verbs)).toEqual(["get", "list", "watch"]);
});
