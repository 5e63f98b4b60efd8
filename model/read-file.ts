import { closeSync, fstatSync, openSync, readFileSync, realpathSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { problem, type Problem } from "./problem";

/** The largest file that the catalog may hold. A product is about 15 lines; a megabyte is a mistake. */
const MAX_BYTES = 1_000_000;

export type FileText = { readonly text: string } | { readonly problem: Problem };

/**
 * Text of one file of the catalog.
 * Refused: links that leave the catalog, files above 1 MB, bytes that are not UTF-8, a byte order mark, an empty file.
 */
export function readCatalogFile(directory: string, name: string, shown: string): FileText {
  const refuse = (message: string) => ({ problem: problem("file", { file: shown, line: 1, column: 1, path: [] }, message) });
  const path = join(directory, name);
  const real = realpathSync(path);
  if (relative(realpathSync(directory), real).split(sep)[0] === "..") {
    return refuse("is a link that leaves the catalog; put the file itself here");
  }
  const descriptor = openSync(real, "r");
  try {
    const stats = fstatSync(descriptor);
    if (!stats.isFile()) return refuse("is not a file; remove it or give it another ending than .yaml");
    if (stats.size > MAX_BYTES)
      return refuse(`has ${stats.size} bytes; at most ${MAX_BYTES} are read: split it or remove what does not belong`);
    const bytes = readFileSync(descriptor);
    if (bytes.subarray(0, 3).equals(Buffer.from([0xef, 0xbb, 0xbf])))
      return refuse("begins with a byte order mark; save it as UTF-8 without BOM");
    const text = decode(bytes);
    if (text === null) return refuse("is not UTF-8; save it as UTF-8");
    if (text.trim() === "") return refuse("is empty; write the entry or remove the file");
    return { text };
  } finally {
    closeSync(descriptor);
  }
}

function decode(bytes: Buffer): string | null {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (error) {
    if (error instanceof TypeError) return null; // what the decoder throws for bytes that are not UTF-8
    throw error;
  }
}
