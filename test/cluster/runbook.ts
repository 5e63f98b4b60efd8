import { readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { parse, parseDocument, type Document } from "yaml";
import { commandBlocks, RUN, type CommandBlock } from "../docs/runbook-page";
import { TOOLS, type Cluster } from "./support/cluster";
import { run, type Outcome } from "./support/run";

/** What stands over a block that the test of this class runs; other tests run others. */
const RUN_HERE = `${RUN}test/cluster/runbooks.test.ts`;

/** The names that a page's commands use, and the placeholders of its edits. */
export type Names = Readonly<Record<string, string>>;

/** Does what a page says, as somebody who has a cluster's kubeconfig and the folder of a catalog. */
export class Runbook {
  private readonly left: Set<CommandBlock>;
  private readonly blocks: readonly CommandBlock[];

  constructor(
    page: string,
    private readonly cluster: Cluster,
    private readonly catalog: string,
    private readonly names: Names,
  ) {
    this.blocks = commandBlocks(page).filter(({ comment }) => comment?.startsWith(RUN_HERE));
    this.left = new Set(this.blocks);
  }

  /**
   * Runs the commands, or makes the edit, under a heading.
   * @param heading its beginning
   * @param position among the blocks under it that a test runs, from 1
   * @returns what the commands print
   * @throws when a command fails
   */
  async follow(heading: string, position = 1, names: Names = {}): Promise<string> {
    const { code, stdout, stderr } = await this.try(heading, position, names);
    if (code !== 0) throw new Error(`${heading}: exit code ${code}\n${stderr}`);
    return stdout;
  }

  /** Like {@link follow}, for commands that may be refused. */
  async try(heading: string, position = 1, names: Names = {}): Promise<Outcome> {
    const block = this.blocks.filter((each) => each.heading.startsWith(heading))[position - 1];
    if (block === undefined) throw new Error(`no block ${position} that a test runs under "${heading}"`);
    this.left.delete(block);
    const known = { ...this.names, ...names };
    if (block.language === "sh") return this.shell(block.text, known);
    this.edit(block.text, known);
    return { code: 0, stdout: "", stderr: "" };
  }

  /** What nobody has followed yet; empty when a test did everything that the page says it does. */
  notFollowed(): readonly string[] {
    return [...this.left].map(({ heading, text }) => `${heading}\n${text}`);
  }

  private shell(text: string, names: Names): Promise<Outcome> {
    const env = {
      ...names,
      PATH: `${TOOLS}:${process.env["PATH"] ?? ""}`,
      HOME: join(dirname(this.cluster.kubeconfig), "home"),
      KUBECONFIG: this.cluster.kubeconfig,
      SIGMA_CATALOG: this.catalog,
    };
    return run("bash", ["-euo", "pipefail", "-c", text], { env });
  }

  /** The first line names the file; what follows is merged into it, and everything else of the file stays. */
  private edit(text: string, names: Names): void {
    const filled = text.replaceAll(/<(\w+)>/g, (_, name: string) => {
      const value = names[name];
      if (value === undefined) throw new Error(`an edit needs the name ${name}`);
      return value;
    });
    const [, path] = /^# catalog\/(\S+)\n/.exec(filled) ?? [];
    if (path === undefined) throw new Error(`an edit names no file of the catalog:\n${text}`);
    const file = join(this.catalog, path);
    const document = parseDocument(readFileSync(file, "utf8"));
    merge(document, [], parse(filled) as object);
    writeFileSync(file, document.toString({ lineWidth: 0 }));
  }
}

function merge(document: Document, path: readonly string[], edit: object): void {
  for (const [key, value] of Object.entries(edit) as [string, unknown][]) {
    const inner = [...path, key];
    if (typeof value === "object" && value !== null) merge(document, inner, value);
    else document.setIn(inner, value);
  }
}
