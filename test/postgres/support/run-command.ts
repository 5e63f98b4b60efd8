import { spawn } from "node:child_process";
import type { SystemUser } from "./system-user";

export interface Outcome {
  /** `null` when a signal ended it. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface CommandOptions extends SystemUser {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  readonly input?: string;
}

/** A command that has begun, and its end. */
export interface Running {
  readonly pid: number;
  readonly outcome: Promise<Outcome>;
  /** Resolves once its standard output holds the text. */
  printed(text: string): Promise<void>;
  kill(): void;
}

/** Starts a command; its output is kept. */
export function start(command: string, args: readonly string[], options: CommandOptions = {}): Running {
  const { input, ...rest } = options;
  const child = spawn(command, args, { ...rest, stdio: ["pipe", "pipe", "pipe"] });
  let stdout = "";
  let stderr = "";
  const waiting: (() => void)[] = [];
  child.stdout.on("data", (chunk: Buffer) => {
    stdout += chunk.toString();
    waiting.forEach((look) => {
      look();
    });
  });
  child.stderr.on("data", (chunk: Buffer) => {
    stderr += chunk.toString();
  });
  child.stdin.end(input);
  const outcome = new Promise<Outcome>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => {
      resolve({ code, stdout, stderr });
    });
  });
  return {
    pid: child.pid ?? -1,
    outcome,
    printed: (text) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          if (stdout.includes(text)) resolve();
        };
        waiting.push(look);
        look();
        void outcome.then(() => {
          reject(new Error(`${command} ended without printing "${text}":\n${stdout}${stderr}`));
        });
      }),
    kill: () => {
      child.kill("SIGKILL");
    },
  };
}

/**
 * Runs a command to its end.
 * @throws when it fails, with what it printed
 */
export async function run(command: string, args: readonly string[], options: CommandOptions = {}): Promise<string> {
  const { code, stdout, stderr } = await start(command, args, options).outcome;
  if (code !== 0) throw new Error(`${command} ${args.join(" ")} failed (${code ?? "killed"}):\n${stdout}${stderr}`);
  return stdout;
}
