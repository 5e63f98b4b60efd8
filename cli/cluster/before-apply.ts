import type { Environment } from "../../model/family";
import type { PlannedStack } from "../terraform/planned-stack";
import { stackResources } from "../terraform/synthesized";
import { UserError } from "../user-error";
import { NoKubectl, withKubectl, type Kubectl } from "./kubectl";
import { recoverReleases, type StackRelease } from "./recover-releases";
import { refusedDeletions } from "./refused-deletions";

/** Asks the cluster whether it would refuse a deletion, while everything is still in place. @throws UserError with all that it would refuse */
export async function refuseRefusedDeletions(environment: Environment, { changes }: PlannedStack): Promise<void> {
  const namespaces = changes.flatMap(({ namespace }) => namespace ?? []);
  if (namespaces.length === 0) return;
  const refused = await asked(
    environment,
    (kubectl) => refusedDeletions(kubectl, namespaces),
    "deletions that it refuses end the apply half-way",
  );
  if (!refused || refused.length === 0) return;
  throw new UserError(
    `the cluster would refuse what the plan deletes; nothing was applied, and everything is still in place:\n${refused.map((line) => `  ${line}`).join("\n")}\ndocs/runbooks/remove-a-product.md says how to set both keys`,
  );
}

/** Brings releases that a killed apply left behind into a state that Helm goes on from. @throws UserError with those that a person must look at */
export async function recoverBeforeApply(environment: Environment, { stack, directory }: PlannedStack): Promise<void> {
  const releases = stackResources(stack, directory)
    .filter(({ type }) => type === "helm_release")
    .map(({ arguments: { name, namespace, timeout } }): StackRelease => ({
      name: String(name),
      namespace: String(namespace),
      timeout: typeof timeout === "number" ? timeout : HELM_TIMEOUT,
    }));
  if (releases.length === 0) return;
  await asked(
    environment,
    (kubectl) => recoverReleases(kubectl, releases, say),
    "releases that an earlier apply left half-way fail in this one",
  );
}

/** Seconds, of a release that sets none. https://registry.terraform.io/providers/hashicorp/helm/3.1.1/docs/resources/release#optional */
const HELM_TIMEOUT = 300;

const say = (line: string): void => void process.stderr.write(`${line}\n`);

/** Null when the cluster could not be asked, which is said with what may follow. */
async function asked<T>(environment: Environment, run: (kubectl: Kubectl) => Promise<T>, otherwise: string): Promise<T | null> {
  try {
    return await withKubectl(environment, run);
  } catch (error) {
    if (!(error instanceof NoKubectl)) throw error;
    say(`${environment.name}: the cluster was not asked before the apply (${error.message}); ${otherwise}`);
    return null;
  }
}
