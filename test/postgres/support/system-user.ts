import { readFileSync } from "node:fs";

/** The ids a child process gets; empty when it stays who we are. */
export interface SystemUser {
  readonly uid?: number;
  readonly gid?: number;
}

/** Postgres refuses to run as root. There it runs as the user that its packages make, or as nobody. */
export function systemUser(): SystemUser {
  if (process.getuid?.() !== 0) return {};
  const accounts = readFileSync("/etc/passwd", "utf8").split("\n");
  for (const name of ["postgres", "nobody"]) {
    const [, , uid, gid] = accounts.find((account) => account.startsWith(`${name}:`))?.split(":") ?? [];
    if (uid !== undefined && gid !== undefined) return { uid: Number(uid), gid: Number(gid) };
  }
  throw new Error("Postgres does not run as root, and there is no user postgres or nobody to run it as");
}
