import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { FLEET_REQUESTS } from "../forecast/fleet-requests";
import { GitError } from "../scaffolding/git";
import { ScaffoldError } from "../scaffolding/scaffold-error";
import type { CurrentScaffold } from "../scaffolding/update";
import { SUPERSEDED_LABEL, updateBranch } from "./branch";
import { Clone, type Remotes } from "./clone";
import { statusOf } from "./budgeted-client";
import type { GitHub } from "./github";
import { propose, scaffolded, type Proposal } from "./propose";
import type { FleetRepository } from "./rings";
import type { Scaffolded, Standing, Update, Visited } from "./standing";
import { updateText, updateTitle } from "./update-text";

export interface Fleet {
  readonly github: GitHub;
  readonly remotes: Remotes;
  readonly scaffold: CurrentScaffold;
}

/**
 * Finds out where a repository stands and, when asked to update, proposes what the scaffold changed. Every step can be the last one of a run that is killed: the
 * next run reads from GitHub what is there and does the rest. A repository that fails is no reason not to visit the next one.
 * @throws OutOfBudget before anything is begun for this repository
 */
export async function visit(fleet: Fleet, repository: FleetRepository, task: "look" | "update"): Promise<Visited> {
  const { github, remotes, scaffold } = fleet;
  const { name, ring } = repository;
  github.budget.require(FLEET_REQUESTS.look + FLEET_REQUESTS.checks + (task === "update" ? FLEET_REQUESTS.open : 0));
  const directory = mkdtempSync(join(tmpdir(), "fleet-"));
  let present: Scaffolded | null = null;
  try {
    const clone = Clone.of(remotes, name, directory);
    if (clone === null) return { name, ring, scaffold: null, standing: { at: "absent" } };
    present = scaffolded(clone, scaffold.pins.library);
    if (present === null) return { name, ring, scaffold: null, standing: { at: "without a scaffold" } };
    const rendered = scaffold.render(name);
    const proposal = propose(clone, rendered, scaffold);
    const branch = updateBranch(rendered);
    const standing: Standing =
      proposal.paths.length === 0 ? { at: "in step" } : await proposed(fleet, repository, { clone, proposal, branch, task });
    return { name, ring, scaffold: present, standing };
  } catch (error) {
    const reason = reasonOf(error);
    if (reason === null) throw error;
    return { name, ring, scaffold: present, standing: { at: "failed", reason } };
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/** What git, the scaffold or GitHub said; null for a limit of GitHub and for a bug. */
function reasonOf(error: unknown): string | null {
  if (error instanceof GitError) return error.said;
  if (error instanceof ScaffoldError) return error.message.replace(/\n/g, "; ");
  const status = statusOf(error);
  return status === null || !(error instanceof Error) ? null : `GitHub answered ${status}: ${error.message}`;
}

/** A visit to a repository that is behind. */
interface Begun {
  readonly clone: Clone;
  readonly proposal: Proposal;
  readonly branch: string;
  readonly task: "look" | "update";
}

/** There is something to propose: whether it is proposed already, was declined, or waits for people. */
async function proposed(fleet: Fleet, repository: FleetRepository, { clone, proposal, branch, task }: Begun): Promise<Standing> {
  const { github, scaffold } = fleet;
  const { name } = repository;
  const [updates, open] = await Promise.all([github.updatesOf(name, branch), github.openUpdates(name)]);
  const own = updates.find(({ state }) => state === "open");
  // A merged one whose changes are missing was reverted, which is a refusal as well.
  const refused = updates.find(({ state, labels }) => state === "merged" || (state === "closed" && !labels.includes(SUPERSEDED_LABEL)));
  const older = open.filter((update) => update.branch !== branch);
  if (own === undefined) {
    if (refused !== undefined) return { at: "declined", update: refused };
    const edited = older.find((update) => clone.isSomebodyElses(update.branch));
    if (edited !== undefined) return { at: "in work", branch: edited.branch, update: edited };
    const tip = clone.tip(branch);
    if (tip !== null && clone.isSomebodyElses(branch)) return { at: "in work", branch, update: null };
    if (task === "look") return { at: "behind", ...proposal };
    clone.push(branch, tip);
    const update = await github.open(name, {
      branch,
      base: clone.defaultBranch,
      title: updateTitle(scaffold.version),
      body: updateText(proposal, scaffold.origin, { branch, older }),
      draft: proposal.conflicts.length > 0,
    });
    await settle(github, clone, name, update, older);
    return standingOf(fleet, repository, proposal, update, true);
  }
  if (task === "update")
    await settle(
      github,
      clone,
      name,
      own,
      older.filter((update) => !clone.isSomebodyElses(update.branch)),
    );
  return standingOf(fleet, repository, proposal, own, false);
}

/** What follows the pull request; done again where an earlier run ended in between. */
async function settle(github: GitHub, clone: Clone, name: string, update: Update, older: readonly Update[]): Promise<void> {
  await github.label(name, update);
  for (const each of older) {
    await github.supersede(name, each);
    clone.delete(each.branch);
  }
}

async function standingOf(
  { github }: Fleet,
  { name, requiredChecks }: FleetRepository,
  { conflicts }: Proposal,
  update: Update,
  opened: boolean,
): Promise<Standing> {
  if (update.draft && conflicts.length > 0) return { at: "conflicts", update, opened };
  return { at: "open", update, opened, checks: await github.checks(name, update.head, requiredChecks) };
}
