import { createHash } from "node:crypto";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Image } from "./image";
import { layerOfFolder } from "./program-files";

interface Descriptor {
  readonly mediaType: string;
  readonly digest: string;
  readonly size: number;
}

/**
 * Another version of an image: the same with some files changed, as one more layer.
 * @param files path in the image → text
 * @param layout folder that is not there yet
 */
export function variantOf(image: Image, tag: string, files: Readonly<Record<string, string>>, layout: string): Image {
  cpSync(image.layout, layout, { recursive: true });
  const blob = (digest: string): string => join(layout, "blobs", digest.replace(":", "/"));
  const stored = (content: string | Buffer): { digest: string; size: number } => {
    const digest = `sha256:${createHash("sha256").update(content).digest("hex")}`;
    writeFileSync(blob(digest), content);
    return { digest, size: Buffer.byteLength(content) };
  };
  const read = (digest: string): unknown => JSON.parse(readFileSync(blob(digest), "utf8"));
  const manifest = read(image.digest) as { config: Descriptor; layers: readonly Descriptor[] };
  const config = read(manifest.config.digest) as { rootfs: { diff_ids: readonly string[] } };
  const layer = stored(tarOf(files, dirname(layout)));
  // The history counts layers, and nobody needs it.
  const newConfig = stored(
    JSON.stringify({ ...config, history: undefined, rootfs: { ...config.rootfs, diff_ids: [...config.rootfs.diff_ids, layer.digest] } }),
  );
  const layers = [...manifest.layers, { mediaType: "application/vnd.oci.image.layer.v1.tar", ...layer }];
  const mediaType = "application/vnd.oci.image.manifest.v1+json";
  const written = stored(JSON.stringify({ ...manifest, config: { ...manifest.config, ...newConfig }, layers }));
  const repository = image.name.replace(/:[^:/]+$/, "");
  const names = [`${repository}:${tag}`, `${repository}@${written.digest}`];
  const manifests = names.map((name) => ({ mediaType, ...written, annotations: { "io.containerd.image.name": name } }));
  writeFileSync(join(layout, "index.json"), JSON.stringify({ schemaVersion: 2, manifests }));
  return { name: `${repository}:${tag}`, digest: written.digest, layout };
}

function tarOf(files: Readonly<Record<string, string>>, folder: string): Buffer {
  const root = mkdtempSync(join(folder, "change-"));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  const tar = readFileSync(layerOfFolder(root, `${root}.tar`));
  rmSync(root, { recursive: true });
  rmSync(`${root}.tar`);
  return tar;
}
