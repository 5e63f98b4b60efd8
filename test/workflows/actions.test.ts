import { actions, admittedPatterns, allowedActionPatterns, formerActions, isAdmitted } from "../../workflows/actions";

it("pins every action by a full commit and names its release", () => {
  for (const { sha, version } of [...Object.values(actions), ...formerActions]) {
    expect(sha).toMatch(/^[0-9a-f]{40}$/);
    expect(version).toMatch(/^v\d+\.\d+\.\d+$/);
  }
});

it("names every action once", () => {
  const names = Object.values(actions).map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
});

it("admits third parties by commit alone, and GitHub's own by name", () => {
  for (const pattern of allowedActionPatterns) {
    expect(pattern).toMatch(/^(actions|github)\/[\w/-]+@\*$|^[\w/-]+@[0-9a-f]{40}$/);
  }
});

it("admits every action that the workflows use, and what each uses inside itself", () => {
  for (const { name, sha, nests } of Object.values(actions)) {
    for (const use of [`${name}@${sha}`, ...nests]) expect([use, isAdmitted(use, allowedActionPatterns)]).toEqual([use, true]);
  }
});

it("admits a nested action by its full path, as GitHub compares it", () => {
  const patterns = admittedPatterns([{ name: "acme/setup", sha: "a".repeat(40), nests: [`actions/cache/restore@${"b".repeat(40)}`] }]);
  expect(patterns).toEqual(["acme/setup@" + "a".repeat(40), "actions/cache/restore@*"]);
  expect(isAdmitted(`actions/cache/restore@${"c".repeat(40)}`, patterns)).toBe(true);
  expect(isAdmitted(`actions/cache/save@${"b".repeat(40)}`, patterns)).toBe(false);
  expect(isAdmitted(`actions/cache@${"b".repeat(40)}`, patterns)).toBe(false);
  expect(isAdmitted(`acme/setup@${"d".repeat(40)}`, patterns)).toBe(false);
});
