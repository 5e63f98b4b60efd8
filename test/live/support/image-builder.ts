import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { baseImage } from "./base-images";
import { command } from "./command";
import type { Image } from "./image";

/** Files of the machine that instructions of a Dockerfile find while they run; none of them is in the image. */
export type Mounts = Readonly<Record<string, string>>;

/**
 * Builds images from Dockerfiles as they are, with buildah, which needs neither a daemon nor namespaces of its own. Base images are made of programs
 * of this machine.
 */
export class ImageBuilder {
  /** @param folder of its own; {@link remove} removes it */
  constructor(private readonly folder: string) {
    mkdirSync(folder, { recursive: true });
  }

  /**
   * @param repository with `infra/Dockerfile` and `.dockerignore`
   * @param name with registry and tag
   * @param layout folder for the image
   */
  build(repository: string, name: string, layout: string, mounts: Mounts = {}): Image {
    const dockerfile = join(repository, "infra/Dockerfile");
    for (const base of basesOf(dockerfile)) this.makeBase(base);
    const volumes = Object.entries(mounts).flatMap(([at, file]) => ["--volume", `${file}:${at}:ro`]);
    this.buildah(
      ...["build", "--pull=never", "--isolation", "chroot", "--network", "host", "--layers=false", "--quiet", ...volumes],
      ...["--file", dockerfile, "--ignorefile", join(repository, ".dockerignore"), "--tag", name, repository],
    );
    this.buildah("push", "--quiet", name, `oci:${layout}:image`);
    return named(layout, name);
  }

  remove(): void {
    this.buildah("rmi", "--all", "--force");
    rmSync(this.folder, { recursive: true });
  }

  private makeBase(name: string): void {
    const root = join(this.folder, "base");
    mkdirSync(root);
    baseImage(name).fill(root);
    const container = this.buildah("from", "scratch").trim();
    this.buildah("add", "--quiet", container, root, "/");
    this.buildah("config", "--env", "PATH=/usr/local/bin:/usr/local/sbin:/usr/sbin:/usr/bin:/sbin:/bin", container);
    this.buildah("commit", "--quiet", container, name);
    this.buildah("rm", container);
    rmSync(root, { recursive: true });
  }

  private buildah(first: string, ...args: readonly string[]): string {
    // Not every file system of a machine lets layers lie on each other.
    const store = ["--root", join(this.folder, "store"), "--runroot", join(this.folder, "run"), "--storage-driver", "vfs"];
    return command("buildah", ...store, first, ...args);
  }
}

/** The images that a Dockerfile takes from elsewhere, each once. */
export function basesOf(dockerfile: string): string[] {
  const lines = [...readFileSync(dockerfile, "utf8").matchAll(/^FROM (\S+)(?: AS (\S+))?$/gm)];
  const stages = lines.map(([, , stage]) => stage);
  return [...new Set(lines.map(([, base = ""]) => base))].filter((base) => !stages.includes(base));
}

/** Writes into a layout by which names containerd finds its one image. */
function named(layout: string, name: string): Image {
  const path = join(layout, "index.json");
  const { manifests } = JSON.parse(readFileSync(path, "utf8")) as { manifests: [{ mediaType: string; digest: string; size: number }] };
  const [{ mediaType, digest, size }] = manifests;
  const names = [name, `${name.replace(/:[^:/]+$/, "")}@${digest}`];
  const entries = names.map((each) => ({ mediaType, digest, size, annotations: { "io.containerd.image.name": each } }));
  writeFileSync(path, JSON.stringify({ schemaVersion: 2, manifests: entries }));
  return { name, digest, layout };
}
