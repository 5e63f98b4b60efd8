import { rmSync } from "node:fs";
import { ProjectCopy } from "../project-copy";
import { STACK_TRACE, Workplace, type Outcome } from "../workplace";

/** `sigma init`: the first catalog of a family. */
const FACTS = ["--family", "wave", "--organization", "wavecorp", "--domain", "wave.example", "--plan", "enterprise"];

const works: Workplace[] = [];
const emptyFolder = (): Workplace => {
  const work = new Workplace();
  rmSync(work.path("catalog"), { recursive: true });
  works.push(work);
  return work;
};
afterAll(() => {
  for (const work of works) work.remove();
});

/** Runs a command that must be refused and must change nothing. */
async function refused(work: Workplace, ...args: readonly string[]): Promise<string> {
  const before = work.listing();
  const { code, output, stderr } = await work.sigma(["init", ...args]);
  expect(code).toBe(1);
  expect(output).not.toMatch(STACK_TRACE);
  expect(work.listing()).toEqual(before);
  return stderr;
}

async function initialized(work: Workplace, ...args: readonly string[]): Promise<Outcome> {
  const outcome = await work.sigma(["init", ...args]);
  expect(outcome).toMatchObject({ code: 0, stderr: "" });
  return outcome;
}

describe("a new catalog", () => {
  it("has no problems, and its products have everything that a product has", async () => {
    const work = emptyFolder();
    const { stdout } = await initialized(work, ...FACTS, "--products", "tide,reef");
    expect(stdout).toMatch(
      /^wrote the catalog of wave to catalog\n\d+ facts to be confirmed .*: npx sigma check lists them\nnext: npm start /,
    );
    expect(work.problems()).toEqual([]);
    expect(work.read("catalog/products/tide.yaml")).toContain("brand: Wave Tide\n");
    expect(work.has("catalog/schemas/family.json")).toBe(true);
    expect((await work.sigma(["scaffold", "--all", "--out", "repositories"])).code).toBe(0);
    expect(work.has("repositories/wave-tide-api/pyproject.toml")).toBe(true);
  });

  it.each([
    ["without a product", []],
    ["with one environment", ["--products", "tide", "--environments", "live"]],
    ["with one host for all products", ["--products", "tide", "--gateway", "gateway"]],
    ["of public repositories on the plan free", ["--products", "tide", "--plan", "free", "--visibility", "public"]],
    ["of a family whose name YAML would read as something else", ["--family", "true", "--products", "null"]],
  ])("%s has no problems", async (_, options) => {
    const work = emptyFolder();
    await initialized(work, ...FACTS, ...options);
    expect(work.problems()).toEqual([]);
  });

  it("replaces this repository's own catalog, and its emitted files are up to date", async () => {
    const copy = new ProjectCopy();
    works.push(copy);
    const { code, stdout } = await copy.run(process.execPath, [
      "cli/sigma.js",
      "init",
      "--replace",
      "sigma",
      ...FACTS,
      "--products",
      "tide",
    ]);
    expect(stdout).toContain("wrote the catalog of wave to catalog, in place of that of sigma\n");
    expect(code).toBe(0);
    expect(copy.has("catalog/products/lab.yaml")).toBe(false);
    const check = await copy.run(process.execPath, ["cli/sigma.js", "check"]);
    expect(check.stdout).toMatch(/^wave: 1 product, 6 repositories, 3 environments, 5 teams; no problems\n/);
    expect(check.stdout).not.toContain("not up to date");
  });
});

describe("refuses", () => {
  it("missing and wrong values, all at once", async () => {
    const stderr = await refused(emptyFolder(), "--family", "Wave", "--plan", "gold", "--products", "tide,tide", "--environments", ",");
    expect(stderr).toContain('got --family "Wave"; use 2 to 20 lower-case letters and digits, a letter first\n');
    expect(stderr).toContain("--organization is missing: login of the GitHub organization\n");
    expect(stderr).toContain("--domain is missing: domain of the family's hosts\n");
    expect(stderr).toContain('got --plan "gold"; use one of free, team, enterprise\n');
    expect(stderr).toContain('got --products "tide,tide"; tide stands there twice\n');
    expect(stderr).toContain('got --environments ","; name at least one\n');
  });

  it("a package index that is not an address", async () => {
    expect(await refused(emptyFolder(), ...FACTS, "--package-index", "pypi.wave.example")).toContain(
      "write an address that begins with https://",
    );
  });

  it("to overwrite a catalog unless its family is named", async () => {
    const work = new Workplace();
    works.push(work);
    expect(await refused(work, ...FACTS)).toContain("catalog holds the catalog of acme. Pass --replace acme to replace it");
    expect(await refused(work, ...FACTS, "--replace", "wave")).toContain("got --replace wave; catalog holds the catalog of acme.");
  });

  it("to replace a catalog that does not exist, and to write among other files", async () => {
    const work = emptyFolder();
    expect(await refused(work, ...FACTS, "--replace", "acme")).toContain("catalog holds no catalog, so leave --replace out");
    work.write("catalog/notes.txt", "ours");
    expect(await refused(work, ...FACTS)).toContain("catalog holds files and no family.yaml; name an empty folder with --catalog");
  });

  it("private repositories on the plan team, from which nothing could be deployed", async () => {
    expect(await refused(emptyFolder(), ...FACTS, "--plan", "team")).toMatch(/nothing was written[^]*the plan team keeps no attestations/);
  });

  it("a catalog that would have a problem", async () => {
    expect(await refused(emptyFolder(), ...FACTS, "--products", "tide", "--plan", "team", "--visibility", "internal")).toMatch(
      /nothing was written, because the catalog would have 2 problems:\n[^]*catalog\/family\.yaml:\d+:\d+.*internal repositories need the plan enterprise/,
    );
  });
});
