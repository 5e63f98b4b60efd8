import { compareText } from "../model/problem";
import { ScaffoldError } from "./scaffold-error";

/** How the build files of a package and of the one that holds it become one; every other build file is the holder's alone. */
export const JOINED: Readonly<Record<string, (holder: string, part: string) => string>> = {
  Makefile: joinMakefiles,
  "pyproject.toml": joinProjects,
  "requirements.in": joinRequirements,
  "requirements.txt": joinRequirements,
};

/** Settings that only the part has come first, targets that only the part has last. */
export function joinMakefiles(holder: string, part: string): string {
  const known = new Set(paragraphs(holder).flatMap(targets));
  const more = paragraphs(part).filter((paragraph) => !paragraph.startsWith(".PHONY") && !holder.includes(paragraph));
  const settings = more.filter((paragraph) => targets(paragraph).length === 0);
  const rules = more.filter((paragraph) => targets(paragraph).length > 0 && !targets(paragraph).some((target) => known.has(target)));
  const phony = [...new Set(rules.flatMap(targets))].join(" ");
  return `${[...settings, ...paragraphs(holder), ...(rules.length > 0 ? [`.PHONY: ${phony}`] : []), ...rules].join("\n\n")}\n`;
}

const paragraphs = (text: string): readonly string[] => text.trimEnd().split(/\n{2,}/);

/** Targets of the rules of a paragraph; a setting such as `PATH := a:b` is none. */
const targets = (paragraph: string): readonly string[] =>
  [...paragraph.matchAll(/^([\w -]+):(?![=])/gm)].flatMap(([, names = ""]) => names.trim().split(/ +/));

/** Both packages are found; what either needs stands in requirements.in. */
function joinProjects(holder: string, part: string): string {
  const line = /^include = \[(.*)\]$/m;
  const [own, brought] = [holder, part].map((project) => line.exec(project)?.[1]);
  if (own === undefined || brought === undefined)
    throw new ScaffoldError("pyproject.toml: include is not a list on one line, so no part can join it");
  const items = [...new Set([own, brought].flatMap((list) => list.match(/"[^"]*"/g) ?? []))];
  const joined = holder.replace(line, `include = [${items.join(", ")}]`);
  const heading = "[tool.setuptools.package-data]\n";
  const data = part.split(heading)[1]?.split("\n\n")[0] ?? "";
  return data === "" ? joined : joined.replace(heading, () => `${heading}${data.trimEnd()}\n`);
}

/** What either asks for; two versions of one package are a mistake that no merge can mend. */
function joinRequirements(holder: string, part: string): string {
  const entries = new Map<string, string>();
  for (const entry of [...requirements(holder), ...requirements(part)]) {
    const name = /^[\w.-]+/.exec(entry)?.[0].toLowerCase() ?? entry;
    const [present, next] = [entries.get(name), entry].map((text) => text?.split("\n")[0]);
    if (present !== undefined && present !== next)
      throw new ScaffoldError(`requirements: ${present} and ${next ?? ""}; pin one version in both scaffolds`);
    if (present === undefined) entries.set(name, entry);
  }
  // The comment at the head speaks of what is asked for.
  const head = (requirements(holder).length > 0 ? holder : part).split("\n").filter((line) => line.startsWith("#"));
  return [...head, ...[...entries].sort(([a], [b]) => compareText(a, b)).map(([, entry]) => entry)].map((line) => `${line}\n`).join("");
}

/** Each with its hashes. */
const requirements = (text: string): readonly string[] => text.match(/^\w.*(\n[ \t]+.*)*/gm) ?? [];
