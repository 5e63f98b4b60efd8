import { type Addition, before } from "../addition";

/** Rows about what people and workflows run. */
export const PROGRAM_ADDITIONS: readonly Addition[] = [
  {
    row: "a command",
    edits: [
      before(
        "cli/program.ts",
        "  plan: () =>",
        '  count: () => (require("./commands/count") as typeof import("./commands/count")).countCommand(),\n',
      ),
      before("cli/examples.ts", "  new: [", '  count: ["count"],\n'),
    ],
    files: {
      "cli/commands/count.ts": `import { Command } from "commander";
import { counted } from "../../model/counted";
import { requireFamily } from "../catalog";

/** \`sigma count\`: how many products the family has. */
export function countCommand(): Command {
  return new Command("count").description("Counts the products of the family").action((_options, command: Command) => {
    process.stdout.write(\`\${counted(Object.keys(requireFamily(command).products).length, "product")}\\n\`);
  });
}
`,
      "test/cli/commands/count.test.ts": `import { Workplace } from "../workplace";

const work = new Workplace();
afterAll(() => {
  work.remove();
});

it("counts the products of the family", async () => {
  expect(await work.sigma(["count"])).toMatchObject({ code: 0, stdout: "4 products\\n" });
});
`,
    },
  },
  {
    row: "a reusable workflow",
    edits: [
      [
        "workflows/library-workflows.ts",
        'import { infraCallers } from "./callers/infra";\n',
        'import { checkPagesWorkflow } from "./library/check-pages";\nimport { infraCallers } from "./callers/infra";\n',
      ],
      before("workflows/library-workflows.ts", "    infraPlanWorkflow(", "    checkPagesWorkflow(),\n"),
    ],
    files: {
      "workflows/library/check-pages.ts": `import { read, type Job, type Workflow } from "../engine/model";
import { reusableWorkflow } from "../engine/reusable";
import { checkout, resultJob, runnerInput } from "../engine/steps";

/** Pages are checked with the program of their own repository. */
export const checkPagesWorkflow = (): Workflow =>
  reusableWorkflow("check-pages", {
    name: "Check pages",
    summary: "Checks the pages of a repository with its own make pages.",
    inputs: { runner: runnerInput },
    jobs: { pages, result: resultJob(["pages"]) },
  });

const pages: Job = {
  name: "pages",
  runsOn: "\${{ inputs.runner }}",
  timeoutMinutes: 10,
  permissions: { contents: read("check out") },
  steps: [checkout(), { name: "Pages", run: "make pages\\n" }],
};
`,
      "test/delivery/check-pages.test.ts": `import { pipeline } from "../../workflows/callers/pipeline";
import { call } from "../../workflows/callers/library";
import { born, library, pullRequest } from "./act";
import { failedGates } from "./gates";

it("goes red for a repository without pages", async () => {
  const { code, output } = await pullRequest(born("shoal", [pipeline({ pages: call(library, "check-pages", {}) })]), "pages");
  expect(code).not.toBe(0);
  expect(failedGates(output)).toContain("Pages");
});
`,
    },
  },
  {
    row: "a behavior of a provider that its schema does not tell",
    edits: [["sandbox/behavior/helm.ts", 'recomputed: ["id", "metadata"]', 'recomputed: ["id", "metadata", "status"]']],
  },
  {
    row: "something on the page",
    edits: [
      ["page/page-model.ts", "readonly monitored: boolean };", 'readonly monitored: boolean; readonly spread: "node" | "zone" };'],
      before("page/family-page.ts", "    monitored: environment.", "    spread: environment.cluster.spread,\n"),
      before(
        "page/site/views/environments.tsx",
        '    { name: "monitoring",',
        '    { name: "databases are spread over", value: environment.cluster.spread === "zone" ? "zones" : "nodes" },\n',
      ),
      before(
        "test/page/family-page.test.ts",
        'it("',
        `it("says over what databases are spread", () => {
  expect(page.environments.map(({ cluster }) => cluster.spread)).toEqual(["zone", "zone"]);
});

`,
      ),
    ],
  },
];
