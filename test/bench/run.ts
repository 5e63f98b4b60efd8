/**
 * `npm run bench`: what the project promises of speed and size, each as a ratio or a limit of one run. It fails on ratios, growths and counts, never on a time.
 * `-- --short` leaves the long ones out.
 */
import { writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { join } from "node:path";
import { format } from "prettier";
import { catalogLoad } from "./catalog-load";
import { clusterGrowth } from "./cluster-growth";
import { deliveryCost } from "./delivery-cost";
import { githubRequests } from "./github-requests";
import { largePlanAgainstCdktf, planAgainstCdktf, planOfTheFamily } from "./plans";
import { failuresOf, sectionMarkdown, sectionText, type Section } from "./report";
import { scaffoldAll } from "./scaffold-all";
import { synthGrowth, synthOfTheFamily } from "./synth-growth";

/** Null: left out, for a reason that it has printed. */
type Benchmark = () => Section | null | Promise<Section | null>;

const SHORT: readonly Benchmark[] = [
  synthOfTheFamily,
  () => catalogLoad(40, 400),
  githubRequests,
  deliveryCost,
  planOfTheFamily,
  scaffoldAll,
];
const LONG: readonly Benchmark[] = [() => synthGrowth([4, 40, 400]), planAgainstCdktf, largePlanAgainstCdktf, () => clusterGrowth(4, 40)];

async function main(): Promise<void> {
  const short = process.argv.includes("--short");
  const sections: Section[] = [];
  for (const benchmark of short ? SHORT : [...SHORT, ...LONG]) {
    const section = await benchmark();
    if (section === null) continue;
    process.stdout.write(sectionText(section));
    sections.push(section);
  }
  const failures = failuresOf(sections);
  if (!short) writeFileSync(join(__dirname, "..", "..", "docs", "performance.md"), await document(sections));
  process.stdout.write(
    failures.length === 0
      ? "\nall ratios, growths and counts as promised\n"
      : `\n${failures.length} missed: ${failures.map(({ what }) => what).join("; ")}\n`,
  );
  if (failures.length > 0) process.exitCode = 1;
}

const document = (sections: readonly Section[]): Promise<string> => {
  const machine = `${cpus().length} cores, Node ${process.versions.node}, ${process.platform} ${process.arch}`;
  const head = `# Performance\n\nWritten by \`npm run bench\` on ${machine}. Times are medians of whole processes; the ratios are what to compare.\n`;
  return format([head, ...sections.map(sectionMarkdown)].join("\n"), { parser: "markdown", printWidth: 140 });
};

void main();
