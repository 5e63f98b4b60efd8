import { Command } from "commander";
import Table from "cli-table3";
import { requireFamily } from "../catalog";
import { reviewChecklist, type Finding } from "../review/review-checklist";
import { synthesizedResources } from "../terraform/synthesized";

const SIGNS: Readonly<Record<Finding["result"], string>> = { yes: "yes", no: "NO", "by hand": "by hand" };

/** `sigma review`: the family's review checklist, each line held against the catalog, the synthesized stacks and the workflows. */
export function reviewCommand(): Command {
  return new Command("review")
    .description("Answers the family's review checklist from the catalog, the stacks and the workflows")
    .option("--json", "for programs", false)
    .action(({ json }: { json: boolean }, command: Command) => {
      const family = requireFamily(command);
      const findings = reviewChecklist(family, synthesizedResources(family));
      if (json) process.stdout.write(`${JSON.stringify(findings, null, 2)}\n`);
      else process.stdout.write(table(findings));
      if (findings.some(({ result }) => result === "no")) process.exitCode = 1;
    });
}

function table(findings: readonly Finding[]): string {
  const rows = new Table({
    head: ["area", "line", "", "why"],
    colWidths: [12, 46, 9, 64],
    wordWrap: true,
    style: { head: [], border: [] },
  });
  for (const { area, line, result, detail } of findings) rows.push([area, line, SIGNS[result], detail]);
  const count = (result: Finding["result"]) => findings.filter((finding) => finding.result === result).length;
  return `${rows.toString()}\n${count("yes")} yes, ${count("no")} no, ${count("by hand")} to be checked by a person\n`;
}
