import { type Document, isAlias, isMap, isNode, isPair, isScalar, LineCounter, parseAllDocuments, visit, type YAMLError } from "yaml";
import type { Located, Path } from "./position";
import { problem, type Problem } from "./problem";

/** A file of the catalog as plain values, and where each of them stands. */
export interface ParsedYaml {
  readonly value: unknown;
  readonly at: (...path: Path) => Located;
  /** Values that a comment marks "to be confirmed". */
  readonly unconfirmed: readonly Located[];
}

/** Facts that somebody has still to confirm carry this comment. */
const UNCONFIRMED = /to be confirmed/i;

/**
 * Parses one YAML 1.2 document in the core schema, with the position of every value.
 * Refused: syntax errors, duplicate keys, several documents, anchors, aliases and tags (the catalog is plain data, and aliases can explode).
 */
export function parseYaml(text: string, file: string): { readonly parsed?: ParsedYaml; readonly problems: readonly Problem[] } {
  const lines = new LineCounter();
  const documents = parseAllDocuments(text, { lineCounter: lines, strict: true, uniqueKeys: true, version: "1.2", merge: false });
  const position = (offset: number, path: Path): Located => {
    const { line, col } = lines.linePos(offset);
    return { file, line: Math.max(line, 1), column: Math.max(col, 1), path };
  };
  if (!Array.isArray(documents) || documents.length === 0) {
    return { problems: [problem("yaml", position(0, []), "holds only comments; write the entry or remove the file")] };
  }
  const [document, second] = documents as [Document.Parsed, Document.Parsed?];
  const problems = [
    ...(documents as Document.Parsed[]).flatMap(({ errors, warnings }) =>
      [...errors, ...warnings].map((error) => problem("yaml", position(error.pos[0], []), advice(error))),
    ),
    ...(second
      ? [
          problem(
            "yaml",
            position(second.range[0], []),
            "a second document begins here; one file is one entry: remove the --- line or split the file",
          ),
        ]
      : []),
    ...anchorsAndTags(document, position),
  ];
  if (problems.length > 0) return { problems };
  const unconfirmed: Located[] = [];
  visit(document, {
    Pair(_key, pair, ancestors) {
      const value = isNode(pair.value) ? pair.value : null;
      const key = isScalar(pair.key) ? pair.key : null;
      if (UNCONFIRMED.test(value?.comment ?? "") || UNCONFIRMED.test(key?.commentBefore ?? "")) {
        unconfirmed.push(position(key?.range?.[0] ?? 0, [...pathOf(ancestors), String(key?.value)]));
      }
    },
  });
  return { parsed: { value: document.toJS(), at: (...path) => position(offsetOf(document, path), path), unconfirmed }, problems };
}

/** The offset of the key that introduces the value at `path`, or of the nearest one above it. */
function offsetOf(document: Document.Parsed, path: Path): number {
  let node: unknown = document.contents;
  let offset = document.contents?.range[0] ?? 0;
  for (const step of path) {
    if (isMap(node)) {
      const pair = node.items.find(({ key }) => isScalar(key) && String(key.value) === String(step));
      if (!pair) return offset;
      if (isScalar(pair.key) && pair.key.range) offset = pair.key.range[0];
      node = pair.value;
    } else {
      const item: unknown = isNode(node) && "items" in node ? (node.items as unknown[])[Number(step)] : undefined;
      if (!isNode(item)) return offset;
      offset = item.range?.[0] ?? offset;
      node = item;
    }
  }
  return offset;
}

function anchorsAndTags(document: Document.Parsed, position: (offset: number, path: Path) => Located): readonly Problem[] {
  const problems: Problem[] = [];
  visit(document, {
    Node(_key, node, ancestors) {
      const where = position(node.range?.[0] ?? 0, pathOf(ancestors));
      if (isAlias(node)) problems.push(problem("yaml", where, `*${node.source} is an alias; the catalog has none: write the value out`));
      else if (node.anchor) problems.push(problem("yaml", where, `&${node.anchor} is an anchor; the catalog has none: remove it`));
      if (node.tag && !node.tag.startsWith("tag:yaml.org,2002:"))
        problems.push(problem("yaml", where, `${node.tag} is a tag; the catalog has plain values: remove it`));
    },
  });
  return problems;
}

const pathOf = (ancestors: readonly unknown[]): Path =>
  ancestors.flatMap((ancestor) => (isPair(ancestor) && isScalar(ancestor.key) ? [String(ancestor.key.value)] : []));

/** The library's message, with the edit to make where it leaves it open. */
function advice({ code, message }: YAMLError): string {
  const sentence = message.split("\n")[0]?.replace(/ at line \d+, column \d+:?$/, "") ?? message;
  if (code === "DUPLICATE_KEY") return "this key stands twice; keep one of them";
  if (code === "TAB_AS_INDENT") return "a tab indents this line; indent with spaces";
  return `is not YAML: ${sentence}`;
}
