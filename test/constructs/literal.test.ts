import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { terraformOrTofu } from "../../cli/terraform/terraform";
import { TerraformOutput } from "cdktf";
import { Repository } from "@cdktf/provider-github/lib/repository";
import { literal, literalValue } from "../../constructs/literal";
import { synth } from "../synth";

const TEXTS = [
  "plain",
  "${1 + 1}",
  "%{ if true }yes%{ endif }",
  "already $${escaped} and %%{escaped}",
  "$$${three}",
  "ends with ${",
  "$ { } % $",
  'quotes " backslash \\ newline \n tab \t',
  "${TfToken[TOKEN.0]} ${TfToken[TOKEN.1]}",
  "#{TfToken[TOKEN.0]}",
  "&{TfToken[TOKEN.0]}",
];

/** What terraform itself makes of the outputs of a configuration. */
function outputs(configuration: unknown): Record<string, { value: unknown }> {
  const directory = mkdtempSync(join(tmpdir(), "literal-"));
  const terraform = (...args: string[]) =>
    execFileSync(terraformOrTofu(), args, { cwd: directory, env: { ...process.env, CHECKPOINT_DISABLE: "1" }, stdio: "pipe" });
  try {
    writeFileSync(join(directory, "main.tf.json"), JSON.stringify(configuration));
    terraform("apply", "-auto-approve", "-input=false");
    return JSON.parse(terraform("output", "-json").toString()) as Record<string, { value: unknown }>;
  } finally {
    rmSync(directory, { recursive: true });
  }
}

it("reaches Terraform's values exactly as written, as a string, in a list, as a key", () => {
  const stack = synth((scope) => {
    // A reference, so that the markers among the texts would have something to point to.
    const repository = new Repository(scope, "repository", { name: "shop" });
    expect(repository.fullName).toContain("TfToken[");
    for (const [index, text] of TEXTS.entries()) new TerraformOutput(scope, `text-${index}`, { value: literal(text) });
    new TerraformOutput(scope, "list", { value: literalValue(TEXTS) });
    new TerraformOutput(scope, "keys", { value: literalValue({ "${1 + 1}": ["%{a}"], plain: { "%{b}": 1 } }) });
  });
  const { list, keys, ...texts } = outputs({ output: (stack.json as { output: unknown }).output });
  expect(Object.values(texts).map(({ value }) => value)).toEqual(expect.arrayContaining(TEXTS));
  expect(Object.keys(texts)).toHaveLength(TEXTS.length);
  expect(list?.value).toEqual(TEXTS);
  expect(keys?.value).toEqual({ "${1 + 1}": ["%{a}"], plain: { "%{b}": 1 } });
});

it("leaves numbers, booleans and null as they are", () => {
  expect(literalValue({ a: 1, b: true, c: null, d: ["${x}"] })).toEqual({ a: 1, b: true, c: null, d: ["$${x}"] });
});
