import { contractOf, type Contract } from "../../../workflows/check-callers/contract";
import { contractChanges, step } from "../../../workflows/own/contract-diff";
import { atLeast, notes, smallestVersion } from "../../../workflows/own/release-step";
import { emittedFiles } from "../../../workflows/files";
import { acme, acmeWithFour } from "../acme";

const before: Contract = {
  inputs: {
    service: { type: "string", required: true, default: null, pattern: "[a-z]+" },
    push: { type: "boolean", required: false, default: false, pattern: "true|false" },
  },
  secrets: { TOKEN: false },
  outputs: ["image"],
  permissions: { contents: "read", packages: "write" },
  jobs: ["build", "result"],
};
const messages = (after: Partial<Contract>): readonly string[] =>
  contractChanges({ deploy: before }, { deploy: { ...before, ...after } }).map(({ step: size, message }) => `${size}: ${message}`);

it("finds nothing where nothing changed", () => {
  expect(messages({})).toEqual([]);
  expect(step([])).toBe("patch");
});

const service = before.inputs["service"]!;
const push = before.inputs["push"]!;

it.each<[string, Partial<Contract>, readonly string[]]>([
  ["an input that is gone", { inputs: { service } }, ["major: deploy: input push is gone"]],
  ["a new input", { inputs: { service, push, until: { ...push, default: "" } } }, ["minor: deploy: input until is new"]],
  [
    "a new required input",
    { inputs: { service, push, until: { ...push, required: true } } },
    ["major: deploy: input until is new and required"],
  ],
  ["another type", { inputs: { service, push: { ...push, type: "string" } } }, ["major: deploy: input push was a boolean, is a string"]],
  [
    "an input that became required",
    { inputs: { service, push: { ...push, required: true } } },
    ["major: deploy: input push is required now"],
  ],
  [
    "an input that became optional",
    { inputs: { service: { ...service, required: false }, push } },
    ["minor: deploy: input service is optional now"],
  ],
  [
    "another pattern",
    { inputs: { service: { ...service, pattern: "[a-f]+" }, push } },
    ["major: deploy: input service must match [a-f]+, before [a-z]+"],
  ],
  [
    "a pattern given up",
    { inputs: { service: { ...service, pattern: null }, push } },
    ["minor: deploy: input service must match nothing, before [a-z]+"],
  ],
  [
    "another default",
    { inputs: { service, push: { ...push, default: true } } },
    ["minor: deploy: input push is true by default, before false"],
  ],
  ["a secret that is gone", { secrets: {} }, ["major: deploy: secret TOKEN is gone"]],
  ["a secret that became required", { secrets: { TOKEN: true } }, ["major: deploy: secret TOKEN is required now"]],
  ["a new secret", { secrets: { TOKEN: false, KEY: false } }, ["minor: deploy: secret KEY is new"]],
  ["an output that is gone", { outputs: [] }, ["major: deploy: output image is gone"]],
  ["a new output", { outputs: ["image", "url"] }, ["minor: deploy: output url is new"]],
  [
    "a permission more",
    { permissions: { ...before.permissions, issues: "write" } },
    ["major: deploy: asks for issues: write, before nothing"],
  ],
  [
    "a permission raised",
    { permissions: { contents: "write", packages: "write" } },
    ["major: deploy: asks for contents: write, before read"],
  ],
  [
    "a permission lowered",
    { permissions: { contents: "read", packages: "read" } },
    ["minor: deploy: asks for read of packages, before write"],
  ],
  ["a permission given up", { permissions: { contents: "read" } }, ["minor: deploy: asks for nothing of packages, before write"]],
  ["a check that is gone", { jobs: ["build"] }, ["major: deploy: check result is gone, which a branch protection may demand"]],
  ["a new check", { jobs: ["build", "scan", "result"] }, ["patch: deploy: check scan is new"]],
])("weighs %s", (_, after, expected) => {
  expect(messages(after)).toEqual(expected);
});

it("weighs a workflow that is gone or new", () => {
  expect(contractChanges({ deploy: before }, {})).toEqual([{ step: "major", message: "deploy: the workflow is gone" }]);
  expect(contractChanges({}, { deploy: before })).toEqual([{ step: "minor", message: "deploy: is new" }]);
});

it.each([
  ["v1.4.2", "major", "v2.0.0"],
  ["v1.4.2", "minor", "v1.5.0"],
  ["v1.4.2", "patch", "v1.4.3"],
  ["v0.4.2", "major", "v0.5.0"],
] as const)("after %s a %s change needs at least %s", (last, size, expected) => {
  expect(smallestVersion(last, size)).toBe(expected);
  expect(atLeast(expected, expected)).toBe(true);
  expect(atLeast(last, expected)).toBe(false);
});

it("compares versions as numbers", () => {
  expect(atLeast("v1.10.0", "v1.9.9")).toBe(true);
  expect(atLeast("v1.9.9", "v1.10.0")).toBe(false);
});

it("writes what breaks first", () => {
  const text = notes([
    { step: "patch", message: "deploy: check scan is new" },
    { step: "major", message: "deploy: input push is gone" },
  ]);
  expect(text.indexOf("Breaks callers")).toBeLessThan(text.indexOf("Seen by callers"));
  expect(notes([])).toMatch(/Nothing changed for callers/);
});

it("sees an environment that the catalog gained, as a check and as values that an input admits", () => {
  const contracts = (props: typeof acme): Record<string, Contract> =>
    Object.fromEntries(
      [...emittedFiles(props)].flatMap(([path, text]) => {
        const contract = path.endsWith("deploy.yml") ? contractOf(path, text) : null;
        return contract ? [["deploy", contract]] : [];
      }),
    );
  expect(contractChanges(contracts(acme), contracts(acmeWithFour)).map(({ message }) => message)).toEqual([
    "deploy: input only must match (dev|stg|canary|prod)?, before (dev|stg|prod)?",
    "deploy: input until must match (dev|stg|canary|prod)?, before (dev|stg|prod)?",
    "deploy: check canary is new",
  ]);
});
