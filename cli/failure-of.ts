import { isAbsolute, relative } from "node:path";
import { types } from "node:util";
import { UserError } from "./user-error";

/** What the person at the keyboard reads of a failure, and the exit status. */
export interface Failure {
  readonly sentence: string;
  readonly status: number;
}

/** What a shell reports of a program that Ctrl-C ended: 128 + SIGINT. */
const INTERRUPTED = 130;

/** What can be done about a file that the system refuses, by the system's word for it. */
const REMEDIES: Readonly<Record<string, string>> = {
  EACCES: "you may not do that; mend the permissions of the file and its folder",
  EPERM: "you may not do that; mend the permissions of the file and its folder",
  EROFS: "its file system can only be read; work in a folder that can be written",
  ENOSPC: "the disk is full; make room and try again",
  EDQUOT: "your quota of the disk is used up; make room and try again",
  ENOTDIR: "a part of that path is a file; name another path, or move the file away",
  EEXIST: "something else is there already; name another path, or move it away",
  EISDIR: "a folder is in its place; name another path, or move the folder away",
  ENOENT: "it is not there; look whether its name and folder are right",
  ENOTEMPTY: "something was put into it meanwhile; try again when nothing else runs",
};

/** What is told of a failure. Null for a mistake of this program itself, of which the stack trace is wanted. */
export function failureOf(error: unknown): Failure | null {
  if (error instanceof UserError) return { sentence: error.message, status: 1 };
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
  /** Where a file should have been moved. */
  readonly dest?: string;
}

const isFileError = (error: Error): error is FileError =>
  "syscall" in error && "code" in error && typeof error.code === "string" && Object.hasOwn(REMEDIES, error.code);

function fileSentence({ code, syscall, path = "a file", dest = path }: FileError): string {
  // A file is written beside its place, under its name and a number.
  const file = dest.replace(/\.\d+$/, "");
  const shown = isAbsolute(file) ? relative(process.cwd(), file) : file;
  return `${shown === "" || shown.startsWith("..") ? file : shown}: ${REMEDIES[code] ?? ""} (${syscall}: ${code})`;
}
