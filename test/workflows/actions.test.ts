import { actions, allowedActionPatterns } from "../../workflows/actions";

it("pins every action by a full commit and names its release", () => {
  for (const { sha, version } of Object.values(actions)) {
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
    expect(pattern).toMatch(/^(actions|github)\/[\w-]+@\*$|^[\w-]+\/[\w-]+@[0-9a-f]{40}$/);
  }
});

it("admits every action that the workflows use", () => {
  for (const { name, sha } of Object.values(actions)) {
    expect(allowedActionPatterns.some((pattern) => pattern === `${name}@${sha}` || pattern === `${name}@*`)).toBe(true);
  }
});
