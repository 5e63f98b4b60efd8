import { Command, Option } from "commander";
import { PROJECT_FOLDER } from "../../contract/project-folder";
import { loadCatalog } from "../../model/load";
import { formatProblem, type Problem } from "../../model/problem";
import type { Family } from "../../model/family";
import type { Located, Position } from "../../model/position";
import { counted } from "../../model/counted";
import { catalogDirectory } from "../catalog";
import { allowedActions } from "../../workflows/allowed-actions";
import { staleText, type StaleFile } from "../../workflows/emit";
import { libraryAt } from "../library-at";
import { checkReleasedActions } from "../released-actions";
import { checkCallersCommand } from "./check-callers";
import { staleEmitted } from "../stale-emitted";

type Format = "text" | "json" | "github";

/** `sigma check`: all problems of the catalog at once; exit status 1 when there are any. */
export function checkCommand(): Command {
  return new Command("check")
    .description("Reports every problem of the catalog, with file, line and column, and which emitted files its edits made stale")
    .addOption(
      new Option("--format <format>", "for people, editors, or annotations on a pull request")
        .choices(["text", "json", "github"])
        .default("text"),
    )
    .addCommand(checkCallersCommand())
    .option("--secrets", "also list the secrets that have no sealed value yet", false)
    .action((options: { format: Format; secrets: boolean }, command: Command) => {
      const directory = catalogDirectory(command);
      const { family, problems: ofCatalog, unconfirmed } = loadCatalog(directory);
      const problems = family
        ? checkReleasedActions(family, allowedActions(family), (commit) => libraryAt(PROJECT_FOLDER, commit))
        : ofCatalog;
      const unsealed = family && options.secrets ? unsealedSecrets(family) : null;
      const stale = family && staleEmitted(family, directory);
      process.stdout.write(REPORTS[options.format]({ problems, unconfirmed, ...(unsealed && { unsealed }), ...(stale && { stale }) }));
      if (family && problems.length === 0 && options.format === "text") process.stdout.write(summary(family, unconfirmed));
      if (unsealed && options.format === "text") process.stdout.write(unsealedText(unsealed));
      if (stale && stale.length > 0 && options.format === "text") process.stdout.write(staleText(stale));
      if (problems.length > 0) process.exitCode = 1;
    });
}

interface Report {
  readonly problems: readonly Problem[];
  readonly unconfirmed: readonly Located[];
  readonly unsealed?: readonly UnsealedSecret[];
  /** Absent while the catalog has problems, and for a catalog of which nothing is emitted here. */
  readonly stale?: readonly StaleFile[];
}

const REPORTS: Readonly<Record<Format, (report: Report) => string>> = {
  text: ({ problems }) =>
    problems.length === 0 ? "" : `${problems.map(formatProblem).join("\n")}\n${counted(problems.length, "problem")}\n`,
  json: (report) => `${JSON.stringify(report, null, 2)}\n`,
  // https://docs.github.com/actions/reference/workflow-commands-for-github-actions#setting-an-error-message
  github: ({ problems, unsealed = [], stale = [] }) =>
    [
      ...problems.map(({ at, message }) => annotation("error", at, message)),
      ...unsealed.map((secret) =>
        annotation("warning", secret.at, `no sealed value of ${secret.secret}; seal it with: ${sealCommand(secret)}`),
      ),
      ...stale.map(({ file, how }) =>
        annotation("warning", { file, line: 1, column: 1 }, `${how === "differs" ? "not up to date" : how}; run: npm run emit`),
      ),
    ].join(""),
};

const annotation = (level: "error" | "warning", { file, line, column }: Position, message: string): string =>
  `::${level} file=${property(file)},line=${line},col=${column}::${data(message)}\n`;

const data = (text: string): string => text.replace(/%/g, "%25").replace(/\r/g, "%0D").replace(/\n/g, "%0A");
const property = (text: string): string => data(text).replace(/:/g, "%3A").replace(/,/g, "%2C");

function summary(family: Family, unconfirmed: readonly Located[]): string {
  const managed = Object.values(family.repositories).filter(({ managed }) => managed);
  const line = [
    counted(Object.keys(family.products).length, "product"),
    `${managed.length} ${managed.length === 1 ? "repository" : "repositories"}`,
    counted(Object.keys(family.environments).length, "environment"),
    counted(Object.keys(family.teams).length, "team"),
  ].join(", ");
  const facts = unconfirmed.map(({ file, line, path }) => `  ${file}:${line} ${path.join(".")}\n`).join("");
  return `${family.name}: ${line}; no problems\n${facts === "" ? "" : `${counted(unconfirmed.length, "fact")} to be confirmed before the first real deploy:\n${facts}`}`;
}

interface UnsealedSecret {
  readonly repository: string;
  readonly environment: string;
  readonly secret: string;
  /** Where it is declared. */
  readonly at: Located;
}

/** Declared secrets without a sealed value. */
function unsealedSecrets({ repositories }: Family): readonly UnsealedSecret[] {
  return Object.values(repositories)
    .filter(({ managed }) => managed)
    .flatMap(({ name: repository, environments, at }) =>
      Object.values(environments).flatMap(({ name: environment, secretNames, secrets }) =>
        secretNames
          .filter((secret) => !Object.hasOwn(secrets, secret))
          .map((secret) => ({ repository, environment, secret, at: at("secrets") })),
      ),
    );
}

const sealCommand = ({ repository, environment, secret }: UnsealedSecret): string =>
  `npx sigma secret seal ${repository} ${environment} ${secret}`;

const unsealedText = (unsealed: readonly UnsealedSecret[]): string =>
  unsealed.length === 0
    ? "every declared secret has a sealed value\n"
    : `${counted(unsealed.length, "secret")} without a sealed value; seal with:\n${unsealed
        .map((secret) => `  ${sealCommand(secret)}\n`)
        .join("")}`;
