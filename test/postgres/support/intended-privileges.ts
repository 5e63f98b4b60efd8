import { readFileSync } from "node:fs";
import { resolve } from "node:path";

/** Privileges by role, `migrator`, `rw`, `ro`, `PUBLIC` or `other`. */
export type Rights = Readonly<Record<string, readonly string[]>>;

const ROLES = ["migrator", "rw", "ro", "PUBLIC", "other"];

/** The table "Who may do what" of docs/databases.md: rights by kind of object. */
export function intendedPrivileges(): ReadonlyMap<string, Rights> {
  const text = readFileSync(resolve(__dirname, "../../../docs/databases.md"), "utf8");
  const section = text.split("## Who may do what")[1]?.split("\n## ")[0] ?? "";
  const rows = section.split("\n").filter((line) => /^\| (?!object|-)/.test(line));
  return new Map(
    rows.flatMap((row) => {
      const [kinds = "", ...cells] = row
        .split("|")
        .slice(1, -1)
        .map((cell) => cell.trim());
      const rights = Object.fromEntries(ROLES.map((role, index) => [role, (cells[index] ?? "").split(" ").filter(Boolean)]));
      return kinds.split(", ").map((kind) => [kind, rights] as const);
    }),
  );
}
