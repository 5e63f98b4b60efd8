import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { writeChanges } from "../../../cli/catalog-edits/write-changes";

/** Several files that belong together: all of them are written, or none. */
const folder = mkdtempSync(join(tmpdir(), "changes-"));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

it("writes every file, and the folders that they need", () => {
  writeChanges(folder, [
    { file: "products/reef.yaml", text: "brand: Reef\n" },
    { file: "teams.yaml", text: "reef: {}\n" },
  ]);
  expect(readFileSync(join(folder, "products/reef.yaml"), "utf8")).toBe("brand: Reef\n");
  expect(readFileSync(join(folder, "teams.yaml"), "utf8")).toBe("reef: {}\n");
});

it("leaves nothing of the others when one cannot be written", () => {
  writeFileSync(join(folder, "teams.yaml"), "base: {}\n");
  mkdirSync(join(folder, "repositories.yaml"), { recursive: true });
  expect(() => {
    writeChanges(folder, [
      { file: "products/cove.yaml", text: "brand: Cove\n" },
      { file: "teams.yaml", text: "cove: {}\n" },
      { file: "repositories.yaml", text: "repositories: {}\n" },
    ]);
  }).toThrow(/EISDIR/);
  expect(readFileSync(join(folder, "teams.yaml"), "utf8")).toBe("base: {}\n");
  expect(readdirSync(join(folder, "products"))).toEqual(["reef.yaml"]);
});
