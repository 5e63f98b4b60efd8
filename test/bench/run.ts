/** `npm run bench`: what the project promises of speed and size, each as a ratio or a limit of one run. `-- --short` leaves the long ones out. */
import { writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { join } from "node:path";
import { format } from "prettier";
import { catalogLoad } from "./catalog-load";
import { clusterGrowth } from "./cluster-growth";
import { deliveryCost } from "./delivery-cost";
import { githubRequests } from "./github-requests";
import { largePlanAgainstCdktf, planAgainstCdktf, planOfTheFamily } from "./plans";
import { isKept, sectionMarkdown, sectionText, type Section } from "./report";
import { scaffoldAll } from "./scaffold-all";
import { synthGrowth, synthOfTheFamily } from "./synth-growth";

/** Null: left out, for a reason that it has printed. */
type Benchmark = () => Section | null | Promise<Section | null>;

const SHORT: readonly Benchmark[] = [synthOfTheFamily, () => catalogLoad(400), githubRequests, deliveryCost, planOfTheFamily, scaffoldAll];
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
  const missed = sections.flatMap(({ results }) => results.filter((result) => !isKept(result)));
  if (!short) writeFileSync(join(__dirname, "..", "..", "docs", "performance.md"), await document(sections));
  process.stdout.write(
    missed.length === 0 ? "\nall promises kept\n" : `\n${missed.length} missed: ${missed.map(({ what }) => what).join("; ")}\n`,
  );
  // A time says as much about the machine and its other work as about the project; a count does not.
  if (missed.some(({ unit }) => unit === "requests" || unit === "lines")) process.exitCode = 1;
}

const document = (sections: readonly Section[]): Promise<string> => {
  const machine = `${cpus().length} cores, Node ${process.versions.node}, ${process.platform} ${process.arch}`;
  const head = `# Performance\n\nWritten by \`npm run bench\` on ${machine}. Times are medians of whole processes; the ratios are what to compare.\n`;
  return format([head, ...sections.map(sectionMarkdown)].join("\n"), { parser: "markdown", printWidth: 140 });
};

void main();
