import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

export interface Measured {
  readonly seconds: number;
  readonly stdout: string;
}

export interface MeasuredNode extends Measured {
  /** Peak resident memory, in bytes. */
  readonly memory: number;
  /** Seconds of CPU: what a busy machine does not change. */
  readonly cpu: number;
}

export interface MeasureOptions {
  readonly cwd: string;
  readonly environment?: NodeJS.ProcessEnv;
}

/** Runs a Node script in a process of its own and measures the whole of it. Throws when it fails: the time of a failure means nothing. */
export async function measureNode(args: readonly string[], { cwd, environment = {} }: MeasureOptions): Promise<MeasuredNode> {
  const directory = mkdtempSync(join(tmpdir(), "bench-"));
  const file = join(directory, "usage");
  try {
    const measured = await measure([process.execPath, "--require", join(__dirname, "report-usage.js"), ...args], {
      cwd,
      environment: { ...environment, BENCH_USAGE: file },
    });
    return { ...measured, ...(JSON.parse(readFileSync(file, "utf8")) as Pick<MeasuredNode, "memory" | "cpu">) };
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/** Runs any program and measures its time. */
export async function measure([program = "", ...args]: readonly string[], { cwd, environment = {} }: MeasureOptions): Promise<Measured> {
  const start = performance.now();
  const child = spawn(program, args, { cwd, env: { ...process.env, ...environment } });
  const output = { stdout: "", stderr: "" };
  for (const stream of ["stdout", "stderr"] as const) {
    child[stream].setEncoding("utf8").on("data", (text: string) => {
      output[stream] += text;
    });
  }
  const status = await new Promise<number | null>((resolve, reject) => {
    child.on("error", reject).on("close", resolve);
  });
  if (status !== 0) {
    throw new Error(
      `${program} ${args.join(" ")} ended with ${status ?? "a signal"}:\n${output.stderr.slice(-2000)}${output.stdout.slice(-2000)}`,
    );
  }
  return { seconds: (performance.now() - start) / 1000, stdout: output.stdout };
}

/** The run of median time of several. */
export async function median<M extends Pick<Measured, "seconds">>(runs: number, run: () => Promise<M>): Promise<M> {
  const all: M[] = [];
  for (let count = 0; count < runs; count++) all.push(await run());
  const middle = all.sort((a, b) => a.seconds - b.seconds)[Math.floor(runs / 2)];
  if (!middle) throw new Error("at least one run");
  return middle;
}
