import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { actions } from "../../workflows/actions";
import { ownRenovate } from "../../workflows/renovate";
import { acme } from "./acme";

const ROOT = join(__dirname, "../..");

interface Renovate {
  readonly extends: readonly string[];
  readonly "pip-compile": { readonly managerFilePatterns: readonly string[] };
  readonly customManagers: readonly { readonly managerFilePatterns: readonly string[]; readonly matchStrings: readonly string[] }[];
  readonly packageRules: readonly { readonly matchManagers: readonly string[]; readonly enabled: boolean }[];
}
const renovate = JSON.parse(ownRenovate(acme)) as Renovate;

it("Renovate finds every action of workflows/actions.ts with its version and commit", () => {
  const [manager] = renovate.customManagers;
  expect(manager?.managerFilePatterns.map((pattern) => new RegExp(pattern.slice(1, -1)).test("workflows/actions.ts"))).toEqual([true]);
  const text = readFileSync(join(ROOT, "workflows/actions.ts"), "utf8");
  const found = manager?.matchStrings.flatMap((pattern) =>
    [...text.matchAll(new RegExp(pattern, "g"))].map(({ groups }) => ({ ...groups })),
  );
  expect(found).toEqual(
    Object.values(actions).map(({ name, version, sha }) => ({ depName: name, currentValue: version, currentDigest: sha })),
  );
});

it("Renovate finds the lock of every Python tool", () => {
  const [pattern = ""] = renovate["pip-compile"].managerFilePatterns;
  const files = readdirSync(join(ROOT, ".ci/python")).map((file) => `.ci/python/${file}`);
  expect(files.filter((file) => new RegExp(pattern.slice(1, -1)).test(file))).toEqual(files.filter((file) => file.endsWith(".txt")));
});

it("this repository takes its updates from the family's preset", () => {
  expect(renovate.extends).toEqual(["github>acme-corp/acme-infra//.github/renovate/family"]);
});

it("Renovate leaves the emitted workflows alone", () => {
  expect(renovate.packageRules).toContainEqual(expect.objectContaining({ matchManagers: ["github-actions"], enabled: false }));
});
