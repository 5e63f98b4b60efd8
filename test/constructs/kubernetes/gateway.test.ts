import { Gateway, type EnvironmentGatewayValues } from "../../../constructs/kubernetes/gateway";
import { namespaceSelector } from "../../../constructs/kubernetes/product-namespace";
import { synth } from "../../synth";
import { exampleChart, exampleNamespace } from "./example";

const release = (change: Partial<EnvironmentGatewayValues> = {}) =>
  synth((scope) => {
    const shop = exampleNamespace(scope);
    return new Gateway(scope, "gateway", {
      chart: exampleChart(scope),
      family: "acme",
      namespace: exampleNamespace(scope, "acme-live", "platform"),
      values: {
        environment: "live",
        issuer: "letsencrypt",
        priorityClass: "gateway",
        actorHeader: "X-Actor",
        gatewayHost: null,
        identity: null,
        products: { shop: { namespace: shop.name, hosts: { api: "api.acme-shop.acme.example" }, services: { api: "acme-shop-api" } } },
        ...change,
      },
      receivers: [shop],
      dependsOn: [],
    });
  });

const values = (change?: Partial<EnvironmentGatewayValues>): unknown => {
  const [text = ""] = release(change).only("helm_release").values as readonly string[];
  return JSON.parse(text);
};

it("listens on the products' hosts, with certificates of the environment's issuer", () => {
  expect(values()).toMatchObject({
    issuer: "letsencrypt",
    products: { shop: { namespace: "acme-shop-live", hosts: { api: "api.acme-shop.acme.example" } } },
  });
});

it("takes from clients the header in which APIs read who calls", () => {
  expect(values({ actorHeader: "X-Caller" })).toMatchObject({ actorHeader: "X-Caller" });
});

it("opens one host for all APIs in gateway mode alone", () => {
  expect(values()).not.toHaveProperty("gatewayHost");
  expect(values({ gatewayHost: "api.acme.acme.example" })).toMatchObject({ gatewayHost: "api.acme.acme.example" });
});

it("takes listeners and routes from product namespaces only", () => {
  expect(values()).toMatchObject({ productNamespaceSelector: namespaceSelector("acme", "product") });
});

it("waits for every namespace that it writes into", () => {
  const stack = release();
  expect(stack.only("helm_release").depends_on).toEqual(expect.arrayContaining([...stack.addresses("kubernetes_namespace_v1")]));
});
