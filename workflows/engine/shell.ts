import { readFileSync } from "node:fs";
import { join } from "node:path";
import { PROJECT_FOLDER } from "../../contract/project-folder";

/** The text of `workflows/shell/<name>.sh` as a step runs it: the same file that shellcheck reads and the tests execute, without its first line. */
export function shell(name: string): string {
  const text = readFileSync(join(PROJECT_FOLDER, "workflows", "shell", `${name}.sh`), "utf8");
  const [first = "", ...rest] = text.split("\n");
  if (first !== "#!/usr/bin/env bash")
    throw new Error(`workflows/shell/${name}.sh must start with #!/usr/bin/env bash; its first line is "${first}"`);
  return rest.join("\n");
}
