import { execFile } from "node:child_process";
import { promisify } from "node:util";

/**
 * Stops the providers of a Terraform that was interrupted and still waits for them. Terraform itself goes on: it takes the operation for failed and
 * writes its state. Killed itself, it would not. What Helm leaves half-way, the next deploy recovers.
 */
export async function stopProviders(terraform: number | undefined): Promise<void> {
  if (terraform === undefined) return;
  const { stdout } = await promisify(execFile)("ps", ["-A", "-o", "pid=,ppid=,args="], { maxBuffer: 16 * 1024 * 1024 });
  for (const line of stdout.split("\n")) {
    const [, pid, parent, command = ""] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? [];
    if (Number(parent) !== terraform || !command.includes("terraform-provider-")) continue;
    try {
      process.kill(Number(pid), "SIGKILL");
    } catch (error) {
      // It ended by itself meanwhile.
      if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
    }
  }
}
