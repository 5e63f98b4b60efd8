import { createHash } from "node:crypto";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join, sep } from "node:path";
import { TerraformAsset } from "cdktf";
import { Construct } from "constructs";

export interface LocalChartProps {
  /** Folder of the chart. */
  readonly directory: string;
}

/** What is in the folder for people and tests; Helm does not render from it. */
const NOT_RENDERED = [/^README\.md$/, /^ci\//];

/**
 * A chart of this repository, copied beside the synthesized stack: one per chart and stack, shared by its releases.
 *
 * `helm_release` compares the chart's name and version, so a changed template alone is an empty plan. The copy's path holds a digest of the
 * files, and that path is what the release names: what changes the chart changes the plan. CDKTF's own digest leaves out the files' names.
 */
export class LocalChart extends Construct {
  /** Relative to the synthesized stack. The dot tells Helm that it is a folder and not a chart of some repository. */
  readonly path: string;

  constructor(scope: Construct, id: string, props: LocalChartProps) {
    super(scope, id);
    const asset = new TerraformAsset(this, "folder", { path: props.directory, assetHash: chartDigest(props.directory) });
    this.path = `./${asset.path}`;
  }
}

/** Digest of the names and contents of everything that Helm renders from: the same on every machine. */
export function chartDigest(directory: string): string {
  const files = readdirSync(directory, { recursive: true, encoding: "utf8" })
    .map((path) => ({ file: join(directory, path), name: path.split(sep).join("/") }))
    .filter(({ file }) => statSync(file).isFile())
    .filter(({ name }) => !NOT_RENDERED.some((pattern) => pattern.test(name)))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  const hash = createHash("sha256");
  for (const { file, name } of files) {
    const content = readFileSync(file);
    // Lengths keep a name and the content after it apart.
    hash.update(`${name.length}:${name}:${content.length}:`).update(content);
  }
  return hash.digest("hex").slice(0, 16);
}
