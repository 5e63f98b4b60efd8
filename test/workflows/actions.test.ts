import { actions, closureOf, isAdmitted, patternsOf } from "../../workflows/actions";
import { allowedActions } from "../../workflows/allowed-actions";

const nothingMore = { workflows: { released: [] }, actions: { allowed: [] } };

/** Pins whose own action.yml could not be had, which were read at another commit of the same action. A bump leaves this list. */
const READ_ELSEWHERE = [
  "actions/cache@55cc8345863c7cc4c66a329aec7e433d2d1c52a9",
  "actions/upload-artifact@043fb46d1a93c77aae656e7c1c64a875d1fc6a0a",
  "actions/create-github-app-token@bcd2ba49218906704ab6c1aa796996da409d3eb1",
  "docker/login-action@dbcb813823bdd20940b903addbd779551569679f",
];

it("pins every action by a full commit and names its release", () => {
  for (const { sha, version } of Object.values(actions)) {
    expect(sha).toMatch(/^[0-9a-f]{40}$/);
    expect(version).toMatch(/^v\d+\.\d+\.\d+$/);
  }
});

it("knows what an action uses inside itself from the very commit that is pinned", () => {
  const elsewhere = Object.values(actions).filter(({ sha, readAt }) => (sha as string) !== readAt);
  expect(elsewhere.map(({ name, sha }) => `${name}@${sha}`)).toEqual(READ_ELSEWHERE);
});

it("names every action once", () => {
  const names = Object.values(actions).map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
});

it("admits third parties by commit alone, and GitHub's own by name", () => {
  for (const pattern of allowedActions(nothingMore)) {
    expect(pattern).toMatch(/^(actions|github)\/[\w/-]+@\*$|^[\w/-]+@[0-9a-f]{40}$/);
  }
});

it("admits every action that the workflows use, and what each uses inside itself", () => {
  const patterns = allowedActions(nothingMore);
  for (const use of closureOf(Object.values(actions))) expect([use, isAdmitted(use, patterns)]).toEqual([use, true]);
});

it("admits a nested action by its full path, as GitHub compares it", () => {
  const patterns = patternsOf(closureOf([{ name: "acme/setup", sha: "a".repeat(40), nests: [`actions/cache/restore@${"b".repeat(40)}`] }]));
  expect(patterns).toEqual(["acme/setup@" + "a".repeat(40), "actions/cache/restore@*"]);
  expect(isAdmitted(`actions/cache/restore@${"c".repeat(40)}`, patterns)).toBe(true);
  expect(isAdmitted(`actions/cache/save@${"b".repeat(40)}`, patterns)).toBe(false);
  expect(isAdmitted(`actions/cache@${"b".repeat(40)}`, patterns)).toBe(false);
  expect(isAdmitted(`acme/setup@${"d".repeat(40)}`, patterns)).toBe(false);
});
