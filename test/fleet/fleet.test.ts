import { spawn } from "node:child_process";
import { join } from "node:path";
import { fleetRequests } from "../../forecast/fleet-requests";
import { RINGS } from "../../fleet/rings";
import { HISTORIES, InventedFleet, standings } from "./invented-fleet";

/** A family of forty repositories with histories of their own. */
const ROOT = join(__dirname, "../..");
const KINDS = Object.keys(HISTORIES);

// Some fifty programs for each visit, on a machine that may be busy.
jest.setTimeout(600_000);

let fleet: InventedFleet;
beforeEach(async () => {
  fleet = await InventedFleet.start();
});
afterEach(() => {
  fleet.stop();
});

/** Every seventh has the same history; two canaries, then the halves. */
function forty(): void {
  for (let index = 0; index < 40; index += 1)
    fleet.add(`acme-${String(index).padStart(2, "0")}`, index < 2 ? "canary" : index < 20 ? "half" : "all", {
      history: HISTORIES[KINDS[index % KINDS.length] ?? ""] ?? [],
      version: index % 10 === 9 ? "2.0.0" : "1.0.0",
    });
}

/** Repositories that need an update, each with the one pull request that it must have. */
const expected = () => fleet.repositories.map(({ name }) => name).filter((name) => !name.endsWith("9"));
const proposed = () => fleet.github.pulls.map(({ repository }) => repository).sort();

it("gets one pull request for each of forty repositories that is behind, killed in the middle and run again", async () => {
  forty();
  // A child process that is killed the moment GitHub has done what it asked for the twelfth time, before it hears of it.
  let writes = 0;
  const child = spawn(
    process.execPath,
    [join(__dirname, "fleet-process.js"), fleet.root, fleet.github.url, JSON.stringify(fleet.repositories)],
    {
      cwd: ROOT,
      stdio: ["ignore", "ignore", "inherit"],
    },
  );
  fleet.github.onWrite = () => {
    writes += 1;
    if (writes === 12) child.kill("SIGKILL");
    return false;
  };
  const signal = await new Promise((resolve) => {
    child.on("close", (_code, by) => {
      resolve(by);
    });
  });
  expect(signal).toBe("SIGKILL");
  expect(fleet.github.pulls.length).toBeGreaterThan(3);
  expect(fleet.github.pulls.length).toBeLessThan(12);

  const { visited, stopped } = await fleet.update();
  expect(stopped).toBeNull();
  expect(visited.map(({ name }) => name)).toEqual(fleet.repositories.map(({ name }) => name));
  expect(proposed()).toEqual(expected());
  expect(fleet.github.pulls.every(({ labels, state }) => state === "open" && labels.join() === "scaffold-update")).toBe(true);
  expect(fleet.github.pulls.filter(({ draft }) => draft).map(({ repository }) => repository)).toEqual(
    visited.filter(({ standing }) => standing.at === "conflicts").map(({ name }) => name),
  );
  expect(Object.values(standings(visited)).filter((at) => at === "in step")).toHaveLength(4);
});

it("costs no more requests than the forecast says", async () => {
  for (const name of ["acme-a", "acme-b"]) fleet.add(name, "canary");
  await fleet.update("2.0.0");
  fleet.github.requests.length = 0;
  await fleet.update("3.0.0");
  expect(fleet.github.pulls).toHaveLength(4);
  expect(fleet.github.requests).toHaveLength(fleetRequests(2, 0));
});

describe("an answer that got lost", () => {
  it.each([1, 2, 3, 4])("after write %s leads to no second pull request and misses none", async (lost) => {
    fleet.add("acme-a", "canary", { history: HISTORIES["same lines"] ?? [] });
    await fleet.update("2.0.0");
    let writes = 0;
    fleet.github.onWrite = () => (writes += 1) === lost;
    expect(standings((await fleet.update("3.0.0")).visited)).toEqual({ "acme-a": "failed" });
    await fleet.update("3.0.0");
    expect(fleet.github.pulls.map(({ state, labels }) => `${state} ${labels.join()}`)).toEqual([
      "closed scaffold-update,scaffold-superseded",
      "open scaffold-update",
    ]);
  });
});

describe("rings", () => {
  const add = () => {
    for (const [index, ring] of RINGS.entries()) fleet.add(`acme-${index}`, ring);
  };
  const checks = (conclusion: string | null) => () => [{ name: "build / result", conclusion }];

  it("follow each other when the checks of the one before have passed", async () => {
    add();
    expect(await fleet.update()).toMatchObject({ stopped: null });
    expect(proposed()).toEqual(["acme-0", "acme-1", "acme-2"]);
  });

  it("wait for checks that still run", async () => {
    add();
    let looks = 0;
    fleet.github.checksOf = () => [{ name: "build / result", conclusion: (looks += 1) > 3 ? "success" : null }];
    expect(await fleet.update("2.0.0", { waitMinutes: 1 })).toMatchObject({ stopped: null });
    expect(looks).toBeGreaterThan(3);
  });

  it("stop where the checks are not done in time, and go on with the next run", async () => {
    add();
    fleet.github.checksOf = checks(null);
    expect(await fleet.update()).toMatchObject({
      stopped: { why: "waits", message: expect.stringContaining("acme-0: build / result") as string },
    });
    expect(proposed()).toEqual(["acme-0"]);
    fleet.github.checksOf = checks("success");
    expect(await fleet.update()).toMatchObject({ stopped: null });
    expect(proposed()).toEqual(["acme-0", "acme-1", "acme-2"]);
  });

  it("stop at the first that fails", async () => {
    add();
    fleet.github.checksOf = checks("failure");
    const { stopped } = await fleet.update();
    expect(stopped).toEqual({
      why: "failed",
      message:
        "the ring canary failed, so no further ring gets the update\n  acme-0: build / result failed, https://github.com/acme-corp/acme-0/pull/1",
    });
    expect(proposed()).toEqual(["acme-0"]);
  });

  it("wait for a required check that has not begun", async () => {
    add();
    fleet.github.checksOf = () => [{ name: "lint", conclusion: "success" }];
    expect(await fleet.update()).toMatchObject({ stopped: { why: "waits" } });
    expect(proposed()).toEqual(["acme-0"]);
  });

  it("wait where all canaries declined or conflict: nobody has tried the update", async () => {
    fleet.add("acme-0", "canary", { history: HISTORIES["same lines"] ?? [] });
    fleet.add("acme-1", "half");
    expect(await fleet.update()).toMatchObject({
      stopped: { why: "waits", message: expect.stringContaining("nobody of the ring canary") as string },
    });
    expect(proposed()).toEqual(["acme-0"]);
  });

  it("can be asked for one by one; those before are looked at and not touched", async () => {
    add();
    const { stopped } = await fleet.update("2.0.0", { ring: "half" });
    expect(stopped).toMatchObject({ why: "waits", message: expect.stringContaining("sigma fleet update --ring canary") as string });
    expect(proposed()).toEqual([]);
    await fleet.update("2.0.0", { ring: "canary" });
    await fleet.update("2.0.0", { ring: "half" });
    expect(proposed()).toEqual(["acme-0", "acme-1"]);
  });
});
