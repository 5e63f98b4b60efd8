import { RECORD } from "../../scaffolding/record";
import { changed, HISTORIES, InventedFleet, rendered, standings } from "./invented-fleet";

/** `sigma fleet update`, rule by rule, on real git and a GitHub that refuses what GitHub refuses. */
// Some fifty programs for each visit, on a machine that may be busy.
jest.setTimeout(240_000);

let fleet: InventedFleet;
beforeEach(async () => {
  fleet = await InventedFleet.start();
});
afterEach(() => {
  fleet.stop();
});

const shown = (name: string, branch: string, path: string) => fleet.github.git(name)("show", `${branch}:${path}`);
const files = (name: string, branch: string) =>
  fleet.github.git(name)("diff", "--name-status", "--find-renames=90%", "main", branch).split("\n");

it("proposes a removed file, a renamed one, another check and a newer Python as one pull request with one commit", async () => {
  fleet.add("acme-shop-api", "canary", { history: HISTORIES["other lines"] ?? [] });
  await fleet.update();
  const [pull, ...more] = fleet.github.pulls;
  expect(more).toEqual([]);
  expect(pull).toMatchObject({
    repository: "acme-shop-api",
    base: "main",
    title: "Update the scaffold to 2.0.0",
    draft: false,
    labels: ["scaffold-update"],
  });
  expect(files("acme-shop-api", pull!.head)).toEqual([
    "M\t.github/workflows/delivery.yml",
    `M\t${RECORD}`,
    "M\tMakefile",
    "R100\tworkers/scan.py\tjobs/scan.py",
    "D\told.sh",
    "M\tpyproject.toml",
  ]);
  expect(shown("acme-shop-api", pull!.head, "Makefile")).toBe(changed(3, "new", changed(15, "ours")).trimEnd());
  expect(fleet.github.git("acme-shop-api")("log", "--format=%an %s", `main..${pull!.head}`)).toBe(
    "acme-infra Update the scaffold to 2.0.0",
  );
  expect(pull!.body).toContain("- `jobs/scan.py`");
});

it("says nothing where nothing changed: no branch, no pull request, no request", async () => {
  fleet.add("acme-shop-api", "canary", { version: "2.0.0" });
  const { visited } = await fleet.update();
  expect(standings(visited)).toEqual({ "acme-shop-api": "in step" });
  expect(fleet.github.requests).toEqual([]);
  expect(fleet.github.git("acme-shop-api")("for-each-ref", "--format=%(refname)")).toBe("refs/heads/main");
});

it("is quiet when it is run again: nothing is pushed and nothing is written", async () => {
  fleet.add("acme-shop-api", "canary");
  await fleet.update();
  const before = fleet.github.git("acme-shop-api")("for-each-ref");
  fleet.github.requests.length = 0;
  const { visited } = await fleet.update();
  expect(visited[0]?.standing).toMatchObject({ at: "open", opened: false, checks: { verdict: "passed" } });
  expect(fleet.github.requests.filter((request) => !request.startsWith("GET "))).toEqual([]);
  expect(fleet.github.git("acme-shop-api")("for-each-ref")).toBe(before);
});

it("is in step once the update is merged", async () => {
  fleet.add("acme-shop-api", "canary");
  await fleet.update();
  fleet.github.merge(fleet.github.pulls[0]!);
  expect(standings((await fleet.update()).visited)).toEqual({ "acme-shop-api": "in step" });
  expect(fleet.github.pulls).toHaveLength(1);
});

it("does not open an update again that its owners closed, and opens the next one", async () => {
  fleet.add("acme-shop-api", "canary");
  await fleet.update();
  fleet.github.pulls[0]!.state = "closed";
  expect(standings((await fleet.update()).visited)).toEqual({ "acme-shop-api": "declined" });
  expect(fleet.github.pulls).toHaveLength(1);
  expect(standings((await fleet.update("3.0.0")).visited)).toEqual({ "acme-shop-api": "open" });
  expect(fleet.github.pulls.map(({ state }) => state)).toEqual(["closed", "open"]);
});

it("does not propose again what the owners took out of an update before they merged it", async () => {
  fleet.add("acme-shop-api", "canary");
  await fleet.update();
  const [pull] = fleet.github.pulls;
  fleet.push("acme-shop-api", pull!.head, { "old.sh": "old\n" });
  fleet.github.merge(pull!);
  expect(standings((await fleet.update()).visited)).toEqual({ "acme-shop-api": "in step" });
  await fleet.update("3.0.0");
  expect(shown("acme-shop-api", fleet.github.pulls[1]!.head, "old.sh")).toBe("old");
});

it("leaves a conflict as a draft with git's marks and the commands that resolve it", async () => {
  fleet.add("acme-shop-api", "canary", { history: HISTORIES["same lines"] ?? [] });
  const { visited } = await fleet.update();
  const [pull] = fleet.github.pulls;
  expect(standings(visited)).toEqual({ "acme-shop-api": "conflicts" });
  expect(pull).toMatchObject({ draft: true });
  expect(pull!.body).toContain("draft:\n\n- `Makefile`\n");
  expect(pull!.body).toContain(`git switch ${pull!.head}`);
  expect(shown("acme-shop-api", pull!.head, "Makefile")).toMatch(/^<<<<<<< HEAD\nours\n=======\nnew\n>>>>>>> /m);
  expect(shown("acme-shop-api", pull!.head, "pyproject.toml")).toContain("3.14");
});

it("leaves the resolution of a conflict to the people who push it", async () => {
  fleet.add("acme-shop-api", "canary", { history: HISTORIES["same lines"] ?? [] });
  await fleet.update();
  const [pull] = fleet.github.pulls;
  fleet.push("acme-shop-api", pull!.head, { Makefile: changed(3, "both") });
  const tip = fleet.github.git("acme-shop-api")("rev-parse", pull!.head);
  await fleet.update();
  expect(fleet.github.git("acme-shop-api")("rev-parse", pull!.head)).toBe(tip);
  fleet.github.merge(pull!);
  expect(standings((await fleet.update()).visited)).toEqual({ "acme-shop-api": "in step" });
});

it("opens a conflict as an ordinary pull request where the plan has no drafts", async () => {
  fleet.github.drafts = false;
  fleet.add("acme-shop-api", "canary", { history: HISTORIES["same lines"] ?? [] });
  await fleet.update();
  expect(fleet.github.pulls).toMatchObject([{ draft: false, state: "open" }]);
});

it("takes the place of an older update, whose closing is then no refusal", async () => {
  fleet.add("acme-shop-api", "canary");
  await fleet.update();
  await fleet.update("3.0.0");
  expect(fleet.github.pulls.map(({ state, labels }) => [state, labels])).toEqual([
    ["closed", ["scaffold-update", "scaffold-superseded"]],
    ["open", ["scaffold-update"]],
  ]);
  expect(fleet.github.pulls[1]!.body).toContain("Takes the place of #1.");
  expect(fleet.github.git("acme-shop-api")("for-each-ref", "--format=%(refname:lstrip=2)", "refs/heads/scaffold")).toBe(
    fleet.github.pulls[1]!.head,
  );
  fleet.github.pulls[1]!.state = "closed";
  expect(standings((await fleet.update("2.0.0")).visited)).toEqual({ "acme-shop-api": "open" });
});

it("leaves an older update alone that people work on, and makes no second one beside it", async () => {
  fleet.add("acme-shop-api", "canary");
  await fleet.update();
  const [pull] = fleet.github.pulls;
  fleet.push("acme-shop-api", pull!.head, { "app.py": "ours\n" });
  const { visited } = await fleet.update("3.0.0");
  expect(visited[0]?.standing).toMatchObject({ at: "in work", branch: pull!.head });
  expect(fleet.github.pulls).toMatchObject([{ state: "open" }]);
});

it("tells apart a repository that GitHub does not have, and one whose scaffold nobody knows, and goes on", async () => {
  fleet.add("acme-new", "canary", { born: null });
  fleet.add("acme-legacy", "canary", { born: new Map([["README.md", { text: "old\n", executable: false, once: false }]]) });
  fleet.add("acme-shop-api", "canary");
  expect(standings((await fleet.update()).visited)).toEqual({
    "acme-new": "absent",
    "acme-legacy": "without a scaffold",
    "acme-shop-api": "open",
  });
});

it("reports a repository that cannot be updated with the reason, and goes on with its ring", async () => {
  const born = new Map(rendered("1.0.0")).set(RECORD, { text: "{", executable: false, once: false });
  fleet.add("acme-broken", "canary", { born });
  fleet.add("acme-shop-api", "canary");
  const { visited, stopped } = await fleet.update();
  expect(visited[0]?.standing).toEqual({ at: "failed", reason: expect.stringContaining(`${RECORD}: is no JSON`) as string });
  expect(visited[1]?.standing.at).toBe("open");
  expect(stopped).toMatchObject({ why: "failed" });
});

it("only looks when it is asked where the repositories stand", async () => {
  fleet.add("acme-shop-api", "canary", { history: HISTORIES["same lines"] ?? [] });
  const [visited] = await fleet.look();
  expect(visited).toMatchObject({ scaffold: { version: "1.0.0", pins: ["v1.0.0"] }, standing: { at: "behind", conflicts: ["Makefile"] } });
  expect(fleet.github.pulls).toEqual([]);
  expect(fleet.github.git("acme-shop-api")("for-each-ref", "--format=%(refname)")).toBe("refs/heads/main");
});

describe("GitHub's limits", () => {
  it("leave others what they need: it stops before the repository that would eat into it, and goes on later", async () => {
    for (const name of ["acme-a", "acme-b", "acme-c"]) fleet.add(name, "canary");
    fleet.github.remaining = 1012;
    const { visited, stopped } = await fleet.update();
    expect(visited.map(({ name }) => name)).toEqual(["acme-a"]);
    expect(stopped).toMatchObject({
      why: "budget",
      message: expect.stringMatching(/^GitHub leaves \d+ requests .* go on after \d\d:\d\d UTC/) as string,
    });
    fleet.github.remaining = 5000;
    await fleet.update();
    expect(fleet.github.pulls.map(({ repository }) => repository)).toEqual(["acme-a", "acme-b", "acme-c"]);
  });

  it("end the run when the hour is used up by others", async () => {
    fleet.add("acme-a", "canary");
    const connected = await fleet.fleet("2.0.0");
    fleet.github.remaining = 0;
    await expect(connected.github.openUpdates("acme-a")).rejects.toThrow(/^GitHub takes no more requests: API rate limit exceeded/);
  });

  it("of too many at once are waited out", async () => {
    fleet.add("acme-a", "canary");
    const connected = await fleet.fleet("2.0.0");
    fleet.github.secondary = 1;
    expect(await connected.github.openUpdates("acme-a")).toEqual([]);
    expect(fleet.github.requests).toHaveLength(2);
  });
});
