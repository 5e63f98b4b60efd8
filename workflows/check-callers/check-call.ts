import { isMap, isScalar, type YAMLMap } from "yaml";
import type { Contract, InputContract } from "./contract";
import { mapAt, pairs, scalar, type CallerProblem, type Pair, type Source } from "./source";

export interface CalledWorkflow {
  readonly id: string;
  readonly contract: Contract;
  /** Whether the calling job is a matrix. */
  readonly matrix: boolean;
}

/** https://docs.github.com/actions/reference/reusable-workflows-reference#supported-keywords-for-jobs-that-call-a-reusable-workflow */
const ALLOWED = ["name", "uses", "with", "secrets", "strategy", "needs", "if", "concurrency", "permissions"];

/** One calling job against the contract of what it calls. */
export const checkCall = (source: Source, name: string, job: YAMLMap, { id, contract }: CalledWorkflow): readonly CallerProblem[] => [
  ...pairs(job)
    .filter((pair) => !ALLOWED.includes(pair.name))
    .map((pair) => source.at(pair.key, `${pair.name} is not possible on a job that calls a workflow; possible: ${ALLOWED.join(", ")}`)),
  ...inputs(source, job, id, contract),
  ...secrets(source, job, id, contract),
  ...permissions(source, name, job, id, contract),
];

function inputs(source: Source, job: YAMLMap, id: string, contract: Contract): readonly CallerProblem[] {
  const given = pairs(mapAt(job, "with"));
  const missing = Object.entries(contract.inputs).filter(([name, { required }]) => required && !given.some((pair) => pair.name === name));
  return [
    ...missing.map(([name, { type }]) => source.at(job.get("uses", true), `${id} requires the input ${name} (${type})`)),
    ...given.flatMap((pair) => {
      const expected = contract.inputs[pair.name];
      if (!expected) return [source.at(pair.key, `${id} has no input "${pair.name}"; inputs: ${Object.keys(contract.inputs).join(", ")}`)];
      const message = inputProblem(pair, expected);
      return message === null ? [] : [source.at(pair.value, `input ${pair.name} of ${id} ${message}`)];
    }),
  ];
}

function inputProblem({ value: node }: Pair, { type, pattern }: InputContract): string | null {
  const value = scalar(node);
  if (value === undefined || value === null) return `must be a ${type}, is ${isMap(node) ? "a map" : value === null ? "empty" : "a list"}`;
  if (typeof value === "string" && value.includes("${{")) {
    const [context] = /\b(env|secrets)\./.exec(value) ?? [];
    // https://docs.github.com/actions/reference/contexts-reference#context-availability
    return context === undefined
      ? null
      : `reads ${context}, which GitHub does not know here${context === "secrets." ? "; pass it under secrets" : ""}`;
  }
  if (typeof value !== type) return `must be a ${type}, is the ${typeof value} ${JSON.stringify(value)}`;
  if (pattern !== null && !new RegExp(`^(${pattern})$`).test(String(value)))
    return `is ${JSON.stringify(value)}; it must match ^(${pattern})$`;
  return null;
}

function secrets(source: Source, job: YAMLMap, id: string, contract: Contract): readonly CallerProblem[] {
  const node = job.get("secrets", true);
  if (isScalar(node))
    return [
      source.at(
        node,
        `secrets: ${String(node.value)} hands over every secret there is; name those that ${id} takes: ${Object.keys(contract.secrets).join(", ") || "none"}`,
      ),
    ];
  const given = pairs(mapAt(job, "secrets"));
  const missing = Object.entries(contract.secrets).filter(([name, required]) => required && !given.some((pair) => pair.name === name));
  return [
    ...missing.map(([name]) => source.at(job.get("uses", true), `${id} requires the secret ${name}`)),
    ...given
      .filter((pair) => contract.secrets[pair.name] === undefined)
      .map((pair) =>
        source.at(pair.key, `${id} takes no secret "${pair.name}"; it takes ${Object.keys(contract.secrets).join(", ") || "none"}`),
      ),
  ];
}

const RANK = { none: 0, read: 1, write: 2 } as const;

/** GitHub refuses a run whose caller grants less than a called job asks for; anything granted beyond that is not needed. */
function permissions(source: Source, name: string, job: YAMLMap, id: string, contract: Contract): readonly CallerProblem[] {
  const own = job.has("permissions") ? job : source.root;
  if (!own?.has("permissions")) return [source.at(job.get("uses", true), `job ${name} has no permissions; it needs ${listed(contract)}`)];
  const node = own.get("permissions", true);
  if (isScalar(node))
    return [source.at(node, `permissions: ${String(node.value)} is not a list of scopes; ${id} needs ${listed(contract)}`)];
  const granted = new Map(pairs(mapAt(own, "permissions")).map((pair) => [pair.name, pair]));
  const rank = (scope: string): number => {
    const level = scalar(granted.get(scope)?.value);
    return level === "read" || level === "write" ? RANK[level] : RANK.none;
  };
  return [
    ...Object.entries(contract.permissions)
      .filter(([scope, level]) => rank(scope) < RANK[level])
      .map(([scope, level]) => source.at(granted.get(scope)?.value ?? node, `${id} needs ${scope}: ${level}; grant it on job ${name}`)),
    // Scopes of the whole workflow may be for its other jobs.
    ...(own === job ? [...granted.values()] : [])
      .filter(({ name: scope }) => rank(scope) > RANK[contract.permissions[scope] ?? "none"])
      .map(({ name: scope, value }) =>
        source.at(value, `${id} needs ${contract.permissions[scope] ?? "nothing"} of ${scope}; take the rest away`),
      ),
  ];
}

const listed = ({ permissions: needed }: Contract): string =>
  Object.entries(needed)
    .map(([scope, level]) => `${scope}: ${level}`)
    .join(", ") || "{}";
