import Table from "cli-table3";

export interface Result {
  readonly what: string;
  readonly value: number;
  readonly unit: "s" | "ms" | "x" | "KB" | "requests" | "lines";
  /** What the project promises; of a time (s, ms) on a machine of two idle cores. */
  readonly limit: { readonly most: number } | { readonly least: number };
}

export interface Section {
  readonly title: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly (string | number)[])[];
  readonly results: readonly Result[];
}

export const seconds = (value: number): string => `${value.toFixed(2)} s`;
export const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`;

export const isKept = ({ value, limit }: Result): boolean => ("most" in limit ? value <= limit.most : value >= limit.least);

/** What fails a run: a ratio, a growth or a count. A time says as much about the machine and its other work as about the project: it is printed, no more. */
export const failuresOf = (sections: readonly Section[]): readonly Result[] =>
  sections.flatMap(({ results }) => results.filter((result) => !isKept(result) && !isTime(result)));

const isTime = ({ unit }: Result): boolean => unit === "s" || unit === "ms";

const verdict = (result: Result): string => (isKept(result) ? "kept  " : isTime(result) ? "slower" : "MISSED");

const bound = ({ limit, unit }: Result): string => ("most" in limit ? `at most ${limit.most} ${unit}` : `at least ${limit.least} ${unit}`);
const measured = ({ value, unit }: Result): string => `${Number.isInteger(value) ? value : value.toFixed(value < 10 ? 2 : 0)} ${unit}`;

/** For the terminal. */
export function sectionText({ title, head, rows, results }: Section): string {
  const table = new Table({ head: [...head], style: { head: [], border: [] } });
  for (const row of rows) table.push([...row]);
  const lines = results.map((result) => `  ${verdict(result)} ${result.what}: ${measured(result)} (${bound(result)})`);
  return `\n${title}\n${table.toString()}\n${lines.join("\n")}\n`;
}

/** For docs/performance.md. */
export function sectionMarkdown({ title, head, rows, results }: Section): string {
  const row = (cells: readonly (string | number)[]) => `| ${cells.join(" | ")} |`;
  const table = [row(head), row(head.map(() => "---")), ...rows.map(row)].join("\n");
  const promises = results.map(
    (result) => `- ${result.what}: **${measured(result)}** (${bound(result)})${isKept(result) ? "" : ", missed"}`,
  );
  return `## ${title}\n\n${table}\n\n${promises.join("\n")}\n`;
}
