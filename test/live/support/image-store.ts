import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { TOOLS } from "../../cluster/support/cluster";
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

  add(image: Image): void {
    execFileSync(
      "bash",
      ["-euo", "pipefail", "-c", 'tar -C "$1" -cf - . | "${@:2}" images import -', "bash", image.layout, ...this.program],
      {
        stdio: ["ignore", "pipe", "pipe"],
      },
    );
  }

  private ctr(...args: readonly string[]): string {
    return execFileSync(this.program[0]!, [...this.program.slice(1), ...args], { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
  }

  private get program(): readonly string[] {
    return [join(TOOLS, "ctr"), "--address", this.socket, "--namespace", "k8s.io"];
  }
}
