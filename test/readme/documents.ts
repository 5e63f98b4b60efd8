import { readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { projectFiles } from "../project-files";
import { ROOT } from "../cli/workplace";

/** Every page of this repository. Those that scaffolds are born with are another repository's. */
export const DOCUMENTS: readonly string[] = projectFiles("*.md").filter((file) => !/^scaffolds\/.*\/|^test\/.*\/fixtures\//.test(file));

const textOf = (document: string): string => readFileSync(join(ROOT, document), "utf8");

/** The fenced blocks of a language, in order. */
export const blocks = (document: string, language: string): readonly string[] =>
  [...textOf(document).matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)].flatMap(([, name, text = ""]) => (name === language ? [text] : []));

/** The command lines of a document's `sh` blocks, comments and empty lines aside. */
export const commands = (document: string): readonly string[] =>
  blocks(document, "sh")
    .flatMap((block) => block.replace(/\\\n\s*/g, "").split("\n"))
    .filter((line) => line.trim() !== "" && !line.trimStart().startsWith("#"));

/** Where the relative links of a document lead, as paths from the project's folder. */
export const links = (document: string): readonly string[] =>
  [...textOf(document).matchAll(/\]\(([^)\s]+)\)/g)]
    .flatMap(([, target = ""]) => (/^[a-z]+:|^#/.test(target) ? [] : [target.replace(/#.*$/, "")]))
    .map((target) => normalize(join(dirname(document), target)));
