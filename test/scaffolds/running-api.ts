import { setTimeout as pause } from "node:timers/promises";
import { freePort } from "../postgres/support/free-port";
import { start, type Outcome } from "../postgres/support/run-command";

export interface RunningApi {
  /** `http://127.0.0.1:…` */
  readonly url: string;
  /** An answer of the API; without a body a GET. */
  readonly ask: (path: string, body?: unknown, headers?: Readonly<Record<string, string>>) => Promise<{ status: number; body: unknown }>;
  /** Waits until a path answers so. */
  readonly answers: (path: string, status: number) => Promise<void>;
  /** What a cluster does when it ends a pod. */
  readonly end: () => Promise<Outcome>;
}

/** Those that a test which failed has left. */
const running = new Map<number, () => Promise<Outcome>>();

/** Ends what still runs. */
export async function endRunning(): Promise<void> {
  await Promise.all([...running.values()].map((end) => end()));
}

/** Time that an API may take to start or to notice what happened. */
const PATIENCE_MS = 30_000;

/** Starts an API on a free port, in its folder, with nothing in its environment but this. */
export async function runningApi(command: readonly string[], folder: string, environment: NodeJS.ProcessEnv): Promise<RunningApi> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const [program = "", ...args] = command;
  const { pid, outcome } = start(program, args, { cwd: folder, env: { ...environment, PORT: String(port) } });
  const end = (): Promise<Outcome> => {
    process.kill(pid, "SIGTERM");
    return outcome;
  };
  running.set(pid, end);
  void outcome.finally(() => running.delete(pid));
  const ask: RunningApi["ask"] = async (path, body, headers = {}) => {
    const answer = await fetch(`${url}${path}`, {
      method: body === undefined ? "GET" : "POST",
      headers: { ...headers, ...(body === undefined ? {} : { "Content-Type": "application/json" }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return { status: answer.status, body: await answer.json() };
  };
  const answers: RunningApi["answers"] = async (path, status) => {
    let last = "nothing";
    for (const end = Date.now() + PATIENCE_MS; Date.now() < end;) {
      last = await ask(path).then(
        (answer) => String(answer.status),
        (error: unknown) => String(error),
      );
      if (last === String(status)) return;
      await pause(200);
    }
    throw new Error(`${path} does not answer ${status} but ${last}`);
  };
  return {
    url,
    ask,
    answers,
    end,
  };
}
