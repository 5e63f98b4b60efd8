import { spawn } from "node:child_process";
import { existsSync, mkdirSync, openSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { TOOLS } from "../../cluster/support/cluster";
import { putAhead } from "./cgroup";
import type { Site } from "./site";
import { waitFor } from "./wait-for";

/** How a program of `.tools/bin` is started. */
export interface Start {
  /** Names its log and the file with its process id; two of one folder need two names. */
  readonly name: string;
  readonly args: readonly string[];
  /** Its network namespace. @default the machine's own */
  readonly namespace?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** File in `.tools/bin`. @default its name */
  readonly program?: string;
}

/** The server programs of one folder. They outlive the process that started them. */
export class Programs {
  constructor(
    private readonly site: Site,
    private readonly folder: string,
  ) {
    mkdirSync(folder, { recursive: true });
  }

  start({ name, args, namespace, env = {}, program = name }: Start): void {
    const inside = namespace === undefined ? [] : ["nsenter", `--net=/run/netns/${namespace}`];
    const [first = "", ...rest] = [...inside, join(TOOLS, program), ...args];
    const output = openSync(this.log(name), "w");
    const child = spawn(first, rest, {
      detached: true,
      stdio: ["ignore", output, output],
      cwd: this.folder,
      env: { ...process.env, PATH: `${TOOLS}:${process.env["PATH"] ?? ""}`, ...env },
    });
    // What cannot even be started is seen by whoever waits for it.
    child.on("error", (error) => {
      writeFileSync(this.log(name), error.message);
    });
    writeFileSync(this.pidFile(name), String(child.pid));
    if (child.pid !== undefined) putAhead(this.site.name, child.pid);
    child.unref();
  }

  /**
   * Starts it and waits until `check` holds.
   * @throws with the end of its log when it has ended or the time is up
   */
  async startAndWait(start: Start, check: () => boolean | Promise<boolean>, seconds = 60): Promise<void> {
    this.start(start);
    const outcome = await waitFor(`${start.name} to be ready`, seconds, async () => {
      if (!this.runs(start.name)) return "ended";
      return (await check()) ? "ready" : undefined;
    }).catch((error: unknown) => (error as Error).message);
    if (outcome !== "ready") throw new Error(`${start.name}: ${outcome}\n${this.endOfLog(start.name)}`);
  }

  /** Ends it at once. */
  kill(name: string): void {
    if (this.runs(name)) process.kill(this.pid(name), "SIGKILL");
  }

  /** Asks it to end, as somebody who needs its files in order. */
  end(name: string): void {
    if (this.runs(name)) process.kill(this.pid(name), "SIGTERM");
  }

  runs(name: string): boolean {
    if (!existsSync(this.pidFile(name))) return false;
    const stat = `/proc/${this.pid(name)}/stat`;
    // A zombie has ended.
    return existsSync(stat) && !/\) Z /.test(readFileSync(stat, "utf8"));
  }

  private endOfLog(name: string): string {
    return readFileSync(this.log(name), "utf8").slice(-3000);
  }

  private pid(name: string): number {
    return Number(readFileSync(this.pidFile(name), "utf8"));
  }

  private readonly pidFile = (name: string): string => join(this.folder, `${name}.pid`);
  private readonly log = (name: string): string => join(this.folder, `${name}.log`);
}
