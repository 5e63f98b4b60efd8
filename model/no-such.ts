import { didYouMean } from "./did-you-mean";
import type { Located } from "./position";
import { list, problem, type Problem } from "./problem";

/**
 * A reference that leads nowhere: `no team "platfrom"; did you mean "platform"?`, or what there is and how to mend it.
 * @param existing what there is of the sort
 * @param edit what to do where no name is near
 */
export function noSuch(check: string, at: Located, sort: string, name: string, existing: Iterable<string>, edit: string): Problem {
  const names = [...existing];
  const remedy = didYouMean(name, names) || `; there ${names.length === 1 ? "is" : "are"} ${list(names)}: ${edit}`;
  return problem(check, at, `no ${sort} "${name}"${remedy}`);
}
