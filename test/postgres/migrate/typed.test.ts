import { dirname, join, resolve } from "node:path";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { migratePython } from "../support/migrate-python";
import { run } from "../support/run-command";

const FOLDER = resolve(__dirname, "../../../scaffolds/shared");
const tool = (name: string): string => join(dirname(migratePython()), name);
const cache = mkdtempSync(join(tmpdir(), "cache-"));

afterAll(() => {
  rmSync(cache, { recursive: true, force: true });
});

it("passes mypy in its strictest form", async () => {
  await run(tool("mypy"), ["--strict", "--cache-dir", cache, "migrate"], { cwd: FOLDER });
});

it("passes ruff, in form and content", async () => {
  await run(tool("ruff"), ["check", "--no-cache", "migrate"], { cwd: FOLDER });
  await run(tool("ruff"), ["format", "--no-cache", "--check", "migrate"], { cwd: FOLDER });
});
