import { spawn } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { withStandIns } from "../../cli/rehearsal/rehearsal";
import { loadCatalog } from "../../model/load";

export interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** Both, for promises about what a person sees. */
  readonly output: string;
}

export interface RunOptions {
  readonly environment?: Readonly<Record<string, string>>;
  /** What the command reads from standard input, which is never a terminal here. */
  readonly input?: string;
}

// Real programs, several of them a test, on a machine that may be busy.
jest.setTimeout(300_000);

export const ROOT = join(__dirname, "../..");
export const SIGMA = join(ROOT, "cli/sigma.js");
export const ACME = join(ROOT, "test/family/acme");

/** A folder with a copy of the invented family's catalog, and a home of its own, in which somebody works with the `sigma` command. */
export class Workplace {
  /** Holds the folder of the work and the home: whatever a command writes elsewhere than it should is seen from here. */
  readonly around = realpathSync(mkdtempSync(join(tmpdir(), "workplace-")));
  readonly directory = join(this.around, "work");
  readonly home = join(this.around, "home");

  constructor() {
    mkdirSync(this.home);
    cpSync(ACME, join(this.directory, "catalog"), { recursive: true });
  }

  path(...steps: readonly string[]): string {
    return join(this.directory, ...steps);
  }

  read(file: string): string {
    return readFileSync(this.path(file), "utf8");
  }

  write(file: string, text: string): void {
    mkdirSync(dirname(this.path(file)), { recursive: true });
    writeFileSync(this.path(file), text);
  }

  /** Replaces a text of a file; fails when it is not there, so that no test can go on without its edit. */
  edit(file: string, from: string, to: string): void {
    const text = this.read(file);
    if (!text.includes(from)) throw new Error(`${file} does not hold ${JSON.stringify(from)}`);
    this.write(
      file,
      text.replace(from, () => to),
    );
  }

  /** What is wrong with the catalog as it is now. */
  problems(): readonly string[] {
    return loadCatalog(this.path("catalog")).problems.map(({ message }) => message);
  }

  /** The catalog as it was in the beginning. */
  restoreCatalog(): void {
    rmSync(this.path("catalog"), { recursive: true });
    cpSync(ACME, this.path("catalog"), { recursive: true });
  }

  /** The command as a person starts it. */
  sigma(args: readonly string[], options: RunOptions = {}): Promise<Outcome> {
    return this.run(process.execPath, [SIGMA, ...args], options);
  }

  /** Commands one after the other with the stand-in providers attached, as `sigma sandbox` does it, in one go; the outcome of the last. */
  rehearse(...commands: readonly (readonly string[])[]): Promise<Outcome> {
    return withStandIns(this.path(".sandbox"), async (environment) => {
      let outcome: Outcome = { code: 0, stdout: "", stderr: "", output: "" };
      for (const command of commands) outcome = await this.sigma(command, { environment: fromOutside(environment) });
      return outcome;
    });
  }

  run(program: string, args: readonly string[], { environment = {}, input = "" }: RunOptions = {}): Promise<Outcome> {
    return new Promise((resolve, reject) => {
      const child = spawn(program, args, { cwd: this.directory, env: { ...this.environment, ...environment } });
      const said = { stdout: "", stderr: "", output: "" };
      for (const stream of ["stdout", "stderr"] as const) {
        child[stream].setEncoding("utf8").on("data", (text: string) => {
          said[stream] += text;
          said.output += text;
        });
      }
      // A command that refuses at once does not read its input.
      child.stdin.on("error", () => undefined).end(input);
      child.on("error", reject).on("close", (code) => {
        resolve({ code, ...said });
      });
    });
  }

  /** Nothing of whoever runs the tests: no token, no configuration, no switch. */
  get environment(): Readonly<Record<string, string>> {
    return { PATH: process.env.PATH ?? "", HOME: this.home, TMPDIR: tmpdir() };
  }

  /** Every file below the folder and its size, but for those that lie below one of the folders left out. */
  listing(...leftOut: readonly string[]): Readonly<Record<string, number>> {
    return Object.fromEntries(
      readdirSync(this.around, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => relative(this.around, join(entry.parentPath, entry.name)))
        .filter((file) => !leftOut.some((folder) => file.startsWith(join(folder, "/"))))
        .sort()
        .map((file) => [file, readFileSync(join(this.around, file)).length]),
    );
  }

  has(file: string): boolean {
    return existsSync(this.path(file));
  }

  remove(): void {
    rmSync(this.around, { recursive: true, force: true });
  }
}

/** What the stand-ins add to the environment, without what this process has of its own. */
const fromOutside = (environment: NodeJS.ProcessEnv): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(environment).flatMap(([name, value]) =>
      value === undefined || value === process.env[name] || name === "PATH" ? [] : [[name, value]],
    ),
  );

/** What no person should ever see. */
export const STACK_TRACE = /^\s+at .+:\d+:\d+\)?$/m;
