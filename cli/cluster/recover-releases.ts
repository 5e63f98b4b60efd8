import { setTimeout as sleep } from "node:timers/promises";
import { UserError } from "../user-error";
import type { Kubectl } from "./kubectl";
import { inStates, releaseRecords, type ReleaseName, type ReleaseRecord } from "./release-records";

/** A release of a stack and the seconds after which Helm gives it up. */
export interface StackRelease extends ReleaseName {
  readonly timeout: number;
}

/** States in which Helm refuses every further operation. A process that was killed leaves them behind. */
const PENDING = ["pending-install", "pending-upgrade", "pending-rollback"];

/** How often a release that may still be running is looked at. */
const POLL_MILLISECONDS = 5_000;

/**
 * Brings the releases of a stack out of the states that a killed apply leaves, so that the next one can go on. One that may still be running is waited
 * for. A first release has no earlier one to return to: without its record the next release installs, and takes over what is there. An upgrade's
 * record goes, and the deployed revision before it counts again. No object of a release is touched.
 * @param say tells what is waited for and what was done
 * @throws UserError with every release that a person has to look at
 */
export async function recoverReleases(
  kubectl: Kubectl,
  releases: readonly StackRelease[],
  say: (line: string) => void,
  now: () => number = Date.now,
): Promise<void> {
  const pending = await settled(kubectl, releases, say, now);
  const left: string[] = [];
  for (const record of pending) {
    const problem = await recovered(kubectl, record);
    if (problem === null)
      say(
        `${nameOf(record)}: ${record.status} was left behind by an apply that was stopped; its record is taken away, and this apply goes on`,
      );
    else left.push(problem);
  }
  if (left.length > 0) throw new UserError(`nothing was applied, because Helm would refuse these releases:\n${left.join("\n")}`);
}

/** The pending records that nobody can be working on any more. */
async function settled(
  kubectl: Kubectl,
  releases: readonly StackRelease[],
  say: (line: string) => void,
  now: () => number,
): Promise<readonly ReleaseRecord[]> {
  const timeouts = new Map(releases.map((release) => [nameOf(release), release.timeout]));
  let told = false;
  for (;;) {
    const pending = (await releaseRecords(kubectl, inStates(...PENDING))).filter((record) => timeouts.has(nameOf(record)));
    const running = pending.filter((record) => now() < record.written.getTime() + (timeouts.get(nameOf(record)) ?? 0) * 1000);
    if (running.length === 0) return pending;
    if (!told)
      say(
        `waiting for what may still be running, at most until Helm gives it up: ${running
          .map((record) => `${nameOf(record)} (${record.status} since ${record.written.toISOString()})`)
          .join(", ")}`,
      );
    told = true;
    await sleep(POLL_MILLISECONDS);
  }
}

/** What a person has to do; null when the release is free again. */
async function recovered(kubectl: Kubectl, record: ReleaseRecord): Promise<string | null> {
  const earlier = (await releaseRecords(kubectl, `${inStates("deployed", "superseded", "failed")},name=${record.name}`, record.namespace))
    .length;
  if (record.status !== "pending-install" && earlier === 0)
    return `${nameOf(record)}: ${record.status}, and no earlier revision is there to go on from; look at it: helm history ${record.name} --namespace ${record.namespace}`;
  const { ok, stderr } = await kubectl("delete", record.object, "--namespace", record.namespace);
  return ok ? null : `${nameOf(record)}: ${record.status}; its record could not be deleted: ${stderr}`;
}

const nameOf = ({ namespace, name }: ReleaseName): string => `${namespace}/${name}`;
