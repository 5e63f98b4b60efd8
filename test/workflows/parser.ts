import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createRequire } from "node:module";
import { buildSync } from "esbuild";
import type * as Parser from "@actions/workflow-parser";

/** GitHub's own parser. It is an ES module that imports JSON, which neither Node 20 nor Jest loads as it is: one bundle, made here. */
function load(): typeof Parser {
  const file = join(mkdtempSync(join(tmpdir(), "workflow-parser-")), "parser.cjs");
  buildSync({
    stdin: { contents: 'export * from "@actions/workflow-parser";', resolveDir: join(__dirname, "../.."), loader: "js" },
    bundle: true,
    platform: "node",
    format: "cjs",
    outfile: file,
    logLevel: "error",
  });
  return createRequire(__filename)(file) as typeof Parser;
}

let parser: typeof Parser | undefined;

/** What GitHub's parser has against a workflow file, each finding with its line. */
export function findings(name: string, content: string): readonly string[] {
  parser ??= load();
  const { context } = parser.parseWorkflow({ name, content }, new parser.NoOperationTraceWriter());
  return context.errors.getErrors().map((error) => `${name}: ${error.message}`);
}
