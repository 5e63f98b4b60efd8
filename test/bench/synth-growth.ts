import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { SIGMA_CATALOG } from "../family/sigma";
import { withFamilyOf } from "./family-of";
import { measureNode, median, type MeasuredNode } from "./measure";
import { megabytes, seconds, type Result, type Section } from "./report";

const ROOT = join(__dirname, "..", "..");
/** As cdktf.json starts it. */
const APP = (JSON.parse(readFileSync(join(ROOT, "cdktf.json"), "utf8")) as { readonly app: string }).app.split(" ").slice(1);
/** The app as `cdktf init` starts it: ts-node with type checks, source maps, and a stack trace for every reference. */
const AS_CDKTF_INIT = [join(ROOT, "node_modules", "ts-node", "dist", "bin.js"), "test/bench/with-stack-traces.ts"];

interface Synth extends MeasuredNode {
  readonly products: number;
  readonly resources: number;
  readonly bytes: number;
}

/** How a synth grows with the products, and what it is against the same app as `cdktf init` would start it. At least two sizes, in order. */
export async function synthGrowth(sizes: readonly [number, number, ...number[]]): Promise<Section> {
  const synths: Synth[] = [];
  for (const products of sizes) synths.push(await synthOf(products, APP));
  const [smallest, largest] = [synths[0], synths.at(-1)];
  if (!smallest || !largest) throw new Error("at least two sizes");
  const perResource = (value: (synth: Synth) => number) => (value(largest) - value(smallest)) / (largest.resources - smallest.resources);
  const growth: readonly Result[] = [
    { what: "growth per resource", value: perResource(({ cpu }) => cpu) * 1000, unit: "ms", limit: { most: 0.6 } },
    { what: "memory per resource", value: perResource(({ memory }) => memory) / 1000, unit: "KB", limit: { most: 15 } },
  ];
  const asCdktfInit = await synthOf(largest.products, AS_CDKTF_INIT);
  return {
    title: "Synth",
    head: ["products", "resources", "time", "CPU", "memory", "JSON"],
    rows: synths.map((synth) => [
      synth.products,
      synth.resources,
      seconds(synth.seconds),
      seconds(synth.cpu),
      megabytes(synth.memory),
      megabytes(synth.bytes),
    ]),
    results: [
      ...growth,
      {
        what: `${largest.products} products: as \`cdktf init\` starts the app, against this one`,
        value: asCdktfInit.cpu / largest.cpu,
        unit: "x",
        limit: { least: 4 },
      },
    ],
  };
}

function synthOf(products: number, command: readonly string[]): Promise<Synth> {
  return withFamilyOf(products, (catalog) =>
    withOutput(async (output) => {
      const environment = { SIGMA_CATALOG: catalog, CDKTF_OUTDIR: output };
      const measured = await median(products > 100 ? 1 : 3, () => measureNode(command, { cwd: ROOT, environment }));
      return { ...measured, products, ...sizeOf(output) };
    }),
  );
}

async function withOutput<T>(use: (output: string) => Promise<T>): Promise<T> {
  const output = mkdtempSync(join(tmpdir(), "synth-"));
  try {
    return await use(output);
  } finally {
    rmSync(output, { recursive: true, force: true });
  }
}

function sizeOf(output: string): { readonly resources: number; readonly bytes: number } {
  const files = readdirSync(join(output, "stacks")).map((stack) => join(output, "stacks", stack, "cdk.tf.json"));
  return {
    bytes: files.reduce((sum, file) => sum + statSync(file).size, 0),
    resources: files.reduce((sum, file) => sum + resourcesIn(file), 0),
  };
}

function resourcesIn(file: string): number {
  const { resource = {} } = JSON.parse(readFileSync(file, "utf8")) as { readonly resource?: Readonly<Record<string, object>> };
  return Object.values(resource).reduce((sum, named) => sum + Object.keys(named).length, 0);
}

/** The Sigma family, start of Node included. */
export function synthOfTheFamily(): Promise<Section> {
  return withOutput(async (output) => {
    const {
      seconds: time,
      cpu,
      memory,
    } = await median(5, () => measureNode(APP, { cwd: ROOT, environment: { SIGMA_CATALOG, CDKTF_OUTDIR: output } }));
    return {
      title: "Synth of the Sigma family",
      head: ["resources", "time", "CPU", "memory"],
      rows: [[sizeOf(output).resources, seconds(time), seconds(cpu), megabytes(memory)]],
      results: [{ what: "CPU time", value: cpu, unit: "s", limit: { most: 1.5 } }],
    };
  });
}
