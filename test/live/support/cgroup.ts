import { existsSync, mkdirSync, readdirSync, readFileSync, rmdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const ROOT = "/sys/fs/cgroup";

/** Version 2 has one tree; version 1 has one for each controller. Only version 1 has been tried. */
export const cgroupVersion = (): 1 | 2 => (existsSync(join(ROOT, "cgroup.controllers")) ? 2 : 1);

/**
 * Parts of a busy machine's CPU: for all programs of a cluster together, and for the Pods of one node, where whatever somebody starts at a terminal counts
 * for one (sched(7), autogroups). With less the API server answers too late, and operators end because they cannot renew their lease within ten seconds.
 */
const PROGRAMS_WEIGHT = 20;
const PODS_WEIGHT = 4;

/** Makes a cgroup for the Pods of one node. Without one of its own, a kubelet ends the Pods of the others as strangers. */
export function makeCgroup(name: string): void {
  if (cgroupVersion() === 2) {
    writeFileSync(join(ROOT, "cgroup.subtree_control"), "+cpu +cpuset +memory +pids +io");
    mkdirSync(join(ROOT, name), { recursive: true });
    weigh(name, PODS_WEIGHT);
    return;
  }
  for (const tree of trees()) mkdirSync(join(tree, name), { recursive: true });
  weigh(name, PODS_WEIGHT);
  // A new cpuset is empty, and nothing can run in it.
  for (const file of ["cpuset.cpus", "cpuset.mems"]) {
    writeFileSync(join(ROOT, "cpuset", name, file), readFileSync(join(ROOT, "cpuset", file)));
  }
}

/** Puts a program of the site, and what it starts, into the cgroup of its programs. */
export function putAhead(site: string, pid: number): void {
  const name = `${site}-programs`;
  const folder = join(cpuTree(), name);
  if (!existsSync(folder)) {
    mkdirSync(folder);
    weigh(name, PROGRAMS_WEIGHT);
  }
  writeFileSync(join(folder, "cgroup.procs"), String(pid));
}

const cpuTree = (): string => (cgroupVersion() === 2 ? ROOT : join(ROOT, "cpu"));

function weigh(name: string, weight: number): void {
  if (cgroupVersion() === 2) writeFileSync(join(ROOT, name, "cpu.weight"), String(100 * weight));
  else writeFileSync(join(cpuTree(), name, "cpu.shares"), String(1024 * weight));
}

/** The processes in all cgroups whose names begin so. */
export function processesIn(prefix: string): number[] {
  const found = new Set<number>();
  for (const folder of cgroups(prefix)) {
    for (const line of readFileSync(join(folder, "cgroup.procs"), "utf8").split("\n")) if (line !== "") found.add(Number(line));
  }
  return [...found];
}

/** Removes them; nothing may run in them any more. */
export function removeCgroups(prefix: string): void {
  // Children come after their parents.
  for (const folder of cgroups(prefix).reverse()) rmdirSync(folder);
}

const trees = (): string[] => {
  if (cgroupVersion() === 2) return [ROOT];
  return readdirSync(ROOT)
    .map((each) => join(ROOT, each))
    .filter((each) => existsSync(join(each, "cgroup.procs")));
};

function cgroups(prefix: string): string[] {
  const below = (folder: string): string[] => [
    folder,
    ...readdirSync(folder)
      .map((each) => join(folder, each))
      .filter((each) => statSync(each).isDirectory())
      .flatMap(below),
  ];
  return trees().flatMap((tree) =>
    readdirSync(tree)
      .filter((each) => each.startsWith(prefix))
      .flatMap((each) => below(join(tree, each))),
  );
}
