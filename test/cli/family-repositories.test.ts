import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { loadFamily } from "../../model/load";
import { callersLibrary, renderRepository } from "../../scaffolding/render";
import { SIGMA_CATALOG } from "../family/sigma";
import { LINES, MISSING, type Server } from "./family-repositories";
import { ROOT } from "./workplace";

/** The requirements of the Sigma family's repositories, line by line: each leads to the file that serves it. */
const family = loadFamily(SIGMA_CATALOG);
const rendered = new Map<string, ReturnType<typeof renderRepository>>();
const repository = (name: string): ReturnType<typeof renderRepository> => {
  const files = rendered.get(name) ?? renderRepository(family, name, callersLibrary(family, "0".repeat(40)));
  rendered.set(name, files);
  return files;
};

function text({ repository: name, file }: Server): string | undefined {
  if (name !== undefined) return repository(name).get(file)?.text;
  const path = join(ROOT, file);
  return existsSync(path) ? readFileSync(path, "utf8") : undefined;
}

it.each(LINES.map(({ says, servedBy }) => [says, servedBy] as const))("serves: %s", (_says, servedBy) => {
  for (const server of servedBy) {
    const found = text(server);
    expect([server.repository ?? "here", server.file, found === undefined ? "is missing" : "is there"]).toEqual([
      server.repository ?? "here",
      server.file,
      "is there",
    ]);
    if (server.holds) expect(found).toMatch(server.holds);
  }
});

it.each(MISSING.map(({ says, repository, place }) => [says, repository, place] as const))(
  "names what is missing: %s",
  (_says, name, place) => {
    expect([...repository(name).keys()].filter((file) => place.test(file))).toEqual([]);
  },
);
