import type { Exception, Family } from "../model/family";
import type { Entry } from "../model/position";
import type { ExceptionFacts } from "./page-model";

interface Holder extends Entry {
  readonly exceptions: Readonly<Record<string, Exception>>;
}

/** Every exception of the catalog, the one that ends first on top. A product's repositories have the product's, so they are left out. */
export function exceptionFacts(family: Family): readonly ExceptionFacts[] {
  const shared = Object.values(family.repositories).filter(({ product }) => product === null);
  const holders: readonly (readonly [string, Holder])[] = [
    ["family", family],
    ...Object.entries(family.environments),
    ...Object.entries(family.products),
    ...shared.map((repository) => [repository.name, repository] as const),
  ];
  return holders.flatMap(([entry, holder]) => factsOf(entry, holder)).sort((one, other) => (one.expires < other.expires ? -1 : 1));
}

const factsOf = (entry: string, { exceptions, at }: Holder): readonly ExceptionFacts[] =>
  Object.entries(exceptions).map(([check, { reason, owner, expires }]) => {
    const { file, line, path } = at("exceptions", check);
    return { check, entry, reason, owner, expires, file, line, path: path.join(".") };
  });
