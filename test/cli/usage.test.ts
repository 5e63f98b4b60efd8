import { cpSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { Command } from "commander";
import { completions } from "../../cli/commands/completion";
import { EXAMPLES } from "../../cli/examples";
import { sigmaProgram } from "../../cli/program";
import { commandsOf } from "../../cli/usage";
import { loadFamily } from "../../model/load";
import { SIGMA_CATALOG } from "../family/sigma";
import { TODAY } from "../model/bad-catalog";
import { ACME, ROOT, SIGMA, Workplace } from "./workplace";

/** What people expect of every command. */
const work = new Workplace();
afterAll(() => {
  work.remove();
});

it("says its version", async () => {
  const { version } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as { version: string };
  expect(await work.sigma(["--version"])).toMatchObject({ code: 0, stdout: `${version}\n` });
});

it("suggests the command that was meant, and ends with status 2", async () => {
  const { code, stderr } = await work.sigma(["plann"]);
  expect(code).toBe(2);
  expect(stderr).toContain("error: unknown command 'plann'\n(Did you mean plan?)\n");
});

it("ends with status 2 for an unknown option or a missing argument, also of a subcommand", async () => {
  expect(await work.sigma(["new", "product", "--owner"])).toMatchObject({ code: 2 });
  expect(await work.sigma(["deploy", "live", "--allow-deletes", "x"])).toMatchObject({ code: 2 });
  expect(await work.sigma(["deploy", "--help"])).toMatchObject({ code: 0 });
});

it("has examples for every command", () => {
  const visible = [...commandsOf(sigmaProgram()).keys()].filter((words) => words !== "complete");
  expect(Object.keys(EXAMPLES).sort()).toEqual(visible.sort());
});

it.each(Object.entries(EXAMPLES))("shows in the help of '%s' how it is used, with options that it has", (_words, examples) => {
  expect(examples).not.toEqual([]);
  const program = sigmaProgram();
  for (const example of examples) expect(unknownOptions(program, example)).toEqual([]);
});

it.each([["plan"], ["--catalog", "other", "plan"], ["plan", "--help"]])("loads one command for %s", (...args) => {
  expect(sigmaProgram(args).commands.map((command) => command.name())).toEqual(["plan"]);
});

it.each(["new", "new product", "new repository"].flatMap((words) => EXAMPLES[words] ?? []))(
  "'sigma %s', an example of the help, works in the Sigma family",
  async (example) => {
    const place = new Workplace();
    rmSync(place.path("catalog"), { recursive: true });
    cpSync(SIGMA_CATALOG, place.path("catalog"), { recursive: true });
    const { code, output } = await place.run("/bin/sh", ["-c", `"${process.execPath}" "${SIGMA}" ${example}`]);
    place.remove();
    expect({ code, output }).toMatchObject({ code: 0 });
  },
);

/** The options of an example that no command on its way has. */
function unknownOptions(program: Command, whole: string): readonly string[] {
  const example = whole.replace(/^sandbox sigma /, "");
  let command = program;
  const known = [...command.options];
  for (const word of example.split(" ")) {
    const below = command.commands.find((each) => each.name() === word);
    if (!below) continue;
    command = below;
    known.push(...command.options);
  }
  expect(command.name()).not.toBe("sigma");
  return example
    .split(" ")
    .filter((word) => word.startsWith("--") && !known.some((option) => option.long === word || option.short === word));
}

describe("completion", () => {
  const family = loadFamily(ACME, { today: TODAY });
  it.each([
    [["pl"], ["plan"]],
    [["sandbox", "d"], ["drift"]],
    [["deploy", "--all"], ["--allow-delete"]],
    [
      ["plan", ""],
      ["github", "trial", "live"],
    ],
    [["restore", "t"], ["tide"]],
    [["restore", "tide", "l"], ["live"]],
    [["check", "--format", "j"], ["json"]],
    [["deploy", "--allow-delete", "x", "li"], ["live"]],
  ])("of %j proposes %j", (words, proposed) => {
    expect(completions(sigmaProgram(), words, family)).toEqual(proposed);
  });

  it("works in bash as the script is printed", async () => {
    const script = `sigma() { "${process.execPath}" "${join(ROOT, "cli/sigma.js")}" "$@"; }
eval "$(sigma completion bash)"
COMP_WORDS=(sigma deploy li); COMP_CWORD=2; _sigma; printf '%s\\n' "\${COMPREPLY[@]}"`;
    expect(await work.run("bash", ["-c", script])).toMatchObject({ code: 0, stdout: "live\n" });
  });
});
