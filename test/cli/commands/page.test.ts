import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";
import { SIGMA, STACK_TRACE, Workplace } from "../workplace";

/** `sigma page`: a page to look at, in a folder or on this machine. */
const work = new Workplace();
afterAll(() => {
  work.remove();
});

it("writes one file into a folder that need not be there, and prints its address", async () => {
  const outcome = await work.sigma(["page", "--out", "some/where"]);
  expect(outcome).toMatchObject({ code: 0, stdout: `${pathToFileURL(work.path("some/where/index.html")).href}\n`, stderr: "" });
  expect(work.read("some/where/index.html")).toMatch(/^<!doctype html>\n[^]*<title>acme<\/title>/);
});

it("serves the page on this machine alone until it is told to end", async () => {
  const child = spawn(process.execPath, [SIGMA, "page", "--serve"], { cwd: work.directory, env: { ...process.env, HOME: work.home } });
  try {
    const [line] = (await once(createInterface(child.stdout), "line")) as [string];
    const [, address = ""] = /^(http:\/\/127\.0\.0\.1:\d+\/) \(Ctrl-C ends it\)$/.exec(line) ?? [];
    const page = await fetch(address);
    expect(page.headers.get("content-type")).toBe("text/html; charset=utf-8");
    expect(await page.text()).toContain("<title>acme</title>");
    expect((await fetch(`${address}catalog/family.yaml`)).status).toBe(404);
    child.kill("SIGTERM");
    expect(await once(child, "exit")).toEqual([0, null]);
  } finally {
    child.kill("SIGKILL");
  }
});

it.each([
  ["neither a folder nor --serve", [], "nothing to do: name a folder with --out <folder>, or look at it with --serve"],
  ["a plan that is not there", ["--plan", "gone.json"], "gone.json is not there; write it with sigma plan --json > gone.json"],
  ["a file that is no plan", ["--plan", "catalog/family.yaml"], "catalog/family.yaml is no plan: is no JSON: "],
])("refuses %s, says what to do, and writes nothing", async (_what, args, message) => {
  const { code, stderr, output } = await work.sigma(["page", ...(args.length === 0 ? [] : ["--out", "refused"]), ...args]);
  expect(code).toBe(1);
  expect(stderr).toContain(`sigma: ${message}`);
  expect(output).not.toMatch(STACK_TRACE);
  expect(() => work.read("refused/index.html")).toThrow("ENOENT");
});
