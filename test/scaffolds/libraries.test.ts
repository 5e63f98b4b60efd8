import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { born, commit } from "./born";
import { failed, LIBRARY_GATES, pythonGates, said, tellWhetherAudited, type Gate } from "./python-gates";

const gatesOf = (repository: string, ...jobs: readonly string[]): Promise<readonly Gate[]> => pythonGates(repository, "build", jobs);

/** In one place of one file; a text that is not there would make a test of nothing. */
function replace(file: string, text: string, by: string): void {
  const content = readFileSync(file, "utf8");
  if (!content.includes(text)) throw new Error(`${file} has no "${text}"`);
  writeFileSync(file, content.replace(text, by));
}

describe("the core library", () => {
  it("passes its own CI the minute it exists", async () => {
    const gates = await gatesOf(born("sigma", "sigma-core"), "quality", "test");
    expect(gates.map(({ name }) => name)).toEqual(LIBRARY_GATES);
    expect(failed(gates)).toEqual([]);
    tellWhetherAudited(gates);
  });

  it("fails for a changed signature, naming the line and the command that records it", async () => {
    const repository = born("sigma", "sigma-core");
    replace(
      join(repository, "sigma_core/indicators/averages.py"),
      "def sma(values: Sequence[float], window: int)",
      "def sma(values: Sequence[float], size: int)",
    );
    replace(
      join(repository, "sigma_core/indicators/averages.py"),
      "    require_window(window)\n    # A sum",
      "    window = size\n    require_window(window)\n    # A sum",
    );
    commit(repository);
    const gates = await gatesOf(repository, "test");
    expect(failed(gates)).toEqual(["Tests"]);
    expect(said(gates, "Tests")).toMatch(/the public API changed; when that is meant, run: make api/);
    expect(said(gates, "Tests")).toMatch(/\+ sigma_core\.indicators\.averages\.sma\(values: Sequence\[float\], size: int\)/);
  });
});

describe("the SDK", () => {
  it.each([
    ["sigma", "sigma-sdk"],
    // In gateway mode every API lies below one host.
    ["acme", "acme-old"],
  ] as const)("of %s passes its own CI the minute it exists", async (catalog, name) => {
    const gates = await gatesOf(born(catalog, name), "quality", "test");
    expect(gates.map((gate) => gate.name)).toEqual([...LIBRARY_GATES, "Contract tests"]);
    expect(failed(gates)).toEqual([]);
    tellWhetherAudited(gates);
  });

  it("knows the address of every product in every environment", () => {
    const urls = readFileSync(join(born("acme", "acme-old"), "acme_old/products.py"), "utf8");
    expect(urls).toMatch(
      /"shop": \{\n {8}"trial": "https:\/\/api\.acme\.trial\.acme\.example\/api\/shop",\n {8}"live": "https:\/\/api\.acme\.acme\.example\/api\/shop",\n/,
    );
  });

  it("fails for a golden schema that it does not keep, and for nothing else", async () => {
    const repository = born("sigma", "sigma-sdk");
    const golden = join(repository, "tests/contract/golden/page.schema.json");
    replace(golden, '"required": ["data", "page", "meta"]', '"required": ["data", "page", "meta", "total"]');
    replace(golden, '"properties": {\n    "data"', '"properties": {\n    "total": { "type": "integer" },\n    "data"');
    commit(repository);
    const gates = await gatesOf(repository, "test");
    expect(failed(gates)).toEqual(["Contract tests"]);
    expect(said(gates, "Contract tests")).toMatch(/'total' is a required property/);
  });
});
