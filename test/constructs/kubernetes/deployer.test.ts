import { Deployer } from "../../../constructs/kubernetes/deployer";
import { synth } from "../../synth";
import { exampleNamespace } from "./example";

interface Rule {
  readonly api_groups: readonly string[];
  readonly resources: readonly string[];
  readonly verbs: readonly string[];
}

const user = "github:acme-corp/acme-shop-api:live";
const deployer = () => synth((scope) => new Deployer(scope, "deployer", { namespace: exampleNamespace(scope), users: [user] }));
const rules = () => deployer().only("kubernetes_role_v1").rule as readonly Rule[];

it("binds the GitHub identity of the repository and its environment", () => {
  expect(deployer().only("kubernetes_role_binding_v1")).toMatchObject({
    metadata: { namespace: "acme-shop-live" },
    role_ref: { kind: "Role", name: "deployer" },
    subject: [{ kind: "User", name: user, api_group: "rbac.authorization.k8s.io" }],
  });
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
])("has no verb on %s", (resource) => {
  expect(rules().flatMap(({ resources }) => resources)).not.toContain(resource);
});

it("has no verb on databases", () => {
  expect(rules().flatMap(({ api_groups }) => api_groups)).not.toEqual(expect.arrayContaining([expect.stringMatching(/cnpg/)]));
});

it("names groups, resources and verbs one by one", () => {
  expect(rules().flatMap((rule) => [...rule.api_groups, ...rule.resources, ...rule.verbs])).not.toContain("*");
});

it("makes no pod by itself", () => {
  const onPods = rules().filter(({ resources }) => resources.includes("pods"));
  expect(onPods.flatMap(({ verbs }) => verbs)).toEqual(["get", "list", "watch"]);
});

it.each([
  "configmaps",
  "services",
  "deployments",
  "horizontalpodautoscalers",
  "poddisruptionbudgets",
  "jobs",
  "httproutes",
  "servicemonitors",
])("may release %s", (resource) => {
  const verbs = rules().find(({ resources }) => resources.includes(resource))?.verbs;
  expect(verbs).toEqual(["get", "list", "watch", "create", "update", "patch", "delete"]);
});
