import { execFileSync } from "node:child_process";

/**
 * Runs a program of the system to its end and returns what it prints.
 * @throws with the program's own words
 */
export function command(program: string, ...args: readonly string[]): string {
  return execFileSync(program, args, { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"], maxBuffer: 64 * 1024 * 1024 });
}

/** The same inside a network namespace. `ip netns exec` would also hide the cgroups, because it mounts /sys anew. */
export function commandIn(namespace: string, program: string, ...args: readonly string[]): string {
  return command("nsenter", `--net=/run/netns/${namespace}`, program, ...args);
}
