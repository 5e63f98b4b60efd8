import type { ProjectCopy } from "../cli/project-copy";
import type { Edit } from "../model/copy-acme";

/** What somebody adds to the project by one row of CONTRIBUTING's table: every file that a person writes, and none that `npm run emit` writes. */
export interface Addition {
  /** The first cell of the row. */
  readonly row: string;
  /** Arguments of the `sigma` command that makes it, in place of a person. */
  readonly command?: readonly string[];
  /** Texts that are replaced. */
  readonly edits?: readonly Edit[];
  /** New files, by path. */
  readonly files?: Readonly<Record<string, string>>;
}

/** Puts a text before another one. */
export const before = (file: string, text: string, added: string): Edit => [file, text, `${added}${text}`];

/** Makes the addition in a copy of the project. */
export async function make(copy: ProjectCopy, { command, edits = [], files = {} }: Addition): Promise<void> {
  if (command) {
    const { code, output } = await copy.sigma(command);
    if (code !== 0) throw new Error(output);
  }
  for (const [file, from, to] of edits) copy.edit(file, from, to);
  for (const [file, text] of Object.entries(files)) copy.write(file, text);
}
