import { join } from "node:path";
import type { Path } from "../../../model/position";
import { formatProblem } from "../../../model/problem";
import { releaseProblems } from "../../../stacks/environment/release-values";

const gateway = join(__dirname, "../../../charts/gateway");
const origin = (path: Path) => ({ file: "catalog/environments.yaml", line: 7, column: 3, path });
const right = { environment: "live", issuer: "letsencrypt", productNamespaceSelector: { kind: "product" }, products: {} };

const problems = (values: Readonly<Record<string, unknown>>) => releaseProblems(gateway, "gateway", values, origin).map(formatProblem);

it("has nothing to say of values that the chart takes", () => {
  expect(problems(right)).toEqual([]);
});

it("names place, value got and value wanted", () => {
  expect(problems({ ...right, issuer: "Let's encrypt" })).toEqual([
    'catalog/environments.yaml:7:3 issuer: got "Let\'s encrypt"; value issuer of the chart gateway must match pattern "^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$"',
  ]);
});

it("names a value that is missing", () => {
  expect(problems({ ...right, issuer: undefined })).toEqual([
    "catalog/environments.yaml:7:3 issuer: value issuer of the chart gateway is missing",
  ]);
});

it("names a value that the chart does not know", () => {
  expect(problems({ ...right, isuer: "x" })).toEqual([
    'catalog/environments.yaml:7:3 isuer: got "x"; there is no value isuer of the chart gateway',
  ]);
});

it("names what a value can be", () => {
  expect(problems({ ...right, tlsMinimum: "1.0" })).toEqual([
    'catalog/environments.yaml:7:3 tlsMinimum: got "1.0"; value tlsMinimum of the chart gateway must be one of 1.2, 1.3',
  ]);
});

it("names every problem at once", () => {
  expect(problems({ ...right, issuer: "", replicas: 0, gatewayHost: "no host" })).toHaveLength(3);
});
