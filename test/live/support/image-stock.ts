import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, realpathSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { command } from "./command";
import { containerdConfiguration } from "./containerd";
import { makeImage } from "./image";
import { ImageStore } from "./image-store";
import { keepNewest } from "./keep-newest";
import { Programs } from "./programs";
import { INGREDIENTS, standardImages } from "./standard-images";
import type { Site } from "./site";
import { toolsPath } from "./tool";
import { waitFor } from "./wait-for";

/** How images are made: of another recipe comes another stock. */
const RECIPE = ["standard-images.ts", "image.ts", "program-files.ts", "image-stock.ts", "containerd.ts"].map((name) =>
  readFileSync(join(__dirname, name), "utf8"),
);
const DIGESTS = "digests.json";

/**
 * The standard images as containerd keeps them, each layer unpacked: imported once and kept beside the tools, for the nodes of every cluster. One node
 * alone would import for minutes.
 */
export class ImageStock {
  private constructor(private readonly folder: string) {}

  /** The one that is kept, or a new one where a program or a recipe is another. */
  static async of(site: Site): Promise<ImageStock> {
    const stocks = toolsPath("images/stock");
    const folder = join(stocks, fingerprint());
    if (!existsSync(folder)) {
      const made = await filled(site);
      mkdirSync(stocks, { recursive: true });
      keepNewest(stocks, "", 1);
      place(made, `${folder}.${site.name}`);
      renameSync(`${folder}.${site.name}`, folder);
    }
    const now = new Date();
    utimesSync(folder, now, now);
    return new ImageStock(folder);
  }

  /** Name by tag → digest. */
  get digests(): Readonly<Record<string, string>> {
    return JSON.parse(readFileSync(join(this.folder, DIGESTS), "utf8")) as Record<string, string>;
  }

  /** Begins the root folder of a containerd that has not run yet. */
  placeIn(root: string): void {
    place(join(this.folder, "containerd"), root);
  }
}

function fingerprint(): string {
  const files = INGREDIENTS.map((path) => {
    const file = realpathSync(path);
    const { size, mtimeMs } = statSync(file);
    return [file, size, mtimeMs];
  });
  return createHash("sha256")
    .update(JSON.stringify([files, RECIPE]))
    .digest("hex")
    .slice(0, 16);
}

/** A stock in the site's folder, imported by a containerd of its own, which has ended. */
async function filled(site: Site): Promise<string> {
  const folder = join(site.folder, "stock");
  const workshop = join(folder, "workshop");
  mkdirSync(workshop, { recursive: true });
  const configuration = join(folder, "containerd.toml");
  writeFileSync(configuration, containerdConfiguration(folder));
  const programs = new Programs(site, folder);
  const store = new ImageStore(join(folder, "containerd.sock"));
  await programs.startAndWait({ name: "containerd", args: ["--config", configuration] }, () => store.answers());
  const digests: Record<string, string> = {};
  for (const recipe of standardImages(workshop)) {
    const image = await makeImage(workshop, recipe);
    await store.add(image);
    digests[image.name] = image.digest;
    rmSync(image.layout, { recursive: true });
  }
  programs.end("containerd");
  await waitFor("containerd to end", 60, () => (programs.runs("containerd") ? undefined : true));
  const made = join(folder, "made");
  mkdirSync(made);
  renameSync(join(folder, "containerd"), join(made, "containerd"));
  writeFileSync(join(made, DIGESTS), JSON.stringify(digests));
  rmSync(workshop, { recursive: true });
  return made;
}

/**
 * Copies a folder of containerd's by links where the file system can: layers and their files are never changed, only removed. Its databases are changed, and
 * so they are copied.
 */
function place(from: string, to: string): void {
  rmSync(to, { recursive: true, force: true });
  const sameDevice = statSync(from).dev === deviceOf(to);
  command("cp", ...(sameDevice ? ["-al"] : ["-a"]), from, to);
  if (!sameDevice) return;
  const databases = command("find", from, "-name", "*.db", "-not", "-path", "*/snapshots/*", "-printf", "%P\\n").split("\n");
  for (const each of databases.filter((path) => path !== "")) command("cp", "-a", "--remove-destination", join(from, each), join(to, each));
}

const deviceOf = (path: string): number => {
  const parent = join(path, "..");
  mkdirSync(parent, { recursive: true });
  return statSync(parent).dev;
};
