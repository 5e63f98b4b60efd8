import { spawn, type ChildProcess } from "node:child_process";
import { openSync, readFileSync } from "node:fs";
import { basename } from "node:path";

/** A server program of the test, with its output in a file. */
export class Program {
  private readonly child: ChildProcess;
  private readonly name: string;

  constructor(
    path: string,
    args: readonly string[],
    private readonly log: string,
  ) {
    this.name = basename(path);
    const output = openSync(log, "w");
    this.child = spawn(path, args, { stdio: ["ignore", output, output] });
  }

  /**
   * Waits until `check` holds.
   * @throws with the end of the program's output, when it has ended or a minute has passed
   */
  async until(check: () => Promise<boolean>): Promise<void> {
    const deadline = Date.now() + 60_000;
    while (!(await check())) {
      const ended = this.child.exitCode !== null || this.child.signalCode !== null;
      if (ended || Date.now() > deadline) {
        throw new Error(`${this.name} ${ended ? "ended" : "is not ready after a minute"}:\n${readFileSync(this.log, "utf8").slice(-3000)}`);
      }
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }

  /** Asks it to end, and waits until it has. */
  async end(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const ended = new Promise((resolve) => this.child.once("exit", resolve));
    this.child.kill("SIGTERM");
    await ended;
  }

  /** At once: an API server whose etcd is gone takes a minute to end by itself. */
  kill(): void {
    this.child.kill("SIGKILL");
  }
}
