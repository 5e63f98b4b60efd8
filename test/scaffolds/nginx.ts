import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

const NGINX = "/usr/sbin/nginx";

export interface Served {
  /** `http://127.0.0.1:port`. */
  readonly url: string;
  readonly stop: () => Promise<void>;
}

/** Serves a folder with a configuration as it is, but for what an image gives it: the place of the files, of `/tmp`, and the port. */
export async function serveByNginx(configuration: string, site: string): Promise<Served> {
  if (!existsSync(NGINX)) throw new Error("the image's configuration needs nginx; install it: .ci/packages nginx-light");
  const home = mkdtempSync(join(tmpdir(), "nginx-"));
  const port = await freePort();
  const text = readFileSync(configuration, "utf8")
    .replaceAll("/tmp/", `${home}/`)
    .replaceAll("/usr/share/nginx/html", site)
    .replace("listen 8080;", `listen 127.0.0.1:${port};`);
  writeFileSync(join(home, "nginx.conf"), text);
  // As root it would change to a user who cannot enter the folder.
  const directives = `daemon off;${process.getuid?.() === 0 ? " user root;" : ""}`;
  const child = spawn(NGINX, ["-e", "stderr", "-c", join(home, "nginx.conf"), "-g", directives], {
    // Node's pipes are sockets, which nobody can open as /dev/stdout.
    stdio: ["ignore", "ignore", "pipe"],
  });
  let said = "";
  child.stderr.setEncoding("utf8").on("data", (chunk: string) => (said += chunk));
  const ended = new Promise<void>((resolve) =>
    child.on("close", () => {
      resolve();
    }),
  );
  const url = `http://127.0.0.1:${port}`;
  while (
    !(await fetch(`${url}/healthz`).then(
      (response) => response.ok,
      () => false,
    ))
  ) {
    if (child.exitCode !== null) throw new Error(`nginx ended with ${child.exitCode}: ${said}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return {
    url,
    stop: async () => {
      child.kill("SIGQUIT");
      await ended;
    },
  };
}

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.on("error", reject).listen(0, "127.0.0.1", () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => {
        resolve(port);
      });
    });
  });
