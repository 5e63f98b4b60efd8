import type { Contract, InputContract } from "../check-callers/contract";

/** The version step that a change needs. */
export type Step = "major" | "minor" | "patch";

export interface ContractChange {
  readonly step: Step;
  /** `deploy: input chart is gone`. */
  readonly message: string;
}

type Contracts = Readonly<Record<string, Contract>>;

/**
 * What changed for callers between two states of the library. Major is what can break a caller that was right before: GitHub refuses an input or
 * secret it does not know, a missing one, and a grant that is too small; a branch protection waits for ever for a check that is gone.
 */
export function contractChanges(before: Contracts, after: Contracts): readonly ContractChange[] {
  const ids = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  return ids.flatMap((id) => {
    const [old, now] = [before[id], after[id]];
    if (!now) return [change("major", id, "the workflow is gone")];
    if (!old) return [change("minor", id, "is new")];
    return [
      ...inputs(id, old, now),
      ...secrets(id, old, now),
      ...outputs(id, old, now),
      ...permissions(id, old, now),
      ...jobs(id, old, now),
    ];
  });
}

/** The largest step that any of the changes needs. */
export const step = (changes: readonly ContractChange[]): Step =>
  changes.some((each) => each.step === "major") ? "major" : changes.some((each) => each.step === "minor") ? "minor" : "patch";

const change = (size: Step, id: string, message: string): ContractChange => ({ step: size, message: `${id}: ${message}` });

const inputs = (id: string, { inputs: before }: Contract, { inputs: after }: Contract): readonly ContractChange[] => [
  ...gone(before, after).map((name) => change("major", id, `input ${name} is gone`)),
  ...gone(after, before).map((name) =>
    change(after[name]?.required ? "major" : "minor", id, `input ${name} is new${after[name]?.required ? " and required" : ""}`),
  ),
  ...both(before, after).flatMap(([name, old, now]) => input(id, name, old, now)),
];

const input = (id: string, name: string, old: InputContract, now: InputContract): readonly ContractChange[] => [
  ...(old.type !== now.type ? [change("major", id, `input ${name} was a ${old.type}, is a ${now.type}`)] : []),
  ...(old.required !== now.required
    ? [change(now.required ? "major" : "minor", id, `input ${name} is ${now.required ? "required" : "optional"} now`)]
    : []),
  // Whether one pattern admits all that another one does cannot be told in general, so a changed one counts as narrower.
  ...(old.pattern !== now.pattern
    ? [
        change(
          now.pattern === null ? "minor" : "major",
          id,
          `input ${name} must match ${now.pattern ?? "nothing"}, before ${old.pattern ?? "nothing"}`,
        ),
      ]
    : []),
  ...(old.default !== now.default && !now.required
    ? [change("minor", id, `input ${name} is ${JSON.stringify(now.default)} by default, before ${JSON.stringify(old.default)}`)]
    : []),
];

const secrets = (id: string, { secrets: before }: Contract, { secrets: after }: Contract): readonly ContractChange[] => [
  ...gone(before, after).map((name) => change("major", id, `secret ${name} is gone`)),
  ...gone(after, before).map((name) =>
    change(after[name] ? "major" : "minor", id, `secret ${name} is new${after[name] ? " and required" : ""}`),
  ),
  ...both(before, after)
    .filter(([, old, now]) => old !== now)
    .map(([name, , now]) => change(now ? "major" : "minor", id, `secret ${name} is ${now ? "required" : "optional"} now`)),
];

const outputs = (id: string, { outputs: before }: Contract, { outputs: after }: Contract): readonly ContractChange[] => [
  ...before.filter((name) => !after.includes(name)).map((name) => change("major", id, `output ${name} is gone`)),
  ...after.filter((name) => !before.includes(name)).map((name) => change("minor", id, `output ${name} is new`)),
];

const permissions = (id: string, { permissions: before }: Contract, { permissions: after }: Contract): readonly ContractChange[] => [
  ...Object.entries(after)
    .filter(([scope, level]) => before[scope] !== level && !(before[scope] === "write" && level === "read"))
    .map(([scope, level]) => change("major", id, `asks for ${scope}: ${level}, before ${before[scope] ?? "nothing"}`)),
  ...Object.entries(before)
    .filter(([scope, level]) => after[scope] !== level && !(level === "read" && after[scope] === "write"))
    .map(([scope, level]) => change("minor", id, `asks for ${after[scope] ?? "nothing"} of ${scope}, before ${level}`)),
];

const jobs = (id: string, { jobs: before }: Contract, { jobs: after }: Contract): readonly ContractChange[] => [
  ...before
    .filter((name) => !after.includes(name))
    .map((name) => change("major", id, `check ${name} is gone, which a branch protection may demand`)),
  ...after.filter((name) => !before.includes(name)).map((name) => change("patch", id, `check ${name} is new`)),
];

const gone = (before: Readonly<Record<string, unknown>>, after: Readonly<Record<string, unknown>>): readonly string[] =>
  Object.keys(before).filter((name) => !Object.hasOwn(after, name));

const both = <T>(before: Readonly<Record<string, T>>, after: Readonly<Record<string, T>>): readonly (readonly [string, T, T])[] =>
  Object.entries(before).flatMap(([name, old]) => {
    const now = after[name];
    return now === undefined ? [] : [[name, old, now] as const];
  });
