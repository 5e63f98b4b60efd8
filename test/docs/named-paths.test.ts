import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join } from "node:path";

const ROOT = join(__dirname, "../..");

/** What looks like a path of this repository in a page: linked, or in backquotes and beginning with a folder or a file of its root. The catalog is its users'. */
function namedPaths(page: string): readonly string[] {
  const text = readFileSync(join(ROOT, page), "utf8");
  const linked = [...text.matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map(([, path = ""]) => join(dirname(page), path));
  const inRoot = new Set(readdirSync(ROOT));
  const quoted = [...text.matchAll(/`([^`\s]+)`/g)].map(([, path = ""]) => path);
  const paths = [...linked, ...quoted.filter((path) => inRoot.has(path.split("/")[0] ?? "") || /^\w+\/.*\.\w+$/.test(path))];
  return paths.filter((path) => !path.startsWith("catalog/"));
}

/** Whether there is such a path; of `<name>` and `*`, and of what follows them, anything that fits will do. */
function isThere(path: string): boolean {
  let found = [ROOT];
  for (const step of path.split("/").filter((each) => each !== "")) {
    const pattern = new RegExp(`^${step.replace(/[.+?^$()[\]\\|{}]/g, "\\$&").replace(/<[^>]+>|\*/g, ".+")}$`);
    const folders = found.filter((path) => statSync(path).isDirectory());
    found = folders.flatMap((folder) =>
      existsSync(join(folder, step))
        ? [join(folder, step)]
        : /[<*]/.test(step)
          ? readdirSync(folder, { withFileTypes: true }).flatMap(({ name }) => (pattern.test(name) ? [join(folder, name)] : []))
          : [],
    );
  }
  return found.length > 0;
}

it.each(["CONTRIBUTING.md", "README.md", "docs/architecture.md"])("%s names no path that is not there", (page) => {
  const paths = namedPaths(page);
  expect(paths.length).toBeGreaterThan(10);
  expect(paths.filter((path) => !isThere(path))).toEqual([]);
});

it.each(["model/checks/<subject>.ts", "stacks/environment/*-values.ts", "contract/kinds.ts"])("%s is there", (path) => {
  expect(isThere(path)).toBe(true);
});

it.each(["model/checks/<subject>.yaml", "constructs/aws/<name>.ts", "contract/sorts.ts"])("%s is not there", (path) => {
  expect(isThere(path)).toBe(false);
});
