import { cpSync, existsSync, mkdirSync, realpathSync, symlinkSync } from "node:fs";
import { dirname, join } from "node:path";
import { command } from "./command";

/** Shared libraries that these files of the machine are linked with, by their paths. */
export function librariesOf(files: readonly string[]): string[] {
  // `ldd` fails for a file that needs none, and says so.
  const lines = files.flatMap((file) => command("bash", "-c", 'ldd "$1" 2>/dev/null || true', "ldd", file).split("\n"));
  return [...new Set(lines.flatMap((line) => /(\/\S+) \(0x/.exec(line)?.[1] ?? []))];
}

/** Copies files of the machine to the same paths below a root file system; a link becomes what it leads to. */
export function copyAsIs(root: string, paths: readonly string[]): void {
  for (const path of paths) copyTo(root, path, path);
}

/** Copies a file or a folder of the machine to another path below a root file system. */
export function copyTo(root: string, from: string, path: string): void {
  const to = join(root, path);
  mkdirSync(dirname(to), { recursive: true });
  cpSync(realpathSync(from), to, { recursive: true });
}

const LIBRARIES = ["/lib/x86_64-linux-gnu", "/usr/lib/x86_64-linux-gnu"];

/**
 * Libraries that no program here is linked with: those by which names of hosts are looked up, and those that every wheel may expect of its system.
 * https://peps.python.org/pep-0513/#the-manylinux1-policy
 */
const EXPECTED = [
  ...["libnss_dns.so.2", "libnss_files.so.2", "libresolv.so.2"],
  ...["libpthread.so.0", "librt.so.1", "libdl.so.2", "libutil.so.1", "libm.so.6", "libgcc_s.so.1", "libstdc++.so.6"],
];

/** A root file system in which a file of the machine can be run as a shell's command: the shell, folders, users. */
export function smallRoot(root: string): void {
  for (const folder of ["etc", "root", "bin", "usr/local/bin", "var", "lib64"]) mkdirSync(join(root, folder), { recursive: true });
  mkdirSync(join(root, "tmp"));
  command("chmod", "755", root);
  command("chmod", "1777", join(root, "tmp"));
  copyTo(root, "/bin/sh", "/bin/sh");
  copyAsIs(root, librariesOf(["/bin/sh"]));
  copyAsIs(
    root,
    EXPECTED.flatMap((name) => LIBRARIES.map((folder) => join(folder, name)).filter(existsSync)),
  );
  command("bash", "-c", 'printf "%s\\n" root:x:0:0::/root:/bin/sh nonroot:x:65532:65532::/:/bin/false >"$1/etc/passwd"', "users", root);
}

/** A link below a root file system. */
export function link(root: string, path: string, target: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  symlinkSync(target, join(root, path));
}

/** A layer of this folder, in which root owns everything. */
export function layerOfFolder(root: string, tar: string): string {
  command("tar", "--owner=0", "--group=0", "-C", root, "-cf", tar, ".");
  return tar;
}
