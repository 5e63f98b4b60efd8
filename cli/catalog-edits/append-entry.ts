import { isMap, parseDocument } from "yaml";
import { UserError } from "../user-error";

/**
 * YAML text with an entry after the last one of the block map at `path`, indented like its neighbours.
 * The text is spliced, not printed anew: everything else stays as people wrote it, comments and all. `file` is for the message when there is no such map.
 */
export function appendEntry(file: string, text: string, path: readonly string[], entry: string): string {
  const document = parseDocument(text);
  const map = path.length === 0 ? document.contents : document.getIn(path);
  if (!isMap(map) || map.flow || !map.range)
    throw new UserError(
      `${file}: ${path.join(".") || "its top"} is not written one entry a line, so none can be added below; write it so first`,
    );
  const end = map.range[2];
  const before = text.slice(0, end);
  const indent = "  ".repeat(path.length);
  const lines = entry.trimEnd().split("\n");
  return `${before}${before.endsWith("\n") ? "" : "\n"}${lines.map((line) => `${indent}${line}\n`).join("")}${text.slice(end)}`;
}
