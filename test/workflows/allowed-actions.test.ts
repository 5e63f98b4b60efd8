import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { parse } from "yaml";
import { gitIn, gitOrNull } from "../../scaffolding/git";
import { actions, closureOf, isAdmitted, patternsOf } from "../../workflows/actions";
import { ACTIONS_RECORD, actionsRecord, allowedActions, recordText, unrecorded, type ActionsRecord } from "../../workflows/allowed-actions";
import { pythonServiceCallers } from "../../workflows/callers/python-service";
import { emittedFiles } from "../../workflows/files";
import { libraryWorkflows } from "../../workflows/library-workflows";
import { commit } from "../delivery/act";
import { acme } from "./acme";

const FIRST_PIN = `azure/setup-helm@${"1".repeat(40)}`;
const SECOND_PIN = `azure/setup-helm@${actions.setupHelm.sha}`;
const nothing: ActionsRecord = { uses: [], released: {} };

/** The library's repository with two releases, between which azure/setup-helm was raised. */
const directory = mkdtempSync(join(tmpdir(), "library-"));
const git = gitIn(directory);
const recordAt = (sha: string): string | null => gitOrNull(git, ["show", `${sha}:${ACTIONS_RECORD}`]);
let releases: readonly { readonly sha: string; readonly version: string }[];

beforeAll(() => {
  git(["init", "--quiet", "--initial-branch", "main"]);
  releases = [FIRST_PIN, SECOND_PIN].map((pin, index) => {
    const record = { uses: closureOf(Object.values(actions)), released: {} };
    const files = [...emittedFiles(acme), [ACTIONS_RECORD, recordText(record)] as const];
    for (const [path, text] of files) {
      mkdirSync(dirname(join(directory, path)), { recursive: true });
      writeFileSync(join(directory, path), text.replaceAll(SECOND_PIN, pin));
    }
    git(["add", "--all"]);
    commit(directory, `Release ${index}`);
    return { sha: git(["rev-parse", "HEAD"]).trim(), version: `v1.${index}.0` };
  });
});

interface WorkflowFile {
  readonly jobs: Readonly<Record<string, { readonly uses?: string; readonly steps?: readonly { readonly uses?: string }[] }>>;
}

/** Every action that GitHub resolves when this release's callers of a service run, those of called workflows and nested ones included. */
function actionsOfCallers({ sha, version }: { readonly sha: string; readonly version: string }): readonly string[] {
  const nested = new Map<string, readonly string[]>(Object.values(actions).map((each) => [`${each.name}@${each.sha}`, each.nests]));
  const ofFile = (text: string): readonly string[] =>
    Object.values((parse(text) as WorkflowFile).jobs).flatMap(({ uses, steps = [] }) => [
      ...(uses === undefined ? [] : ofWorkflow(/\/([a-z-]+)\.yml/.exec(uses)?.[1] ?? "")),
      ...steps.flatMap(({ uses: use }) => (use === undefined ? [] : [use, ...(nested.get(use) ?? [])])),
    ]);
  const ofWorkflow = (id: string): readonly string[] => ofFile(git(["show", `${sha}:.github/workflows/${id}.yml`]));
  const workflows = Object.fromEntries(libraryWorkflows(acme).map((workflow) => [workflow.id, workflow]));
  const library = { repository: "acme-corp/acme-infra", sha, version, fleet: [], workflows };
  const called = pythonServiceCallers({ library, service: "acme-shop-api", package: "acme_shop_api" }).flatMap(({ jobs }) =>
    Object.values(jobs),
  );
  const ids = called.flatMap((job) => ("uses" in job && "file" in job.uses ? [job.uses.file] : []));
  expect(ids).toEqual(expect.arrayContaining(["build-python", "docker-scan", "deploy", "rollback"]));
  return [...new Set(ids.flatMap(ofWorkflow))];
}

const refused = (patterns: readonly string[], index: number): readonly string[] => {
  const release = releases[index];
  if (!release) throw new Error(`no release ${index}`);
  return actionsOfCallers(release).filter((use) => !isAdmitted(use, patterns));
};

const patternsWith = (released: typeof releases): readonly string[] =>
  allowedActions({ workflows: { released }, actions: { allowed: [] } }, actionsRecord(released, recordAt, nothing));

it("runs the callers of two releases, between which an action was raised", () => {
  const patterns = patternsWith(releases);
  expect(refused(patterns, 0)).toEqual([]);
  expect(refused(patterns, 1)).toEqual([]);
});

it("would refuse the callers of the older release by what runs at the newer one alone", () => {
  expect(refused(patternsOf(closureOf(Object.values(actions))), 0)).toEqual([FIRST_PIN]);
});

it("no longer admits what only a commit used that left the released ones", () => {
  expect(patternsWith(releases)).toContain(FIRST_PIN);
  expect(patternsWith(releases.slice(1))).not.toContain(FIRST_PIN);
});

it("keeps what is recorded of a release that a shallow checkout does not hold", () => {
  const recorded = actionsRecord(releases, recordAt, nothing);
  expect(actionsRecord(releases, () => null, recorded)).toEqual(recorded);
});

it("names the release of which nothing is known", () => {
  const [first] = releases;
  expect(
    unrecorded(
      releases,
      actionsRecord(releases, (sha) => (sha === first?.sha ? null : recordAt(sha)), nothing),
    ),
  ).toEqual([first]);
});

it("admits what the family allows its teams by exactly that commit", () => {
  const labeler = `actions/labeler@${"2".repeat(40)}`;
  const patterns = allowedActions({ workflows: { released: [] }, actions: { allowed: [labeler] } }, nothing);
  expect(isAdmitted(labeler, patterns)).toBe(true);
  expect(isAdmitted(`actions/labeler@${"3".repeat(40)}`, patterns)).toBe(false);
});

it("emits what this repository's workflows run", () => {
  const emitted = JSON.parse(readFileSync(join(__dirname, "../..", ACTIONS_RECORD), "utf8")) as ActionsRecord;
  expect(emitted.uses).toEqual(closureOf(Object.values(actions)));
});
