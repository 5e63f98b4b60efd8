import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { driftObject, removeObject } from "../../sandbox/edit-world";
import { holdDirectory } from "../../sandbox/hold-directory";
import { startProviders } from "../../sandbox/start-providers";
import { World } from "../../sandbox/world";

let directory: string;
let file: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "world-"));
  file = join(directory, "world.json");
});
afterEach(() => {
  rmSync(directory, { recursive: true, force: true });
});

const namespace = { place: "cluster dev", type: "kubernetes_namespace_v1", id: "shop" };

async function withNamespace(): Promise<void> {
  const world = World.open(file);
  world.create(namespace, {
    id: "shop",
    metadata: [{ name: "shop", labels: { a: "b" }, generation: 1 }],
    wait_for_default_service_account: false,
  });
  world.create({ ...namespace, place: "cluster stg", id: "tide" }, { id: "tide" });
  await world.save();
}

it.each([
  ["cut short", '{"format":1,"nextNumber":10', "it is not JSON"],
  ["of another kind", '{"format":2}', "not a world of the stand-in providers"],
  ["edited wrongly", '{"format":1,"nextNumber":1,"places":{"cluster dev":{"kubernetes_namespace_v1":{"shop":"gone"}}}}', "not a world"],
])("says what to do when its file is %s, and leaves it alone", async (_, text, reason) => {
  writeFileSync(file, text);
  await expect(startProviders({ directory })).rejects.toThrow(reason);
  await expect(startProviders({ directory })).rejects.toThrow("Repair it, or delete its folder to start again");
  expect(readFileSync(file, "utf8")).toBe(text);
  expect(readdirSync(directory)).toEqual(["world.json"]);
});

it("is written as a whole, by as few writes as the disk allows", async () => {
  const world = World.open(file);
  const saves = Array.from({ length: 200 }, (_, n) => {
    world.create({ ...namespace, id: `n${n}` }, { id: `n${n}` });
    return world.save();
  });
  expect(new Set(saves).size).toBeLessThan(3);
  await Promise.all(saves);
  expect(World.open(file).all("cluster dev", "kubernetes_namespace_v1")).toHaveLength(200);
  expect(readdirSync(directory)).toEqual(["world.json"]);
});

it("never gives the same number twice, not even after a restart", async () => {
  const world = World.open(file);
  const first = [world.number(), world.number()];
  await world.save();
  expect(first).not.toContain(World.open(file).number());
});

describe("drift", () => {
  beforeEach(withNamespace);
  const drift = (path: string, text: string) => driftObject(directory, { type: "kubernetes_namespace_v1", id: "shop" }, path, text);

  it("changes an attribute, in the type that it has", async () => {
    await drift("metadata.0.labels.a", "7");
    await drift("wait_for_default_service_account", "true");
    await drift("metadata.0.generation", "3");
    expect(World.open(file).get(namespace)).toEqual({
      id: "shop",
      metadata: [{ name: "shop", labels: { a: "7" }, generation: 3 }],
      wait_for_default_service_account: true,
    });
  });

  it("refuses a value of another type", async () => {
    await expect(drift("wait_for_default_service_account", "maybe")).rejects.toThrow('"maybe" is no value of that type');
  });

  it("names the attributes there are", async () => {
    await expect(drift("labels", "x")).rejects.toThrow('no attribute "labels"; it has: id, metadata, wait_for_default_service_account');
    await expect(drift("id.name", "x")).rejects.toThrow("there is nothing below it");
  });

  it("names the objects there are", async () => {
    await expect(driftObject(directory, { type: "kubernetes_namespace_v1", id: "shpo" }, "id", "x")).rejects.toThrow(
      "it has: shop (cluster dev), tide (cluster stg)",
    );
  });

  it("removes an object", async () => {
    await removeObject(directory, { type: "kubernetes_namespace_v1", id: "shop" });
    expect(World.open(file).get(namespace)).toBeUndefined();
  });
});

describe("a directory", () => {
  it("serves one process at a time", async () => {
    const providers = await startProviders({ directory });
    await expect(startProviders({ directory })).rejects.toThrow(`is in use by process ${process.pid}`);
    await expect(driftObject(directory, { type: "a", id: "b" }, "c", "d")).rejects.toThrow("wait until it ends");
    await providers.stop();
    await (await startProviders({ directory })).stop();
  });

  it("is taken over from a process that was killed, and its sockets are removed", async () => {
    const child = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"]);
    const sockets = mkdtempSync(join(tmpdir(), "sockets-"));
    writeFileSync(join(directory, "held-by.json"), JSON.stringify({ pid: child.pid, sockets }));
    expect(() => holdDirectory(directory)).toThrow("is in use");
    const ended = new Promise((resolve) => child.once("close", resolve));
    child.kill("SIGKILL");
    await ended;
    holdDirectory(directory)();
    expect(existsSync(sockets)).toBe(false);
    expect(existsSync(join(directory, "held-by.json"))).toBe(false);
  });

  it("keeps everything but sockets, which are gone in the end", async () => {
    const providers = await startProviders({ directory });
    const attached = JSON.parse(providers.environment["TF_REATTACH_PROVIDERS"] ?? "") as Record<string, { Addr: { String: string } }>;
    const sockets = Object.values(attached).map(({ Addr }) => Addr.String);
    expect(sockets.every((socket) => existsSync(socket) && Buffer.byteLength(socket) < 100)).toBe(true);
    await providers.stop();
    expect(sockets.some((socket) => existsSync(join(socket, "..")))).toBe(false);
    expect(readdirSync(directory).sort()).toEqual(["schemas", "world.json"]);
  });
});
