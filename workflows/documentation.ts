import { grants } from "./callers/library";
import type { LibraryProps } from "./library-workflows";
import { isCallingJob, type Input, type Workflow } from "./engine/model";

/** `docs/workflows.md`: one section for each reusable workflow, from the same model that is emitted. */
export function workflowsDocument(workflows: readonly Workflow[], props: LibraryProps): string {
  const reusable = workflows.filter(({ on }) => on.workflowCall !== undefined);
  return [
    "# Reusable workflows",
    "",
    "Emitted from `workflows/documentation.ts` with `npm run emit`. Callers pin a released commit, with its version in a comment; a scaffold brings",
    "the caller workflows of its kind of repository, and `npx sigma check callers <folder>` type-checks them.",
    "",
    "| workflow | what it does |",
    "| --- | --- |",
    ...reusable.map(({ id, summary }) => `| [${id}](#${id}) | ${summary} |`),
    "",
    ...reusable.flatMap((workflow) => section(workflow, props)),
  ].join("\n");
}

function section(workflow: Workflow, props: LibraryProps): readonly string[] {
  const { id, summary, on, jobs } = workflow;
  const { inputs = {}, secrets = {}, outputs = {} } = on.workflowCall ?? {};
  return [
    `## ${id}`,
    "",
    summary,
    "",
    ...table(
      ["input", "type", "default", "meaning"],
      Object.entries(inputs).map(([name, input]) => [`\`${name}\``, input.type, shown(input), input.description]),
    ),
    ...table(
      ["secret", "required", "meaning"],
      Object.entries(secrets).map(([name, { required, description }]) => [`\`${name}\``, required ? "yes" : "no", description]),
    ),
    ...table(
      ["output", "meaning"],
      Object.entries(outputs).map(([name, { description }]) => [`\`${name}\``, description]),
    ),
    "A caller grants exactly:",
    "",
    ...table(
      ["permission", "level", "why"],
      Object.entries(grants(workflow)).map(([scope, { level, why }]) => [`\`${scope}\``, level, why]),
    ),
    "```yaml",
    ...caller(workflow, props),
    "```",
    "",
    `**Cost.** ${cost(jobs)}`,
    "",
  ];
}

const shown = ({ default: value }: Input): string => (value === undefined ? "required" : value === "" ? "empty" : `\`${String(value)}\``);

const table = (head: readonly string[], rows: readonly (readonly string[])[]): readonly string[] => {
  if (rows.length === 0) return [];
  const line = (cells: readonly string[]): string => `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line), ""];
};

function caller(workflow: Workflow, { organization, infraRepository, released }: LibraryProps): readonly string[] {
  const { inputs = {}, secrets = {} } = workflow.on.workflowCall ?? {};
  const required = Object.entries(inputs).filter(([, input]) => input.default === undefined);
  const newest = released.at(-1);
  return [
    `${workflow.id}:`,
    "  permissions:",
    ...Object.entries(grants(workflow)).map(([scope, { level }]) => `    ${scope}: ${level}`),
    `  uses: ${organization}/${infraRepository}/.github/workflows/${workflow.id}.yml@${newest ? `${newest.sha} # ${newest.version}` : "<released commit> # <version>"}`,
    ...(required.length > 0 ? ["  with:", ...required.map(([name]) => `    ${name}: …`)] : []),
    ...(Object.keys(secrets).length > 0
      ? ["  secrets:", ...Object.keys(secrets).map((name) => `    ${name}: \${{ secrets.${name} }}`)]
      : []),
  ];
}

/** GitHub bills each job rounded up to a minute; the way through the jobs that wait for each other is what a person waits. */
function cost(jobs: Workflow["jobs"]): string {
  const all = Object.entries(jobs);
  const called = all.filter(([, job]) => isCallingJob(job)).map(([id]) => id);
  const depth = (id: string): number => {
    const needs = jobs[id]?.needs ?? [];
    return 1 + Math.max(0, ...needs.map(depth));
  };
  const longest = Math.max(...all.map(([id]) => depth(id)));
  const own = all.length - called.length;
  return `${own} ${own === 1 ? "job" : "jobs"}, each at least one billed minute (a skipped one none, a matrix one for each value)${called.length > 0 ? `, and those of ${called.join(", ")}` : ""}; ${longest} of them wait for each other.`;
}
