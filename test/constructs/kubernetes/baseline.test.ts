import { Baseline } from "../../../constructs/kubernetes/baseline";
import { namespaceSelector } from "../../../constructs/kubernetes/product-namespace";
import { synth } from "../../synth";
import { exampleChart, exampleNamespace } from "./example";

const values = (): unknown => {
  const stack = synth(
    (scope) =>
      new Baseline(scope, "baseline", {
        chart: exampleChart(scope),
        family: "acme",
        namespace: exampleNamespace(scope, "acme-live", "platform"),
        values: { environment: "live", images: ["registry.acme.example/acme-corp/"], allowTags: false, actorHeader: "X-Caller" },
        dependsOn: [],
      }),
  );
  const [text = ""] = stack.only("helm_release").values as readonly string[];
  return JSON.parse(text);
};

it("guards database namespaces and restricts product namespaces, each by the labels that they carry", () => {
  expect(values()).toMatchObject({
    productNamespaceSelector: namespaceSelector("acme", "product"),
    databaseNamespaceSelector: namespaceSelector("acme", "database"),
  });
});

it("admits images from the family's registry alone, by digest unless the environment says otherwise", () => {
  expect(values()).toMatchObject({ images: ["registry.acme.example/acme-corp/"], allowTags: false });
});

it("keeps the header that says who calls out of the products' routes", () => {
  expect(values()).toMatchObject({ actorHeader: "X-Caller" });
});

it("leaves the volumes of instances to the database operator alone, however it was installed", () => {
  expect(values()).toMatchObject({
    volumeDeleters: ["cloudnative-pg", "cnpg-cloudnative-pg", "cnpg-manager"].map((name) => `system:serviceaccount:cnpg-system:${name}`),
  });
});
