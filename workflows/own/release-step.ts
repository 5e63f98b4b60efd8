import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { contractOf, type Contract } from "../check-callers/contract";
import { contractChanges, step, type ContractChange, type Step } from "./contract-diff";

const FOLDER = ".github/workflows";

/** The smallest version that may follow another one after changes of this size. Below 1.0.0 a minor version may break callers, as semver says. */
export function smallestVersion(last: string, size: Step): string {
  const [major = 0, minor = 0, patch = 0] = numbers(last);
  if (size === "major" && major > 0) return `v${major + 1}.0.0`;
  if (size === "patch") return `v${major}.${minor}.${patch + 1}`;
  return `v${major}.${minor + 1}.0`;
}

/** Whether a version is at least another one. */
export function atLeast(version: string, other: string): boolean {
  const [one, two] = [numbers(version), numbers(other)];
  const index = one.findIndex((value, place) => value !== two[place]);
  return index === -1 || (one[index] ?? 0) > (two[index] ?? 0);
}

const numbers = (version: string): readonly number[] => version.replace(/^v/, "").replace(/-.*$/, "").split(".").map(Number);

/** The release's text: what changed for callers, the breaking first. */
export const notes = (changes: readonly ContractChange[]): string =>
  (["major", "minor", "patch"] as const)
    .map((size) => ({ size, lines: changes.filter((each) => each.step === size).map(({ message }) => `- ${message}`) }))
    .filter(({ lines }) => lines.length > 0)
    .map(
      ({ size, lines }) =>
        `### ${{ major: "Breaks callers", minor: "New for callers", patch: "Seen by callers" }[size]}\n\n${lines.join("\n")}\n`,
    )
    .join("\n") || "Nothing changed for callers.\n";

const contracts = (texts: readonly (readonly [string, string])[]): Readonly<Record<string, Contract>> =>
  Object.fromEntries(
    texts.flatMap(([file, text]) => {
      const contract = contractOf(file, text);
      return contract ? [[file.replace(/\.yml$/, ""), contract]] : [];
    }),
  );

const git = (...args: readonly string[]): string => execFileSync("git", args, { encoding: "utf8" });

function main([last, version]: readonly string[]): number {
  if (last === undefined || version === undefined) {
    console.error("use: tsx workflows/own/release-step.ts <last release, or none> <version>");
    return 2;
  }
  const now = contracts(
    readdirSync(FOLDER)
      .filter((file) => file.endsWith(".yml"))
      .map((file) => [file, readFileSync(join(FOLDER, file), "utf8")]),
  );
  if (last === "none") {
    console.log(`The first release: ${Object.keys(now).join(", ")}.`);
    return 0;
  }
  const files = git("ls-tree", "--name-only", last, `${FOLDER}/`)
    .split("\n")
    .filter((file) => file.endsWith(".yml"));
  const changes = contractChanges(contracts(files.map((file) => [file.slice(FOLDER.length + 1), git("show", `${last}:${file}`)])), now);
  console.log(notes(changes));
  const needed = smallestVersion(last, step(changes));
  if (atLeast(version, needed)) return 0;
  console.error(
    `::error title=Release::${version} is too small a step from ${last}: the changes are ${step(changes)}, so at least ${needed}`,
  );
  return 1;
}

if (require.main === module) process.exitCode = main(process.argv.slice(2));
