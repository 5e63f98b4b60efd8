import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { terraformProgram } from "../../cli/setup/terraform-program";

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "setup-"));
});
afterEach(() => {
  rmSync(root, { recursive: true });
});

function program(path: string, mode = 0o755): void {
  mkdirSync(join(root, dirname(path)), { recursive: true });
  writeFileSync(join(root, path), "", { mode });
}
const chosen = (environment: Readonly<Record<string, string>> = {}): string | null =>
  terraformProgram({ PATH: `${join(root, "first")}:${join(root, "second")}`, ...environment }, root);

it("is Terraform where the PATH has both", () => {
  program("first/tofu");
  program("second/terraform");
  expect(chosen()).toBe("terraform");
});

it("is OpenTofu where the PATH has no Terraform", () => {
  program("second/tofu");
  program(".tools/bin/terraform");
  expect(chosen()).toBe("tofu");
});

it("is the Terraform that was fetched where the PATH has neither", () => {
  program(".tools/bin/terraform");
  // A file that nobody may run, and a folder, are no programs.
  program("first/terraform", 0o644);
  mkdirSync(join(root, "second/tofu"), { recursive: true });
  expect(chosen()).toBe(join(root, ".tools/bin/terraform"));
});

it("is what TERRAFORM_BINARY_NAME says, whatever else there is", () => {
  program("first/terraform");
  expect(chosen({ TERRAFORM_BINARY_NAME: "/opt/tofu" })).toBe("/opt/tofu");
});

it("is nothing where there is none", () => {
  expect(chosen()).toBeNull();
});
