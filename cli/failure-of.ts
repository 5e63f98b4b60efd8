import { isAbsolute, relative } from "node:path";
import { types } from "node:util";
import { Interrupted, UserError } from "./user-error";

/** The message of a failure and the exit status. */
export interface Failure {
  readonly sentence: string;
  readonly status: number;
}

/** Exit status after Ctrl-C: 128 + SIGINT. */
const INTERRUPTED = 130;

/** Advice for errors of the file system, by error code. */
const REMEDIES: Readonly<Record<string, string>> = {
  EACCES: "permission denied; fix the permissions of the file and its folder",
  EPERM: "permission denied; fix the permissions of the file and its folder",
  EROFS: "its file system is read-only; work in a writable folder",
  ENOSPC: "the disk is full; free some space and try again",
  EDQUOT: "your disk quota is used up; free some space and try again",
  ENOTDIR: "part of that path is a file; name another path, or move the file",
  EEXIST: "it exists already; name another path, or move it",
  EISDIR: "a folder has that name; name another path, or move the folder",
  ENOENT: "it does not exist; check its name and folder",
  ENOTEMPTY: "another process wrote to it; try again when nothing else is running",
};

/** The message of a failure. Null for a bug of this program, whose stack trace is printed instead. */
export function failureOf(error: unknown): Failure | null {
  if (error instanceof UserError) return { sentence: error.message, status: error instanceof Interrupted ? INTERRUPTED : 1 };
  if (!types.isNativeError(error)) return null;
  // Every question is asked before anything is written or applied.
  if (error.name === "ExitPromptError") return { sentence: "interrupted; nothing was applied or written", status: INTERRUPTED };
  return isFileError(error) ? { sentence: fileSentence(error), status: 1 } : null;
}

interface FileError extends Error {
  readonly code: string;
  readonly syscall: string;
  /** Absent where a file was open already. */
  readonly path?: string;
  /** Target of a rename. */
  readonly dest?: string;
}

const isFileError = (error: Error): error is FileError =>
  "syscall" in error && "code" in error && typeof error.code === "string" && Object.hasOwn(REMEDIES, error.code);

function fileSentence({ code, syscall, path = "a file", dest = path }: FileError): string {
  // Files are first written under a temporary name: their name and a number.
  const file = dest.replace(/\.\d+$/, "");
  const shown = isAbsolute(file) ? relative(process.cwd(), file) : file;
  return `${shown === "" || shown.startsWith("..") ? file : shown}: ${REMEDIES[code] ?? ""} (${syscall}: ${code})`;
}
