import { existsSync, readdirSync, readFileSync, readlinkSync, rmSync } from "node:fs";
import { join } from "node:path";
import { processesIn, removeCgroups } from "./cgroup";
import { command } from "./command";
import type { Site } from "./site";
import { toolsPath } from "./tool";
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
  for (const folder of buildsOf(site)) rmSync(folder, { recursive: true });
  rmSync(site.folder, { recursive: true, force: true });
}

/** Where images of products are kept, below the tools. */
export const PRODUCT_IMAGES = "images/products";

/** Begins the names of folders there in which this site builds. */
export const buildPrefix = (site: Site): string => `build-${site.name}-`;

function buildsOf(site: Site): string[] {
  const folder = toolsPath(PRODUCT_IMAGES);
  const builds = existsSync(folder) ? readdirSync(folder).filter((each) => each.startsWith(buildPrefix(site))) : [];
  return builds.map((each) => join(folder, each));
}

/** Stands in the environment of every program that belongs to a live cluster, and of what it starts in turn; its value is the site's folder. */
const MARK = "SIGMA_LIVE_FOLDER";

/** Marks what this process starts from now on as the site's. */
export function markPrograms(site: Site): void {
  process.env[MARK] = site.folder;
}

/** The programs with the site's mark, whichever checkout or folder of tools they come from. */
function processesOf(folder: string): number[] {
  return readdirSync("/proc")
    .filter((each) => /^\d+$/.test(each) && Number(each) !== process.pid)
    .filter((pid) => {
      try {
        return readFileSync(`/proc/${pid}/environ`, "utf8").split("\0").includes(`${MARK}=${folder}`);
      } catch (error) {
        // It has ended meanwhile, or has rights that we lack, so we did not start it.
        if (["ENOENT", "ESRCH", "EACCES"].includes((error as NodeJS.ErrnoException).code ?? "")) return false;
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
