import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { SIGMA_CATALOG } from "../family/sigma";
import { measureNode, median } from "./measure";
import { megabytes, seconds, type Section } from "./report";

const ROOT = join(__dirname, "..", "..");

/** Writing every repository of the Sigma family, by the command, from its start to its end. */
export async function scaffoldAll(): Promise<Section> {
  const directory = mkdtempSync(join(tmpdir(), "scaffolds-"));
  try {
    let runs = 0;
    const target = () => join(directory, String((runs += 1)));
    const measured = await median(3, () =>
      measureNode(["cli/sigma.js", "--catalog", SIGMA_CATALOG, "scaffold", "--all", "--out", target()], { cwd: ROOT }),
    );
    const first = join(directory, "1");
    const files = readdirSync(first, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).length;
    return {
      title: "Writing the family's repositories",
      head: ["repositories", "files", "time", "CPU", "memory"],
      rows: [[readdirSync(first).length, files, seconds(measured.seconds), seconds(measured.cpu), megabytes(measured.memory)]],
      results: [{ what: "sigma scaffold --all", value: measured.seconds, unit: "s", limit: { most: 5 } }],
    };
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}
