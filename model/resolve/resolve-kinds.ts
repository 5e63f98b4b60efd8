import { isKind, KINDS, type KindDescriptor } from "../../contract/kinds";
import { didYouMean } from "../did-you-mean";
import type { RepositoryKind } from "../family";
import { list, problem, type Problem } from "../problem";
import { record } from "../record";
import type { RepositoriesSpec } from "../schema/repositories";
import { type Source, within } from "../read/sources";

/** The kinds of the catalog with what the code knows of them; one that the code does not know is a problem and left out. */
export function resolveKinds(source: Source<RepositoriesSpec>): {
  readonly kinds: Readonly<Record<string, RepositoryKind>>;
  readonly problems: readonly Problem[];
} {
  const resolved = Object.entries(source.spec.kinds).map(([name, { environments, ...policy }]) => {
    const at = within(source, "kinds", name);
    if (!isKind(name)) return { kinds: [], problems: [problem("kind", at(), withoutDescriptor(name))] };
    const descriptor: KindDescriptor = KINDS[name];
    const kind: RepositoryKind = {
      ...descriptor,
      ...policy,
      requiredChecks: union(descriptor.requiredChecks, policy.requiredChecks),
      requiredChecksOnceReleased: union(descriptor.requiredChecksOnceReleased, policy.requiredChecksOnceReleased),
      name,
      at,
    };
    const message = `got "${environments ?? ""}"; the workflows of the kind ${name} use the environments "${descriptor.environments}": write that, or take the line away`;
    const differs = environments !== undefined && environments !== descriptor.environments;
    return { kinds: [[name, kind] as const], problems: differs ? [problem("kind", at("environments"), message)] : [] };
  });
  return { kinds: record(resolved.flatMap(({ kinds }) => kinds)), problems: resolved.flatMap(({ problems }) => problems) };
}

const withoutDescriptor = (name: string): string =>
  `the kind "${name}" has no descriptor, so nobody knows its workflows and files${didYouMean(name, Object.keys(KINDS))}; ` +
  `take one of ${list(Object.keys(KINDS))}, or write its descriptor in contract/kinds.ts, its workflows in workflows/callers/repository-callers.ts ` +
  `and its files in scaffolds/${name}/files/ (CONTRIBUTING.md)`;

const union = (own: readonly string[], more: readonly string[]): readonly string[] => [...new Set([...own, ...more])];
