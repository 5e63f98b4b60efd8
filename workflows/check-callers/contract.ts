import { mapAt, names, pairs, readSource, scalar, type Source } from "./source";
import { isMap, type YAMLMap } from "yaml";

export interface InputContract {
  readonly type: "string" | "number" | "boolean";
  readonly required: boolean;
  readonly default: string | number | boolean | null;
  /** The pattern that its first step checks; null without one. */
  readonly pattern: string | null;
}

/** What a reusable workflow promises to its callers and demands of them. */
export interface Contract {
  readonly inputs: Readonly<Record<string, InputContract>>;
  /** Whether each secret is required. */
  readonly secrets: Readonly<Record<string, boolean>>;
  readonly outputs: readonly string[];
  /** Scope to level, over all jobs. */
  readonly permissions: Readonly<Record<string, "read" | "write">>;
  /** Names of the checks that a caller sees. */
  readonly jobs: readonly string[];
}

/** Reads the contract out of an emitted workflow. Null when others cannot call it. */
export function contractOf(file: string, text: string): Contract | null {
  const source = readSource(file, text);
  const problem = source.problems[0];
  if (problem) throw new Error(`${file}:${problem.line}:${problem.column} ${problem.message}`);
  const on = mapAt(source.root, "on");
  if (!on?.has("workflow_call")) return null;
  const call = mapAt(on, "workflow_call");
  const patterns = checkedPatterns(source);
  return {
    inputs: Object.fromEntries(
      pairs(mapAt(call, "inputs")).map(({ name, value }) => [name, input(isMap(value) ? value : null, patterns.get(name) ?? null)]),
    ),
    secrets: Object.fromEntries(
      pairs(mapAt(call, "secrets")).map(({ name, value }) => [name, isMap(value) && scalar(value.get("required", true)) === true]),
    ),
    outputs: pairs(mapAt(call, "outputs")).map(({ name }) => name),
    permissions: neededPermissions(source),
    jobs: pairs(mapAt(source.root, "jobs")).map(({ name, value }) => {
      const shown = isMap(value) ? scalar(value.get("name", true)) : undefined;
      return typeof shown === "string" ? shown : name;
    }),
  };
}

function input(definition: YAMLMap | null, pattern: string | null): InputContract {
  const type = scalar(definition?.get("type", true));
  const value = scalar(definition?.get("default", true));
  return {
    type: type === "number" || type === "boolean" ? type : "string",
    required: scalar(definition?.get("required", true)) === true,
    default: value ?? null,
    pattern,
  };
}

/** The lines `name pattern` of the step that checks the inputs. */
function checkedPatterns({ root }: Source): ReadonlyMap<string, string> {
  const rules = pairs(mapAt(root, "jobs")).flatMap(({ value }) => {
    const steps = isMap(value) ? value.getIn(["steps", 0, "env", "RULES"]) : undefined;
    return typeof steps === "string" ? steps.split("\n") : [];
  });
  return new Map(
    rules.filter((line) => line.includes(" ")).map((line) => [line.slice(0, line.indexOf(" ")), line.slice(line.indexOf(" ") + 1)]),
  );
}

function neededPermissions({ root }: Source): Record<string, "read" | "write"> {
  const needed: Record<string, "read" | "write"> = {};
  for (const { value } of pairs(mapAt(root, "jobs"))) {
    for (const { name, value: level } of pairs(mapAt(isMap(value) ? value : null, "permissions"))) {
      const [wanted] = names(level);
      if (wanted === "write" || (wanted === "read" && needed[name] === undefined)) needed[name] = wanted;
    }
  }
  return needed;
}
