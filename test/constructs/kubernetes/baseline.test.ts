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
        environment: "live",
        namespace: exampleNamespace(scope, "acme-live", "platform"),
        images: "registry.acme.example/acme-corp/",
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

it("admits images from the family's registry alone", () => {
  expect(values()).toMatchObject({ images: ["registry.acme.example/acme-corp/"] });
});

it("leaves the volumes of instances to the database operator alone", () => {
  expect(values()).toMatchObject({ volumeDeleters: ["system:serviceaccount:cnpg-system:cloudnative-pg"] });
});
