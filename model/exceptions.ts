import { checks } from "./checks/all";
import { didYouMean } from "./did-you-mean";
import type { Exception, Family } from "./family";
import type { Located, Path } from "./position";
import { list, problem, type Problem } from "./problem";

/** The names of the checks that an exception can waive. */
export const WAIVABLE: readonly string[] = checks
  .filter(({ waivable }) => waivable)
  .map(({ name }) => name)
  .sort();

interface Placed {
  readonly name: string;
  readonly exception: Exception;
  readonly at: Located;
  /** Its scope: the entry that holds it, or the whole catalog when family.yaml holds it. */
  readonly covers: (where: Located) => boolean;
}

/** Removes the waived problems and adds problems of the exceptions themselves: unknown, expired, or waiving nothing. */
export function applyExceptions(family: Family, problems: readonly Problem[], today: Date): readonly Problem[] {
  const day = today.toISOString().slice(0, 10);
  const placed = exceptions(family);
  const about = placed.flatMap(({ name, exception, at, covers }) => {
    if (!WAIVABLE.includes(name))
      return [
        problem(
          "exceptions",
          at,
          `"${name}" is no check that can be waived${didYouMean(name, WAIVABLE) || `; those that can are ${list(WAIVABLE)}`}`,
        ),
      ];
    if (exception.expires < day)
      return [
        problem(
          "exceptions",
          at,
          `expired on ${exception.expires}; fix what it waived, or renew it with the consent of ${exception.owner}`,
        ),
      ];
    const waives = problems.some(({ check, at: where }) => check === name && covers(where));
    return waives ? [] : [problem("exceptions", at, "waives nothing (any more); remove it")];
  });
  const holding = placed.filter(({ exception }) => exception.expires >= day);
  const left = problems.filter(
    ({ check, at }) => !WAIVABLE.includes(check) || !holding.some(({ name, covers }) => name === check && covers(at)),
  );
  return [...left, ...about];
}

function exceptions(family: Family): readonly Placed[] {
  const { environments, products, repositories } = family;
  const shared = Object.values(repositories).filter(({ product }) => product === null);
  return [family, ...Object.values(environments), ...Object.values(products), ...shared].flatMap((entry) => {
    const place = entry.at();
    const everywhere = entry === family;
    return Object.entries(entry.exceptions).map(([name, exception]) => ({
      name,
      exception,
      at: entry.at("exceptions", name),
      covers: (where: Located) => everywhere || (where.file === place.file && startsWith(where.path, place.path)),
    }));
  });
}

const startsWith = (path: Path, prefix: Path): boolean => prefix.every((step, index) => path[index] === step);
