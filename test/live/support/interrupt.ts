import { clear } from "./leftovers";
import type { Site } from "./site";

const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** Removes the site's cluster when somebody interrupts this process, which then ends as it would have; a test runner just ends. */
export function clearWhenInterrupted(site: Site): void {
  for (const signal of SIGNALS) process.once(signal, () => void end(signal));

  async function end(signal: NodeJS.Signals): Promise<void> {
    process.stderr.write(`${signal}: removing the cluster ${site.name}\n`);
    try {
      await clear(site);
    } catch (error) {
      process.stderr.write(`${String(error)}\nthe next start removes the rest\n`);
    }
    for (const each of SIGNALS) process.removeAllListeners(each);
    process.kill(process.pid, signal);
  }
}
