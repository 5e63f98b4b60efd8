import { createHash } from "node:crypto";
import {
  cpSync,
  createReadStream,
  existsSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { pipeline } from "node:stream/promises";
import { command } from "./command";

/** What an image is made of. */
export interface Recipe {
  /** With registry and tag. */
  readonly name: string;
  /** Tar files of root file systems, the lowest first. */
  readonly layers: readonly string[];
  readonly entrypoint?: readonly string[];
  /** @default "0:0" */
  readonly user?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Other names that containerd finds it by. */
  readonly aliases?: readonly string[];
}

/** An image as an OCI layout. https://github.com/opencontainers/image-spec/blob/main/image-layout.md */
export interface Image {
  readonly name: string;
  /** `sha256:…` */
  readonly digest: string;
  /** Folder of the layout. */
  readonly layout: string;
}

/** Writes an image's layout below the folder. */
export async function makeImage(folder: string, recipe: Recipe): Promise<Image> {
  const layout = join(folder, recipe.name.replaceAll(/[/:]/g, "_"));
  const blobs = join(layout, "blobs/sha256");
  mkdirSync(blobs, { recursive: true });
  const blob = (content: object, mediaType: string): Descriptor => {
    const text = JSON.stringify(content);
    const hash = createHash("sha256").update(text).digest("hex");
    writeFileSync(join(blobs, hash), text);
    return { mediaType, digest: `sha256:${hash}`, size: Buffer.byteLength(text) };
  };
  const layers: Descriptor[] = [];
  for (const layer of recipe.layers) {
    const hash = await sha256(layer);
    place(layer, join(blobs, hash));
    layers.push({ mediaType: "application/vnd.oci.image.layer.v1.tar", digest: `sha256:${hash}`, size: statSync(layer).size });
  }
  const env = Object.entries({ PATH: "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", ...recipe.env });
  const config = blob(
    {
      architecture: "amd64",
      os: "linux",
      config: {
        Env: env.map(([name, value]) => `${name}=${value}`),
        User: recipe.user ?? "0:0",
        WorkingDir: "/",
        ...(recipe.entrypoint === undefined ? {} : { Entrypoint: recipe.entrypoint }),
      },
      rootfs: { type: "layers", diff_ids: layers.map(({ digest }) => digest) },
    },
    "application/vnd.oci.image.config.v1+json",
  );
  const mediaType = "application/vnd.oci.image.manifest.v1+json";
  const manifest = blob({ schemaVersion: 2, mediaType, config, layers }, mediaType);
  // A Pod names it by tag or by digest, and containerd knows only whole names.
  const repository = recipe.name.replace(/:[^:/]+$/, "");
  const manifests = [recipe.name, `${repository}@${manifest.digest}`, ...(recipe.aliases ?? [])].map((name) => ({
    ...manifest,
    annotations: { "io.containerd.image.name": name },
  }));
  writeFileSync(join(layout, "index.json"), JSON.stringify({ schemaVersion: 2, manifests }));
  writeFileSync(join(layout, "oci-layout"), JSON.stringify({ imageLayoutVersion: "1.0.0" }));
  return { name: recipe.name, digest: manifest.digest, layout };
}

/** A layer with these files alone: path in the image → file on disk. */
export function layerOf(tar: string, files: Readonly<Record<string, string>>): string {
  const root = mkdtempSync(join(dirname(tar), "layer-"));
  mkdirSync(join(root, "tmp"));
  const placed = new Map<string, string>();
  for (const [path, file] of Object.entries(files)) {
    const to = join(root, path);
    const already = placed.get(file);
    mkdirSync(dirname(to), { recursive: true });
    // The same file under two names is stored once.
    if (already === undefined) cpSync(file, to, { dereference: true });
    else linkSync(already, to);
    placed.set(file, to);
  }
  command("chmod", "755", root);
  command("chmod", "1777", join(root, "tmp"));
  command("tar", "--owner=0", "--group=0", "-C", root, "-cf", tar, ".");
  rmSync(root, { recursive: true });
  return tar;
}

interface Descriptor {
  readonly mediaType: string;
  readonly digest: string;
  readonly size: number;
}

/** A layer is large, and several images share it. */
function place(layer: string, path: string): void {
  if (existsSync(path)) return;
  try {
    linkSync(layer, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EXDEV") throw error;
    cpSync(layer, `${path}.new`);
    renameSync(`${path}.new`, path);
  }
}

async function sha256(file: string): Promise<string> {
  const hash = createHash("sha256");
  await pipeline(createReadStream(file), hash);
  return hash.digest("hex");
}
