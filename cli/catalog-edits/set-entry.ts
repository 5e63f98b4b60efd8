import { Document, isMap, isNode, type Node, type Pair, parseDocument, stringify, type YAMLMap } from "yaml";
import { UserError } from "../user-error";

/** `printWidth` of .prettierrc.json, by which pull requests are checked. */
const WIDTH = 140;

/** A map of the text, as the parser found it. */
interface FoundMap {
  readonly map: YAMLMap<Node, Node | null>;
  /** Keys that lead to it. */
  readonly path: readonly string[];
}

/** Replaces `text` from `start` to `end`. */
interface Splice {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/**
 * The YAML text with `value` at `path`: a new entry stands after the last one of its map, a present one is replaced. Maps on the way that do not exist are made.
 * The text is spliced and not printed anew, so every other line stays as people wrote it. A line that would become longer than prettier allows is
 * written one entry a line.
 * @param value a plain value, or a node of `yaml` where it carries a comment or is to be written in braces
 * @throws UserError naming `file` where the path leads through something that is not a map
 */
export function setEntry(file: string, text: string, path: readonly string[], value: unknown): string {
  const maps = mapsAlong(file, text, path);
  const innermost = maps[maps.length - 1];
  if (!innermost)
    return spliced(text, { start: text.length, end: text.length, text: `${/[^\n]$/.test(text) ? "\n" : ""}${rendered(path, value)}` });
  const edited = spliced(text, editOf(innermost, text, path.slice(innermost.path.length), value));
  const outermostFlow = maps.find(({ map }) => map.flow === true);
  if (!outermostFlow || !onOneLine(outermostFlow.map, text) || !hasLongLine(edited, outermostFlow.map.range?.[0] ?? 0)) return edited;
  return setEntry(file, spliced(text, asBlock(outermostFlow, maps, text)), path, value);
}

/** The maps that `path` leads through, from the outside in. */
function mapsAlong(file: string, text: string, path: readonly string[]): readonly FoundMap[] {
  const document = parseDocument<Node>(text);
  const found: FoundMap[] = [];
  let node: unknown = document.contents;
  for (let depth = 0; depth < path.length && node !== null && node !== undefined; depth++) {
    if (!isMap<Node, Node | null>(node)) {
      throw new UserError(
        `${file}: ${path.slice(0, depth).join(".") || "its top"} is not a map, so nothing can be added below; write it as one first`,
      );
    }
    found.push({ map: node, path: path.slice(0, depth) });
    node = node.get(path[depth], true);
  }
  return found;
}

const pairOf = (map: YAMLMap<Node, Node | null>, key: string | undefined): Pair<Node, Node | null> | undefined =>
  map.items.find((pair) => String(pair.key) === key);

function editOf({ map }: FoundMap, text: string, rest: readonly string[], value: unknown): Splice {
  const present = pairOf(map, rest[0]);
  const [, keyEnd] = present?.key.range ?? [0, 0];
  if (present) return replacement(present, text, keyEnd, value);
  return map.flow === true ? intoFlow(map, text, rest, value) : intoBlock(map, text, rest, value);
}

/** A value in the form that the present one has: one entry a line where it is written so. */
function replacement({ value: present }: Pair<Node, Node | null>, text: string, keyEnd: number, value: unknown): Splice {
  const colon = text.indexOf(":", keyEnd) + 1;
  if (!present?.range) return { start: colon, end: colon, text: ` ${inline(value)}` };
  const [start, end] = present.range;
  if (!isMap<Node, Node | null>(present) || present.flow === true) return { start, end, text: inline(value) };
  const lines = block(isNode(value) ? value.toJSON() : value)
    .trimEnd()
    .split("\n");
  return { start, end: lastEnd(present), text: lines.join(`\n${" ".repeat(column(text, start))}`) };
}

function intoBlock(map: YAMLMap<Node, Node | null>, text: string, rest: readonly string[], value: unknown): Splice {
  const indent = " ".repeat(column(text, map.range?.[0] ?? 0));
  // A folded text ends behind its last line break.
  const lineEnd = text.indexOf("\n", text[lastEnd(map) - 1] === "\n" ? lastEnd(map) - 1 : lastEnd(map));
  const at = lineEnd === -1 ? text.length : lineEnd + 1;
  const lines = rendered(rest, value).trimEnd().split("\n");
  return { start: at, end: at, text: `${lineEnd === -1 ? "\n" : ""}${lines.map((line) => `${indent}${line}\n`).join("")}` };
}

function intoFlow(map: YAMLMap<Node, Node | null>, text: string, rest: readonly string[], value: unknown): Splice {
  const entry = inline(nested(rest, value)).slice(2, -2);
  const last = map.items[map.items.length - 1];
  const [start, end] = map.range ?? [0, 0];
  if (!last) return { start, end, text: `{ ${entry} }` };
  const lastKey = last.key.range?.[0] ?? start;
  const alone = text.slice(lineStart(text, lastKey), lastKey).trim() === "";
  const at = lastEnd(map);
  return { start: at, end: at, text: alone ? `,\n${" ".repeat(column(text, lastKey))}${entry}` : `, ${entry}` };
}

/** A map in braces as one entry a line below its key. */
function asBlock({ map, path }: FoundMap, maps: readonly FoundMap[], text: string): Splice {
  const [start, end] = map.range ?? [0, 0];
  const parent = maps[path.length - 1];
  const indent = parent ? " ".repeat(column(text, parent.map.range?.[0] ?? 0) + 2) : "";
  const lines = map.items.map((pair) => `${indent}${text.slice(pair.key.range?.[0], pair.value?.range?.[1] ?? pair.key.range?.[1])}`);
  const comment = /^[ \t]+#[^\r\n]*/.exec(text.slice(end))?.[0] ?? "";
  const from = parent ? text.slice(0, start).trimEnd().length : start;
  return { start: from, end: end + comment.length, text: `${parent ? `${comment}\n` : ""}${lines.join("\n")}` };
}

/** Where the last value of a map ends, without the comments behind it. */
function lastEnd(map: YAMLMap<Node, Node | null>): number {
  const last = map.items[map.items.length - 1];
  const { value } = last ?? {};
  if (isMap<Node, Node | null>(value) && value.flow !== true) return lastEnd(value);
  const end = value?.range?.[1] ?? last?.key.range?.[1] ?? map.range?.[1] ?? 0;
  return end;
}

function spliced(text: string, { start, end, text: inserted }: Splice): string {
  const lines = text.includes("\r\n") ? inserted.replace(/\r?\n/g, "\r\n") : inserted;
  return text.slice(0, start) + lines + text.slice(end);
}

const onOneLine = ({ range }: YAMLMap<Node, Node | null>, text: string): boolean =>
  range != null && !text.slice(range[0], range[1]).includes("\n");

const lineStart = (text: string, offset: number): number => text.lastIndexOf("\n", offset - 1) + 1;

const column = (text: string, offset: number): number => offset - lineStart(text, offset);

/** Whether the line at `offset` is too long, the comment behind it left out. */
function hasLongLine(text: string, offset: number): boolean {
  const start = lineStart(text, offset);
  const [line = ""] = text.slice(start).split("\n", 1);
  return line.replace(/\s#\s.*$/, "").length > WIDTH;
}

const block = (value: unknown): string => stringify(value, { lineWidth: 0 });

/** `a:\n  b: value` for the path a, b. */
const rendered = (path: readonly string[], value: unknown): string => block(nested(path, value));

const nested = (path: readonly string[], value: unknown): unknown => path.reduceRight((inner, key) => ({ [key]: inner }), value);

/** The value on one line, maps in padded braces and lists in brackets as prettier writes them. */
function inline(value: unknown): string {
  const plain: unknown = isNode(value) ? (value.toJSON() as unknown) : value;
  if (Array.isArray(plain)) return `[${plain.map(inline).join(", ")}]`;
  if (typeof plain === "object" && plain !== null) {
    const entries = Object.entries(plain).map(([key, inner]) => `${inline(key)}: ${inline(inner)}`);
    return entries.length === 0 ? "{}" : `{ ${entries.join(", ")} }`;
  }
  return new Document({ x: [plain] }).toString({ lineWidth: 0 }).trim().slice("x:\n  - ".length);
}
