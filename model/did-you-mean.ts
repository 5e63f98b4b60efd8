import { distance } from "fastest-levenshtein";

/** The allowed name that is close enough to be a likely typo. A distant suggestion would mislead. */
export function nearName(got: string, allowed: Iterable<string>): string | null {
  let best: string | null = null;
  let least = Infinity;
  for (const name of allowed) {
    const edits = edited(got.toLowerCase(), name.toLowerCase());
    if (edits <= Math.max(1, Math.floor(name.length / 3)) && edits < least) [best, least] = [name, edits];
  }
  return best;
}

/** Edit distance in letters; two swapped neighbors count as one. */
const edited = (a: string, b: string): number => {
  const edits = distance(a, b);
  return edits === 2 && a.length === b.length && letters(a) === letters(b) ? 1 : edits;
};

const letters = (text: string): string => Array.from(text).sort().join("");

/** `; did you mean "partitions"?`, or nothing. */
export function didYouMean(got: string, allowed: Iterable<string>): string {
  const name = nearName(got, allowed);
  return name === null ? "" : `; did you mean "${name}"?`;
}
