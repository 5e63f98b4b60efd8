import { existsSync, mkdirSync } from "node:fs";
import { connect } from "node:net";
import { join, resolve } from "node:path";
import { freePort } from "../postgres/support/free-port";
import { start } from "../postgres/support/run-command";

const VERSITYGW = resolve(__dirname, "../../.tools/bin/versitygw");

/** An S3-compatible server on loopback, over a folder. */
export interface ObjectStore {
  readonly url: string;
  /** For the commands that talk to it. */
  readonly environment: NodeJS.ProcessEnv;
  /** The folder in which an archive generation's objects lie. */
  generation(name: string): string;
  stop(): Promise<void>;
}

/**
 * Starts versitygw with one bucket, `archive`.
 * @throws when it is not installed
 */
export async function startObjectStore(folder: string): Promise<ObjectStore> {
  if (!existsSync(VERSITYGW)) throw new Error("versitygw is not installed: run .ci/tools versitygw");
  const [objects, sidecar] = [join(folder, "objects"), join(folder, "sidecar")];
  mkdirSync(join(objects, "archive"), { recursive: true });
  mkdirSync(sidecar);
  const port = await freePort();
  const keys = { access: "drill", secret: "drill-on-loopback" };
  const gateway = start(VERSITYGW, ["--port", `127.0.0.1:${port}`, "posix", "--sidecar", sidecar, objects], {
    env: { PATH: process.env.PATH, ROOT_ACCESS_KEY: keys.access, ROOT_SECRET_KEY: keys.secret },
  });
  const kill = (): void => {
    gateway.kill();
  };
  process.once("exit", kill);
  await listening(port, gateway.outcome);
  return {
    url: `http://127.0.0.1:${port}`,
    environment: { AWS_ACCESS_KEY_ID: keys.access, AWS_SECRET_ACCESS_KEY: keys.secret, AWS_DEFAULT_REGION: "us-east-1" },
    generation: (name) => join(objects, "archive", name),
    stop: async () => {
      process.removeListener("exit", kill);
      kill();
      await gateway.outcome;
    },
  };
}

/** Waits until somebody accepts connections there. */
async function listening(port: number, ended: Promise<{ stderr: string; stdout: string }>): Promise<void> {
  let over: string | undefined;
  void ended.then(({ stdout, stderr }) => (over = stdout + stderr));
  for (let attempt = 0; attempt < 100; attempt++) {
    if (over !== undefined) throw new Error(`versitygw ended: ${over}`);
    const open = await new Promise<boolean>((done) => {
      const socket = connect(port, "127.0.0.1", () => {
        socket.destroy();
        done(true);
      });
      socket.on("error", () => {
        done(false);
      });
    });
    if (open) return;
    await new Promise((done) => setTimeout(done, 100));
  }
  throw new Error("versitygw does not listen after 10 s");
}
