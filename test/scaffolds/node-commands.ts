import { spawn } from "node:child_process";
import { dirname, delimiter } from "node:path";
import { realpathSync } from "node:fs";
import { browser } from "../delivery/browser";
import { tool } from "../delivery/tool";

/** What a runner has in its environment: the Node of build-node.yml first, and nothing of the npm and Jest that run this suite. */
export const runner = (): NodeJS.ProcessEnv => {
  const own = Object.entries(process.env).filter(([name]) => !/^(npm_|jest_|node_env$|node_options$)/i.test(name));
  return {
    ...Object.fromEntries(own),
    CI: "true",
    CHROMIUM_PATH: browser(),
    // Somebody who cannot reach the keys of the signatures learns it in seconds, not after the usual minute.
    npm_config_fetch_retry_mintimeout: "1000",
    npm_config_fetch_retry_maxtimeout: "3000",
    PATH: [dirname(realpathSync(tool("node22"))), process.env.PATH].join(delimiter),
  };
};

/** Runs a program to its end; `output` is all that it printed. */
export function run(cwd: string, command: string, ...args: readonly string[]): Promise<{ readonly code: number; readonly output: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, env: runner() });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding("utf8").on("data", (text: string) => (output += text));
    child.on("error", reject).on("close", (code) => {
      resolve({ code: code ?? -1, output });
    });
  });
}
