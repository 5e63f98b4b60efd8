import { isMap, isScalar, isSeq, LineCounter, parseDocument, type Node, type YAMLMap } from "yaml";

/** A problem in a caller workflow: place, message, and the edit to make. */
export interface CallerProblem {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

/** A workflow file whose values know where they stand. */
export interface Source {
  readonly root: YAMLMap | null;
  /** Syntax errors; with one of them nothing else is looked at. */
  readonly problems: readonly CallerProblem[];
  readonly at: (node: unknown, message: string) => CallerProblem;
}

export function readSource(file: string, text: string): Source {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true });
  const place = (offset: number, message: string): CallerProblem => {
    const { line, col } = lines.linePos(offset);
    return { file, line, column: col, message };
  };
  const at = (node: unknown, message: string): CallerProblem => place((node as Node | null | undefined)?.range?.[0] ?? 0, message);
  const problems = document.errors.map(({ pos, message }) => place(pos[0], message.split("\n")[0] ?? message));
  if (problems.length === 0 && !isMap(document.contents)) problems.push(place(0, "is not a workflow: a map with on and jobs is expected"));
  return { root: isMap(document.contents) ? document.contents : null, problems, at };
}

/** The map under a key; null where there is none. */
export function mapAt(map: YAMLMap | null, key: string): YAMLMap | null {
  const node = map?.get(key, true);
  return isMap(node) ? node : null;
}

export interface Pair {
  readonly name: string;
  readonly key: unknown;
  readonly value: unknown;
}

export const pairs = (map: YAMLMap | null): readonly Pair[] =>
  (map?.items ?? []).flatMap(({ key, value }) => (isScalar(key) ? [{ name: String(key.value), key, value }] : []));

/** A scalar's value; undefined for anything else. */
export const scalar = (node: unknown): string | number | boolean | null | undefined => {
  if (!isScalar(node)) return undefined;
  const { value } = node;
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean" || value === null ? value : undefined;
};

/** A list of names, or one name. */
export const names = (node: unknown): readonly string[] =>
  (isSeq(node) ? node.items : [node]).map(scalar).filter((value) => typeof value === "string");
