import { isUtf8 } from "node:buffer";
import { readFileSync, realpathSync, statSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { problem, type Problem } from "../problem";

/** The largest file that the catalog may hold. A product is about 15 lines, the teams of 400 products have 60 kB. */
const MAX_BYTES = 250_000;

export type FileText = { readonly text: string } | { readonly problem: Problem };

/**
 * Reads one file of the catalog.
 * Refuses links that leave the catalog or dangle, anything but regular files, files above 250 kB, invalid UTF-8, a byte order mark, invisible
 * characters and empty files.
 */
export function readCatalogFile(directory: string, name: string, shown: string): FileText {
  const refuse = (message: string, line = 1, column = 1) => ({
    problem: problem("file", { file: shown, line, column, path: [] }, message),
  });
  try {
    const real = realpathSync.native(join(directory, name));
    if (relative(realpathSync.native(directory), real).split(sep)[0] === "..") {
      return refuse("is a link that leaves the catalog; put the file itself here");
    }
    const stats = statSync(real);
    if (!stats.isFile()) return refuse("is not a file; remove it or give it another ending than .yaml");
    if (stats.size > MAX_BYTES)
      return refuse(`has ${stats.size} bytes; at most ${MAX_BYTES} are read: split it or remove what does not belong`);
    const bytes = readFileSync(real);
    if (bytes.subarray(0, 3).equals(Buffer.from([0xef, 0xbb, 0xbf])))
      return refuse("begins with a byte order mark; save it as UTF-8 without BOM");
    // ASCII in UTF-16 has a NUL in every second byte, which is UTF-8 by the letter.
    if (bytes.subarray(0, 2).includes(0)) return refuse("is UTF-16; save it as UTF-8");
    if (!isUtf8(bytes)) return refuse("is not UTF-8; save it as UTF-8");
    const text = bytes.toString("utf8");
    if (text.trim() === "") return refuse("is empty; write the entry or remove the file");
    const hidden = INVISIBLE.exec(text);
    if (!hidden) return { text };
    const before = text.slice(0, hidden.index).split("\n");
    const code = hidden[0].charCodeAt(0).toString(16).toUpperCase().padStart(4, "0");
    return refuse(`holds the invisible character U+${code}; remove it`, before.length, (before.at(-1) ?? "").length + 1);
  } catch (error) {
    if (isSystemError(error))
      return refuse(SYSTEM_ERRORS[error.code] ?? `cannot be read (${error.code}); fix its permissions or remove it`);
    throw error;
  }
}

/** Control characters, and bidirectional ones, which make a reviewer read another text than the machine. */
const INVISIBLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff]/;

const SYSTEM_ERRORS: Readonly<Record<string, string>> = {
  ENOENT: "is a link that leads nowhere; put the file itself here or remove the link",
  ELOOP: "is a link that leads back to itself; put the file itself here or remove the link",
};

const isSystemError = (error: unknown): error is { code: string } =>
  typeof error === "object" && error !== null && "syscall" in error && "code" in error && typeof error.code === "string";
