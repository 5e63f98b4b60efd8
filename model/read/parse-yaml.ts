import { LineCounter, type YAMLError } from "yaml";
import { composeYaml, MAX_DEPTH, type Comment } from "./compose-yaml";
import { notPlainData } from "./plain-data";
import type { Located, Path } from "../position";
import { problem, type Problem } from "../problem";
import { yamlPlaces, type Place } from "./yaml-places";

/** A catalog file as plain values, with the position of each. */
export interface ParsedYaml {
  readonly value: unknown;
  readonly at: (...path: Path) => Located;
  /** Values that a comment marks "to be confirmed". */
  readonly unconfirmed: readonly Located[];
}

/** The comment that marks a value as unconfirmed. */
const UNCONFIRMED = /to be confirmed/i;

/** Parses one YAML 1.2 document (core schema) and keeps the position of every value. Refuses everything that is not plain data. */
export function parseYaml(text: string, file: string): { readonly parsed?: ParsedYaml; readonly problems: readonly Problem[] } {
  const lines = new LineCounter();
  const position = positions(lines, file);
  const refuse = (offset: number, message: string) => ({ problems: [problem("yaml", position(offset), message)] });

  const { documents, comments, tooDeepAt } = composeYaml(text, lines);
  if (tooDeepAt !== null)
    return refuse(tooDeepAt, `nests deeper than ${MAX_DEPTH} levels; the catalog needs six: close the brackets or indent less`);
  const [document, second] = documents;
  const syntax = documents.flatMap(({ errors }) => errors).sort((a, b) => a.pos[0] - b.pos[0])[0];
  // Errors after the first syntax error are guesses.
  if (syntax) return refuse(syntax.pos[0], advice(syntax));
  if (!document?.contents) return refuse(0, "holds only comments; write the entry or remove the file");
  if (second) return refuse(second.range[0], "a second document begins here; one file is one entry: remove the --- line or split the file");

  const places = yamlPlaces(document.contents);
  const findings = notPlainData(document, places);
  const problems = findings.map(({ place, message }) => problem("yaml", position(place.offset, place.path), message));
  if (findings.some(({ fatal }) => fatal)) return { problems };

  const unconfirmed = unconfirmedPlaces(comments, places, text).map(({ offset, path }) => position(offset, path));
  return { parsed: { value: document.toJS(), at: placing(places, position), unconfirmed }, problems };
}

const positions =
  ({ linePos }: LineCounter, file: string) =>
  (offset: number, path: Path = []): Located => {
    const { line, col } = linePos(offset);
    return { file, line: Math.max(line, 1), column: Math.max(col, 1), path };
  };

/** Returns a function that finds positions in a file. It lives as long as the family, so it keeps offsets, not the document. */
function placing(places: readonly Place[], position: (offset: number, path: Path) => Located): ParsedYaml["at"] {
  const offsets = new Map(places.map(({ path, offset }) => [indexKey(path), offset]));
  return (...path) => position(nearest(offsets, path), path);
}

const indexKey = (path: Path): string => path.join("\0");

/** The offset of the value at `path`, or of the nearest one above it. */
function nearest(offsets: ReadonlyMap<string, number>, path: Path): number {
  for (let length = path.length; length >= 0; length--) {
    const offset = offsets.get(indexKey(path.slice(0, length)));
    if (offset !== undefined) return offset;
  }
  return 0;
}

/** Values marked as unconfirmed. A comment marks the value that starts on its line; a comment on its own line marks the next value. */
function unconfirmedPlaces(comments: readonly Comment[], places: readonly Place[], text: string): readonly Place[] {
  const inside = places.filter(({ path }) => path.length > 0);
  return comments
    .filter((comment) => UNCONFIRMED.test(comment.text))
    .flatMap(({ offset }) => {
      const start = text.lastIndexOf("\n", offset) + 1;
      const alone = text.slice(start, offset).trim() === "";
      const place = inside.find((candidate) => candidate.offset >= (alone ? offset : start));
      if (place && (alone || place.offset < offset)) return [place];
      const before = inside.findLast((candidate) => candidate.offset < offset);
      return before ? [before] : [];
    });
}

/** The parser's message, with the edit to make where the parser does not name one. */
function advice({ code, message }: YAMLError): string {
  if (code === "TAB_AS_INDENT") return "a tab indents this line; indent with spaces";
  const sentence = message.split("\n")[0] ?? message;
  return `is not YAML: ${sentence.slice(0, 1).toLowerCase()}${sentence.slice(1)}; fix it, or put the text in quotes`;
}
