import { readFileSync } from "node:fs";
import { join } from "node:path";

/** A line of the table in docs/network.md. */
export interface IntendedLine {
  readonly from: readonly string[];
  readonly to: readonly string[];
  /** `as written`: the port stands in the catalog. */
  readonly ports: readonly number[] | "as written";
  readonly when: string;
}

/** @throws when the table is not there or has another shape */
export function readIntendedTable(): readonly IntendedLine[] {
  const text = readFileSync(join(__dirname, "../../../docs/network.md"), "utf8");
  const section = text.split("\n## ").find((each) => each.startsWith("The table\n"));
  const [header, , ...lines] = (section ?? "").split("\n\n")[1]?.split("\n") ?? [];
  if (header === undefined || cells(header).join() !== "from,to,port,when") {
    throw new Error('docs/network.md needs a section "The table" that starts with a table: from, to, port, when');
  }
  return lines.map((line) => {
    const [from = "", to = "", port = "", when = ""] = cells(line);
    return { from: from.split(", "), to: to.split(", "), ports: port === "as written" ? port : port.split(", ").map(Number), when };
  });
}

const cells = (line: string): string[] =>
  line
    .split("|")
    .slice(1, -1)
    .map((cell) => cell.trim());
