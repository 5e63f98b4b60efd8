import { existsSync, mkdirSync, readdirSync, readFileSync, rmdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const ROOT = "/sys/fs/cgroup";

/** Version 2 has one tree; version 1 has one for each controller. Only version 1 has been tried. */
export const cgroupVersion = (): 1 | 2 => (existsSync(join(ROOT, "cgroup.controllers")) ? 2 : 1);

/** Makes a cgroup for the Pods of one node. Without one of its own, a kubelet ends the Pods of the others as strangers. */
export function makeCgroup(name: string): void {
  if (cgroupVersion() === 2) {
    writeFileSync(join(ROOT, "cgroup.subtree_control"), "+cpu +cpuset +memory +pids +io");
    mkdirSync(join(ROOT, name), { recursive: true });
    return;
  }
  for (const tree of trees()) mkdirSync(join(tree, name), { recursive: true });
  // A new cpuset is empty, and nothing can run in it.
  for (const file of ["cpuset.cpus", "cpuset.mems"]) {
    writeFileSync(join(ROOT, "cpuset", name, file), readFileSync(join(ROOT, "cpuset", file)));
  }
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
