import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { SandboxError } from "./sandbox-error";

/** Says which process holds the directory that it is in. */
export const HOLD_FILE = "held-by.json";

/**
 * Takes a directory for this process, so that no two of them write one world. Returns what gives it back and removes the sockets.
 * A directory whose holder is no longer alive, because it was killed, is taken over and its sockets are removed.
 */
export function holdDirectory(directory: string, sockets?: string): () => void {
  const file = join(directory, HOLD_FILE);
  const holder = readHolder(file);
  if (holder !== undefined && isAlive(holder.pid)) {
    throw new SandboxError(`${directory} is in use by process ${holder.pid}: wait until it ends, or stop it, then try again`);
  }
  if (holder?.sockets !== undefined) rmSync(holder.sockets, { recursive: true, force: true });
  rmSync(file, { force: true });
  // Fails when another process was faster.
  writeFileSync(file, JSON.stringify({ pid: process.pid, sockets }), { flag: "wx" });
  return () => {
    rmSync(file, { force: true });
    if (sockets !== undefined) rmSync(sockets, { recursive: true, force: true });
  };
}

interface Holder {
  readonly pid: number;
  readonly sockets?: string;
}

function readHolder(file: string): Holder | undefined {
  try {
    const { pid, sockets } = JSON.parse(readFileSync(file, "utf8")) as Partial<Holder>;
    return typeof pid === "number" ? { pid, ...(sockets !== undefined && { sockets }) } : undefined;
  } catch (error) {
    // Absent, or cut short by a kill: nobody holds the directory.
    if (error instanceof SyntaxError || (error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
