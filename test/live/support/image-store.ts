import { execFileSync } from "node:child_process";
import { runOrThrow } from "../../cluster/support/run";
import { tool } from "./tool";
import type { Image } from "./image";

/** The images of one containerd, as its kubelet sees them. */
export class ImageStore {
  /** @param socket absolute; `ctr` looks for others in its own folder */
  constructor(private readonly socket: string) {}

  answers(): boolean {
    try {
      this.ctr("version");
      return true;
    } catch {
      return false; // Whoever waits tells the log.
    }
  }

  async add(image: Image): Promise<void> {
    const script = 'tar -C "$1" -cf - . | "${@:2}" images import -';
    await runOrThrow("bash", ["--norc", "-euo", "pipefail", "-c", script, "bash", image.layout, ...this.program]);
  }

  private ctr(...args: readonly string[]): string {
    return execFileSync(this.program[0]!, [...this.program.slice(1), ...args], { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
  }

  private get program(): readonly string[] {
    return [tool("ctr"), "--address", this.socket, "--namespace", "k8s.io"];
  }
}
