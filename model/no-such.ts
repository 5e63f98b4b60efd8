import { didYouMean } from "./did-you-mean";
import type { Located } from "./position";
import { finding, list, type Finding } from "./problem";

/**
 * What a check says of a reference to something that does not exist: `no team "platfrom"; did you mean "platform"?`, or the list of existing names and the edit to make.
 * @param existing the existing names
 * @param edit what to do when no existing name is similar
 */
export function noSuch(at: Located, sort: string, name: string, existing: Iterable<string>, edit: string): Finding {
  const names = [...existing];
  const remedy = didYouMean(name, names) || `; there ${names.length === 1 ? "is" : "are"} ${list(names)}: ${edit}`;
  return finding(at, `no ${sort} "${name}"${remedy}`);
}
