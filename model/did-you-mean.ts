import { closest, distance } from "fastest-levenshtein";

/** `; did you mean "partitions"?` when one of the allowed names is near; a far one would mislead. */
export function didYouMean(got: string, allowed: Iterable<string>): string {
  const names = [...allowed];
  if (names.length === 0) return "";
  const best = closest(got, names);
  const near = distance(got.toLowerCase(), best.toLowerCase()) <= Math.max(1, Math.floor(best.length / 3));
  return near ? `; did you mean "${best}"?` : "";
}
