import { createHash } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import type { Family } from "../../../model/family";
import { callersLibrary, renderRepository } from "../../../scaffolding/render";
import { writeRendered } from "../../../scaffolding/write";
import { baseImage } from "./base-images";
import { command } from "./command";
import type { Image } from "./image";
import { basesOf, ImageBuilder, type Mounts } from "./image-builder";
import { keepNewest } from "./keep-newest";
import { buildPrefix, PRODUCT_IMAGES } from "./leftovers";
import { siteOf } from "./site";
import { tool, toolsPath } from "./tool";

/** How base images are made: of another recipe comes another image. */
const RECIPE = ["base-images.ts", "program-files.ts"].map((name) => readFileSync(join(__dirname, name), "utf8"));

const KEPT = toolsPath(PRODUCT_IMAGES);

/**
 * The image of a repository of the family, as it is born and as its own workflow builds it: rendered by its scaffold, its user interface built, then by
 * its own Dockerfile. Kept beside the tools until the repository or a program of its base image is another.
 * @param version the tag; an image of its own also where nothing else differs
 */
export function productImage(family: Family, repository: string, version: string): Image {
  const files = renderRepository(family, repository, callersLibrary(family, "0".repeat(40)));
  const folder = mkdtempSync(join(mkdirp(KEPT), buildPrefix(siteOf())));
  try {
    const checkout = join(folder, repository);
    writeRendered(files, checkout);
    const bases = basesOf(join(checkout, "infra/Dockerfile")).map((name) => baseImage(name).version);
    const hash = createHash("sha256")
      .update(JSON.stringify([version, bases, RECIPE, [...files].map(([path, { text }]) => [path, text])]))
      .digest("hex")
      .slice(0, 16);
    const name = `${family.registry}/${family.organization}/${repository}:${version}`;
    const kept = join(KEPT, `${repository}-${hash}`);
    const known = join(kept, "image.json");
    if (!existsSync(known)) {
      if (files.has("package.json")) built(checkout);
      const builder = new ImageBuilder(join(folder, "buildah"));
      const { digest } = builder.build(checkout, name, join(folder, "kept"), machineMounts(folder));
      builder.remove();
      writeFileSync(join(folder, "kept/image.json"), JSON.stringify({ digest }));
      keepNewest(KEPT, `${repository}-`, 1);
      renameSync(join(folder, "kept"), kept);
    }
    const { digest } = JSON.parse(readFileSync(known, "utf8")) as { digest: string };
    return { name, digest, layout: kept };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What the workflow `build-node` hands to the image: the site, as `dist`, made with that workflow's Node. */
function built(checkout: string): void {
  const path = [dirname(realpathSync(tool("node22"))), process.env["PATH"]].join(delimiter);
  for (const line of ["npm ci --no-audit --no-fund", "npm run build"])
    command("env", "-C", checkout, `PATH=${path}`, "CI=true", ...line.split(" "));
}

/** How this machine reaches its package index, for pip alone: its certificate authorities. */
function machineMounts(folder: string): Mounts {
  const authorities = "/etc/ssl/certs/ca-certificates.crt";
  const configuration = join(folder, "pip.conf");
  writeFileSync(configuration, `[global]\ncert = ${authorities}\n`);
  return { [authorities]: authorities, "/etc/pip.conf": configuration };
}

function mkdirp(folder: string): string {
  mkdirSync(folder, { recursive: true });
  return folder;
}
