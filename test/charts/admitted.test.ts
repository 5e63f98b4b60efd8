import { readFileSync } from "node:fs";
import { join } from "node:path";
import { admittedKinds } from "../../charts/admitted";
import { refusedFields } from "../../charts/refused-fields";
import { chartClusterRole } from "../constructs/kubernetes/chart-cluster-role";

/** Of these the baseline has a rule that is written by hand. */
const MEASURED = "configmaps";

it("decides on every kind that a deployer may make, and on the Pods that these make", () => {
  const made = chartClusterRole("product-deployer").flatMap(({ verbs, resources }) => (verbs.includes("create") ? resources : []));
  const decided = Object.values(admittedKinds()).map(({ resource }) => resource);
  expect([...decided, MEASURED].sort()).toEqual([...made, "pods"].sort());
});

it("tells the releases of a namespace apart in every kind that a deployer may make", () => {
  const text = readFileSync(join(__dirname, "../../charts/baseline/templates/product-releases.yaml"), "utf8");
  const rules = [...text.matchAll(/^ +resources: \[(.*)\]$/gm)].flatMap(([, names = ""]) => names.split(", "));
  const made = chartClusterRole("product-deployer").flatMap(({ verbs, resources }) => (verbs.includes("create") ? resources : []));
  expect(rules.sort()).toEqual([...made].sort());
});

it("asks for the fields that are there, and says of each what to use instead", () => {
  const refused = [{ fields: ["host"], instead: "it's the node's" }];
  const allowed = { path: "any" as const, port: { values: ["http"], instead: "use http" } };
  expect(refusedFields({ allowed, refused, required: ["path"] }, "object.spec", "Probe")).toBe(
    [
      `object.spec.filter(k0, !(k0 in ['path', 'port'])).map(k0, 'Probe.' + k0 + ': ' + {'host': 'it\\'s the node\\'s'}[?k0].orValue('no chart makes it'))`,
      `(!('path' in object.spec) ? ['Probe.path: it is missing; the charts write it'] : [])`,
      `('port' in object.spec ? (!(object.spec['port'] in ['http']) ? ['Probe.port: use http'] : []) : [])`,
    ].join("\n+ "),
  );
});
