import { namespaceSelector } from "../../../constructs/kubernetes/product-namespace";
import { synth } from "../../synth";
import { exampleNamespace } from "./example";

const namespace = () => synth((scope) => exampleNamespace(scope));

it("admits only pods that fit Pod Security restricted, as the cluster's version means it", () => {
  expect(namespace().only("kubernetes_namespace_v1")).toMatchObject({
    metadata: {
      name: "acme-shop-live",
      labels: {
        "pod-security.kubernetes.io/enforce": "restricted",
        "pod-security.kubernetes.io/enforce-version": "v1.36",
        "pod-security.kubernetes.io/audit": "restricted",
        "pod-security.kubernetes.io/audit-version": "v1.36",
        "pod-security.kubernetes.io/warn": "restricted",
        "pod-security.kubernetes.io/warn-version": "v1.36",
      },
    },
  });
});

it("says whose the namespace is", () => {
  expect(namespace().only("kubernetes_namespace_v1")).toMatchObject({
    metadata: { labels: { product: "shop", environment: "live", owner: "sales", "app.kubernetes.io/part-of": "acme" } },
  });
});

it("carries the labels by which its kind is selected", () => {
  expect(namespace().only("kubernetes_namespace_v1")).toMatchObject({ metadata: { labels: namespaceSelector("acme", "product") } });
});

it("is never replaced by a plan", () => {
  expect(namespace().only("kubernetes_namespace_v1")).toMatchObject({ lifecycle: { prevent_destroy: true } });
});

it("counts what the namespace may hold", () => {
  const stack = namespace();
  expect(stack.only("kubernetes_resource_quota_v1")).toMatchObject({
    metadata: { namespace: "acme-shop-live" },
    spec: { hard: { pods: "7" } },
    depends_on: [stack.address("kubernetes_namespace_v1")],
  });
});

it("gives containers that name no resources a memory limit, and no CPU limit", () => {
  expect(namespace().only("kubernetes_limit_range_v1")).toMatchObject({
    spec: { limit: [{ type: "Container", default: { memory: "512Mi" }, default_request: { cpu: "100m", memory: "128Mi" } }] },
  });
});

it("carries what admission rules read, where there is any", () => {
  expect(namespace().only("kubernetes_namespace_v1")).not.toHaveProperty("metadata.annotations");
  const annotated = synth((scope) => exampleNamespace(scope, "acme-shop-live", "product", { "routes/hosts": "acme-shop.acme.example" }));
  expect(annotated.only("kubernetes_namespace_v1")).toMatchObject({
    metadata: { annotations: { "routes/hosts": "acme-shop.acme.example" } },
  });
});
