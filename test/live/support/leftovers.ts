import { existsSync, readdirSync, readFileSync, readlinkSync, realpathSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { TOOLS } from "../../cluster/support/cluster";
import { processesIn, removeCgroups } from "./cgroup";
import { command } from "./command";
import type { Site } from "./site";
import { waitFor } from "./wait-for";

/**
 * Ends and removes what a run of this site has left, however it ended: programs, Pods, mounts, links, cgroups, files. They are known by the
 * site's folder and by names that begin with the site's; nothing else is touched.
 */
export async function clear(site: Site): Promise<void> {
  // The programs first, so that nothing is started anew; containers end with their cgroups.
  await waitFor(`the processes of ${site.folder} to end`, 60, () => {
    const running = [...processesOf(site.folder), ...processesIn(site.name)];
    for (const pid of running) end(pid);
    return running.length === 0 ? true : undefined;
  });
  for (const mount of mountsBelow(site.folder)) command("umount", "--lazy", mount);
  for (const namespace of namespacesOf(site)) command("ip", "netns", "delete", namespace);
  if (existsSync(`/sys/class/net/${site.name}`)) command("ip", "link", "delete", site.name);
  removeCgroups(site.name);
  removeLogLinks(site.folder);
  rmSync(site.folder, { recursive: true, force: true });
}

/** The programs of `.tools/bin` that were started with a path below the folder. Others may name it too: an editor, a pager. */
function processesOf(folder: string): number[] {
  const tools = existsSync(TOOLS) ? [realpathSync(TOOLS)] : [];
  return readdirSync("/proc")
    .filter((each) => /^\d+$/.test(each) && Number(each) !== process.pid)
    .filter((pid) => {
      try {
        const line = readFileSync(`/proc/${pid}/cmdline`, "utf8");
        return line.includes(`${folder}/`) && tools.includes(dirname(readlinkSync(`/proc/${pid}/exe`)));
      } catch (error) {
        if (["ENOENT", "ESRCH"].includes((error as NodeJS.ErrnoException).code ?? "")) return false;
        throw error;
      }
    })
    .filter((pid) => !isZombie(pid))
    .map(Number);
}

const isZombie = (pid: string): boolean => {
  const file = `/proc/${pid}/stat`;
  return existsSync(file) && /\) Z /.test(readFileSync(file, "utf8"));
};

function end(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch (error) {
    // It has ended meanwhile.
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}

/** Inner ones first. */
function mountsBelow(folder: string): string[] {
  const points = readFileSync("/proc/mounts", "utf8")
    .split("\n")
    .map((line) => line.split(" ")[1] ?? "");
  return points.filter((point) => point.startsWith(`${folder}/`)).reverse();
}

const namespacesOf = (site: Site): string[] =>
  existsSync("/run/netns") ? readdirSync("/run/netns").filter((each) => each.startsWith(`${site.name}-`)) : [];

/** The kubelet links the logs of containers from a folder that has no setting. */
function removeLogLinks(folder: string): void {
  const links = "/var/log/containers";
  if (!existsSync(links)) return;
  for (const each of readdirSync(links)) {
    if (readlinkSync(join(links, each)).startsWith(`${folder}/`)) rmSync(join(links, each));
  }
}
