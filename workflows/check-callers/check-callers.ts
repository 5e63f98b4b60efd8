import { isMap, isScalar, isSeq, type YAMLMap } from "yaml";
import { checkCall, type CalledWorkflow } from "./check-call";
import { contractOf } from "./contract";
import { oneImage } from "./one-image";
import { checkOutputs } from "./outputs";
import { mapAt, names, pairs, readSource, scalar, type CallerProblem, type Source } from "./source";

export type { CallerProblem } from "./source";

export interface CheckCallersProps {
  /** `organization/repository` of the library, as callers name it. */
  readonly library: string;
  /** Text of each workflow of the library, by id (file name without `.yml`). */
  readonly workflows: Readonly<Record<string, string>>;
  /** The same as of a commit that a caller pins; null where that commit is not known, then `workflows` count. @default none is known */
  readonly workflowsAt?: (commit: string) => Readonly<Record<string, string>> | null;
  /** Commits that callers may pin; every full commit is admitted when there is none. */
  readonly releasedCommits: readonly string[];
  /** Text of each caller workflow, by path. */
  readonly callers: Readonly<Record<string, string>>;
}

/**
 * Type-checks caller workflows against the library they call. GitHub finds most of this only when a run starts, some of it only
 * when an output is empty. Pure; reports every problem of every file, in the order of the files.
 */
export function checkCallers({
  library,
  workflows,
  workflowsAt = () => null,
  releasedCommits,
  callers,
}: CheckCallersProps): readonly CallerProblem[] {
  const present = contractsOf(workflows);
  const pinned = new Map<string, Contracts>();
  const secondImage = oneImage();
  return Object.entries(callers).flatMap(([file, text]) => {
    const source = readSource(file, text);
    if (!source.root || source.problems.length > 0) return source.problems;
    const jobs = mapAt(source.root, "jobs");
    if (!jobs) return [source.at(source.root, "has no jobs")];
    const called = new Map<string, CalledWorkflow>();
    const problems = pairs(jobs).flatMap(({ name, key, value }) => {
      if (!isMap(value)) return [source.at(key, `job ${name} is not a map`)];
      const job = value;
      const known = pairs(jobs).map((pair) => pair.name);
      const unknownNeeds = names(job.get("needs", true)).filter((need) => job.has("needs") && !known.includes(need));
      return [
        ...unknownNeeds.map((need) => source.at(job.get("needs", true), `job ${name} needs "${need}"; jobs: ${known.join(", ")}`)),
        ...(job.has("uses") ? calling(source, name, job, called) : steps(source, job)),
      ];
    });
    return [...problems, ...checkOutputs(source, jobs, called)];
  });

  function calling(source: Source, name: string, job: YAMLMap, called: Map<string, CalledWorkflow>): readonly CallerProblem[] {
    const uses = job.get("uses", true);
    const text = scalar(uses);
    if (typeof text !== "string") return [source.at(uses, "uses is not a text")];
    const [, repository, id, ref] = /^([^/]+\/[^/]+)\/\.github\/workflows\/([^/@]+)\.ya?ml@(.+)$/.exec(text) ?? [];
    if (repository === undefined || id === undefined || ref === undefined) {
      return [source.at(uses, `"${text}" is not <organization>/<repository>/.github/workflows/<workflow>.yml@<commit>`)];
    }
    const problems = pin(source, uses, ref);
    if (repository !== library) return [...problems, source.at(uses, `${repository} is not the family's library; call ${library}`)];
    const contracts = contractsAt(ref);
    const contract = contracts.get(id);
    if (!contract) {
      const callable = [...contracts].flatMap(([each, has]) => (has ? [each] : []));
      return [...problems, source.at(uses, `${library} has no reusable workflow "${id}"; it has ${callable.join(", ")}`)];
    }
    if (releasedCommits.length > 0 && /^[0-9a-f]{40}$/.test(ref) && !releasedCommits.includes(ref)) {
      problems.push(source.at(uses, `commit ${ref} of ${library} was not released; newest: ${releasedCommits.at(-1) ?? ""}`));
    }
    called.set(name, { id, contract, matrix: mapAt(job, "strategy")?.has("matrix") ?? false });
    return [...problems, ...checkCall(source, name, job, { id, contract, matrix: false }), ...secondImage(source, name, job, id)];
  }

  function contractsAt(ref: string): Contracts {
    const known = pinned.get(ref);
    if (known) return known;
    const texts = /^[0-9a-f]{40}$/.test(ref) ? workflowsAt(ref) : null;
    const contracts = texts ? contractsOf(texts) : present;
    pinned.set(ref, contracts);
    return contracts;
  }
}

type Contracts = ReadonlyMap<string, ReturnType<typeof contractOf>>;

const contractsOf = (workflows: Readonly<Record<string, string>>): Contracts =>
  new Map(Object.entries(workflows).map(([id, text]) => [id, contractOf(`${id}.yml`, text)]));

/** A tag or a branch can mean another commit tomorrow; the version beside the commit is for people. */
function pin(source: Source, uses: unknown, ref: string): CallerProblem[] {
  if (!/^[0-9a-f]{40}$/.test(ref))
    return [source.at(uses, `pinned to "${ref}", which can move; pin the full commit and write the version beside it`)];
  const comment = isScalar(uses) ? (uses.comment ?? "") : "";
  return /v\d+\.\d+\.\d+/.test(comment) ? [] : [source.at(uses, "no version beside the commit; write # v1.2.3 after it")];
}

/** Actions of ordinary jobs: pinned too, and not from inside the checkout's parent. */
const steps = (source: Source, job: YAMLMap): readonly CallerProblem[] => {
  const list = job.get("steps", true);
  const items: readonly unknown[] = isSeq(list) ? list.items : [];
  return items.flatMap((step) => {
    const uses = isMap(step) ? step.get("uses", true) : undefined;
    const text = scalar(uses);
    if (typeof text !== "string" || text.startsWith("./") || text.startsWith("$/")) return [];
    return pin(source, uses, text.split("@")[1] ?? "");
  });
};
