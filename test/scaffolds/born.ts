import { execFileSync } from "node:child_process";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CATALOGS, writeRepository } from "./rendered";

/** A repository as it is born, with its one commit: what CI checks out. */
export function born(catalog: keyof typeof CATALOGS, name: string): string {
  const repository = join(mkdtempSync(join(tmpdir(), "born-")), name);
  writeRepository(catalog, name, repository);
  git(repository, "init", "--quiet", "--initial-branch", "main");
  commit(repository);
  return repository;
}

export function commit(repository: string): void {
  git(repository, "add", "--all");
  git(repository, "commit", "--quiet", "--message", "Change");
}

const git = (repository: string, ...args: readonly string[]): string =>
  execFileSync("git", ["-c", "user.name=Ada", "-c", "user.email=ada@acme.example", ...args], { cwd: repository, encoding: "utf8" });
