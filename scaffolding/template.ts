import { Eta } from "eta";
import type { ScaffoldFacts } from "./facts";
import { ScaffoldError } from "./scaffold-error";
import { strictFacts } from "./strict-facts";

/**
 * Tags `<% %>` and `<%= %>`; nothing is escaped and no line break is taken away, unless a tag ends in `-%>`. A line break at the end of a text is
 * the file's last one.
 */
const eta = new Eta({ autoEscape: false, autoTrim: false, cache: false });

/**
 * The text of one file.
 * @param file its name in messages
 * @throws ScaffoldError when the template does not parse, or names a fact that does not exist
 */
export function renderTemplate(file: string, text: string, facts: ScaffoldFacts): string {
  if (!text.includes("<%")) return text;
  try {
    return eta.renderString(text, strictFacts(facts, "it"));
  } catch (error) {
    throw new ScaffoldError(`${file}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** A path or a pattern of paths whose `[name]` are facts: `[package]/app.py`. */
export function renderPath(file: string, path: string, facts: ScaffoldFacts): string {
  const known: Readonly<Record<string, unknown>> = { ...facts };
  return path.replace(/\[([^\]/]*)\]/g, (_, name: string) => {
    const value = Object.hasOwn(known, name) ? known[name] : undefined;
    if (typeof value === "string" && value !== "") return value;
    const names = Object.keys(known).filter((each) => typeof known[each] === "string");
    throw new ScaffoldError(
      value === ""
        ? `${file}: the path ${path} needs the fact "${name}", which ${facts.repository} does not have`
        : `${file}: no fact "${name}" for the path ${path}; facts that a path may name: ${names.join(", ")}`,
    );
  });
}
