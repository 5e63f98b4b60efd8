import { existsSync, mkdirSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { command } from "./command";
import { copyAsIs, copyTo, librariesOf, link, smallRoot } from "./program-files";

/** The image that a Dockerfile begins with, as a root file system: no registry of images can be asked where this runs. */
export interface BaseImage {
  /** As the Dockerfile writes it. */
  readonly name: string;
  /** Names the programs in it: another one makes another image. */
  readonly version: string;
  /** Fills an empty folder. */
  readonly fill: (root: string) => void;
}

/** @throws when none is known by this name */
export function baseImage(name: string): BaseImage {
  const [, python] = /^docker\.io\/library\/python:(\d+\.\d+)-slim$/.exec(name) ?? [];
  if (python !== undefined) return pythonImage(name, python);
  if (/^nginxinc\/nginx-unprivileged:/.test(name)) return nginxImage(name);
  throw new Error(`no base image is made for "${name}"; add it to ${__filename}`);
}

/** A Python of this machine below /usr/local, as in the image of this name, with pip. */
function pythonImage(name: string, version: string): BaseImage {
  const program = `python${version}`;
  // Where pyenv keeps several, it must be told which; elsewhere nobody reads it.
  const ask = (code: string): string => command("env", `PYENV_VERSION=${version}`, program, "-c", `import sys; print(${code})`).trim();
  const fill = (root: string): void => {
    smallRoot(root);
    const prefix = ask("sys.base_prefix");
    const library = `/usr/local/lib/${program}`;
    copyTo(root, join(prefix, "bin", program), `/usr/local/bin/${program}`);
    for (const other of ["python", "python3"]) link(root, `/usr/local/bin/${other}`, program);
    copyTo(root, join(prefix, "lib", program), library);
    for (const left of ["test", "idlelib", "tkinter", "site-packages"]) rmSync(join(root, library, left), { recursive: true, force: true });
    mkdirSync(join(root, library, "site-packages"));
    const modules = join(prefix, "lib", program, "lib-dynload");
    const linked = librariesOf([join(prefix, "bin", program), ...readdirSync(modules).map((each) => join(modules, each))]);
    // Its own library lies where the loader looks without being told.
    for (const path of linked) if (path.startsWith(prefix)) copyTo(root, path, `/lib/${path.split("/").at(-1) ?? ""}`);
    copyAsIs(
      root,
      linked.filter((path) => !path.startsWith(prefix)),
    );
    command("chroot", root, `/usr/local/bin/${program}`, "-m", "ensurepip");
  };
  return { name, version: `python ${ask("sys.version.split()[0]")}`, fill };
}

/** The machine's nginx, with the files that configurations include. */
function nginxImage(name: string): BaseImage {
  const program = "/usr/sbin/nginx";
  if (!existsSync(program)) throw new Error(`${program} is missing; install it: .ci/packages nginx-light`);
  const fill = (root: string): void => {
    smallRoot(root);
    copyAsIs(root, [program, "/etc/nginx/mime.types", ...librariesOf([program])]);
    mkdirSync(join(root, "var/log/nginx"), { recursive: true });
    mkdirSync(join(root, "var/lib/nginx"), { recursive: true });
  };
  return { name, version: command("bash", "-c", `${program} -v 2>&1`).trim(), fill };
}
