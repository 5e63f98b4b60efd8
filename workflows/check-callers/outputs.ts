import { isMap, visit, type YAMLMap } from "yaml";
import type { CalledWorkflow } from "./check-call";
import { mapAt, names, pairs, type CallerProblem, type Source } from "./source";

/** `.name` or `['name']`, which mean the same. https://docs.github.com/actions/reference/workflows-and-actions/contexts */
const PART = String.raw`\s*(?:\.\s*([A-Za-z_][\w-]*)|\[\s*'([^']*)'\s*\])`;
/**
 * An output that an expression reads. A pattern, because GitHub's own parser of expressions is an ES module that this command cannot load; an index that is
 * itself an expression (`needs[matrix.job]`) is known only in the run.
 */
const OUTPUT = new RegExp(String.raw`\bneeds${PART}\s*(?:\.\s*outputs\b|\[\s*'outputs'\s*\])${PART}`, "g");

/** Every `needs.<job>.outputs.<name>` must be of a job that is waited for and has that output: GitHub takes an empty text otherwise, and says nothing. */
export const checkOutputs = (source: Source, jobs: YAMLMap, called: ReadonlyMap<string, CalledWorkflow>): readonly CallerProblem[] =>
  pairs(jobs).flatMap(({ name, value }) => {
    if (!isMap(value)) return [];
    const waited = value.has("needs") ? names(value.get("needs", true)) : [];
    const problems: CallerProblem[] = [];
    visit(value, {
      Scalar(_, node) {
        if (typeof node.value !== "string") return;
        for (const [, named = "", indexed = "", namedOutput = "", indexedOutput = ""] of node.value.matchAll(OUTPUT)) {
          const [from, output] = [named || indexed, namedOutput || indexedOutput];
          const message = outputProblem(jobs, name, waited, from, output, called);
          if (message !== null) problems.push(source.at(node, message));
        }
      },
    });
    return problems;
  });

function outputProblem(
  jobs: YAMLMap,
  name: string,
  waited: readonly string[],
  from: string,
  output: string,
  called: ReadonlyMap<string, CalledWorkflow>,
): string | null {
  if (!waited.includes(from)) return `job ${name} reads an output of ${from} without waiting for it; add it to needs`;
  const workflow = called.get(from);
  if (workflow) {
    const { id, contract, matrix } = workflow;
    if (!contract.outputs.includes(output)) return `${id} has no output "${output}"; outputs: ${contract.outputs.join(", ") || "none"}`;
    return matrix ? `job ${from} is a matrix, of whose outputs only the last one survives; collect results through artifacts` : null;
  }
  const job = jobs.get(from, true);
  if (!isMap(job) || (job as YAMLMap).has("uses")) return null;
  const own = pairs(mapAt(job as YAMLMap, "outputs")).map((pair) => pair.name);
  return own.includes(output) ? null : `job ${from} has no output "${output}"; outputs: ${own.join(", ") || "none"}`;
}
