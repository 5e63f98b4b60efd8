import { z } from "zod";
import type { Rendered, RenderedFile } from "./rendered";
import { ScaffoldError } from "./scaffold-error";

/** Where a repository keeps what was last applied to it: the base of the next merge, which survives squashed and rebased pull requests. */
export const RECORD = ".sigma/scaffold.json";

const isInside = (path: string): boolean =>
  path.split("/").every((step) => !["", ".", "..", ".git"].includes(step)) && !path.includes("\\");

const schema = z.strictObject({
  format: z.literal(1, "is another format than this tool knows"),
  tool: z.string().regex(/^\d+\.\d+\.\d+$/),
  repository: z.string(),
  kind: z.string(),
  contents: z.string(),
  files: z
    .record(z.string(), z.strictObject({ text: z.string(), executable: z.boolean().default(false), once: z.boolean().default(false) }))
    .refine((files) => Object.keys(files).every(isInside), "names a path that leaves the repository"),
});

export interface ScaffoldRecord {
  /** Version of the tool that rendered it: `1.4.0`. */
  readonly tool: string;
  readonly repository: string;
  readonly kind: string;
  readonly contents: string;
  readonly files: Rendered;
}

/** Deterministic: the same text for the same record; `false` is left out. */
export function recordText({ tool, repository, kind, contents, files }: ScaffoldRecord): string {
  const listed = Object.fromEntries(
    [...files].map(([name, { text, executable, once }]) => [name, { text, ...(executable && { executable }), ...(once && { once }) }]),
  );
  return `${JSON.stringify({ format: 1, tool, repository, kind, contents, files: listed }, null, 2)}\n`;
}

/** @throws ScaffoldError when the text is not a record */
export function readRecord(text: string): ScaffoldRecord {
  const fit = schema.safeParse(json(text));
  if (!fit.success)
    throw new ScaffoldError(
      fit.error.issues.map(
        ({ path: at, message }) => `${RECORD}: ${at.length > 0 ? `${at.join(".")}: ` : ""}${message}; take it back from the history`,
      ),
    );
  const { tool, repository, kind, contents, files } = fit.data;
  return { tool, repository, kind, contents, files: new Map<string, RenderedFile>(Object.entries(files)) };
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new ScaffoldError(
      `${RECORD}: is no JSON (${error.message.replace(/\n/g, " ")}); take it back from the history, or end its merge first`,
    );
  }
}
