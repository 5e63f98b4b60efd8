import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { migratePython } from "./migrate-python";
import { type Outcome, type Running, start } from "./run-command";

const SHARED = resolve(__dirname, "../../../scaffolds/shared");

/** A service's checkout with the migration tool and the core migrations, as the scaffold lays them. */
export interface ServiceRepository {
  readonly folder: string;
  /** Writes below migrations/; `null` deletes. */
  write(files: Readonly<Record<string, string | null>>): void;
  /** Writes, then seals. */
  migrations(files: Readonly<Record<string, string | null>>): Promise<void>;
  migrate(args: readonly string[], env?: NodeJS.ProcessEnv): Promise<Outcome>;
  begin(args: readonly string[], env?: NodeJS.ProcessEnv): Running;
}

const folders: string[] = [];

/** A repository without product migrations. Without `core` it has no core migrations either. */
export function serviceRepository(options: { readonly core: boolean } = { core: true }): ServiceRepository {
  const folder = mkdtempSync(join(tmpdir(), "service-"));
  folders.push(folder);
  mkdirSync(join(folder, "scripts"));
  symlinkSync(join(SHARED, "migrate"), join(folder, "scripts/migrate"));
  if (options.core) cpSync(join(SHARED, "core"), join(folder, "migrations/core"), { recursive: true });
  else mkdirSync(join(folder, "migrations/core"), { recursive: true });
  const begin = (args: readonly string[], env: NodeJS.ProcessEnv = {}): Running =>
    start(migratePython(), ["-m", "scripts.migrate", ...args], {
      cwd: folder,
      env: { PATH: process.env.PATH, PYTHONDONTWRITEBYTECODE: "1", ...env },
    });
  const write = (files: Readonly<Record<string, string | null>>): void => {
    for (const [name, text] of Object.entries(files)) {
      if (text === null) rmSync(join(folder, "migrations", name));
      else writeFileSync(join(folder, "migrations", name), text);
    }
  };
  return {
    folder,
    write,
    begin,
    migrate: (args, env) => begin(args, env).outcome,
    migrations: async (files) => {
      write(files);
      const sealed = await begin(["seal"]).outcome;
      if (sealed.code !== 0) throw new Error(sealed.stderr);
    },
  };
}

/** Removes the repositories of this file. */
export function removeRepositories(): void {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
}
