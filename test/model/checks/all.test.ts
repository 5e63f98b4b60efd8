import { join } from "node:path";
import { checks } from "../../../model/checks/all";
import { ProjectCopy } from "../../cli/project-copy";
import { ROOT } from "../../cli/workplace";

it("each check has a name of its own", () => {
  const names = checks.map(({ name }) => name);
  for (const name of names) expect(name).toMatch(/^[a-z]+(-[a-z]+)*$/);
  expect(new Set(names).size).toBe(names.length);
});

describe("a new file of checks", () => {
  const copy = new ProjectCopy();
  afterAll(() => {
    copy.remove();
  });
  const CHECK =
    'import type { Check } from "./check";\nexport const checkBrands: Check = { name: "brands", waivable: false, run: () => [] };\n';

  const lint = () =>
    copy.run(process.execPath, [join(ROOT, "node_modules/dependency-cruiser/bin/dependency-cruise.mjs"), "model/checks", "contract"]);
  function compile() {
    copy.write("tsconfig.checks.json", JSON.stringify({ extends: "./tsconfig.json", files: ["model/checks/all.ts"], include: [] }));
    return copy.run(process.execPath, [join(ROOT, "node_modules/typescript/bin/tsc"), "--project", "tsconfig.checks.json"]);
  }

  // Each step needs the one before.
  it("fails the lint while the list of checks does not import it", async () => {
    copy.write("model/checks/brands.ts", CHECK);
    const { code, output } = await lint();
    expect(code).not.toBe(0);
    expect(output).toContain("error every-check-is-listed: model/checks/brands.ts");
  });

  it("passes it once the list does, and its check runs", async () => {
    copy.edit(
      "model/checks/all.ts",
      'import * as calls from "./calls";\n',
      'import * as brands from "./brands";\nimport * as calls from "./calls";\n',
    );
    copy.edit("model/checks/all.ts", "= [\n", "= [\n  brands,\n");
    expect(await lint()).toMatchObject({ code: 0 });
    expect((await compile()).output).toBe("");
    const script = 'console.log(require("./model/checks/all").checks.map(({ name }) => name).join(" "))';
    const { output } = await copy.run(process.execPath, ["--require", "tsx/cjs", "--eval", script]);
    expect(output.trim().split(" ").sort()).toEqual(["brands", ...checks.map(({ name }) => name)].sort());
  });

  it("does not compile when it exports something other than a check", async () => {
    copy.write("model/checks/brands.ts", `${CHECK}export const LONGEST_BRAND = 40;\n`);
    const { code, output } = await compile();
    expect(code).not.toBe(0);
    expect(output).toMatch(/^model\/checks\/all\.ts\(\d+,\d+\): error [^]*LONGEST_BRAND/);
  });
});
