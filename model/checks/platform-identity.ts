import { finding } from "../problem";
import type { Check } from "./check";

/**
 * Once a commit is released, infra-plan, infra-apply and infra-drift run from it, each on an empty machine: without a remote state they would plan to
 * create everything again, and without an App the stack `github` has no identity.
 */
export const checkPlatformIdentity: Check = {
  name: "platform-identity",
  waivable: false,
  run: ({ workflows, state, github, at }) => {
    const [newest] = workflows.released.slice(-1);
    if (!newest) return [];
    const because = `workflows.released names ${newest.version}, from which the jobs run that plan and apply this catalog`;
    const missing = (path: readonly string[], what: string) => finding(at(...path), `${because}; ${what}`);
    return [
      ...(state.backend === "local"
        ? [missing(["state"], "they forget local state: write backend: s3 with bucket, region and roles, or release nothing yet")]
        : state.roles === null
          ? [missing(["state"], "they need roles to reach the state: add roles: { plan: arn:aws:iam::…, apply: arn:aws:iam::… }")]
          : []),
      ...(github.installationId === null ? [missing(["github"], "the one that applies needs installationId, beside appId")] : []),
      ...(github.reader === null
        ? [missing(["github"], "those that plan need an App that may only read: add reader: { appId: …, installationId: … }")]
        : []),
    ];
  },
};
