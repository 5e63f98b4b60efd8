import { RELEASE_APP_KEY } from "../../contract/secrets";
import { GITHUB_STACK } from "../../contract/stacks";
import { deployment } from "./deployment";
import type { Environment, Product, Refs, RepositoryEnvironment, RepositoryKind } from "../family";
import { PLATFORM_APP_KEY } from "../../contract/secrets";
import { driftEnvironment, planEnvironment } from "../../contract/stacks";
import type { PlatformIdentity } from "../platform-identity";
import { record } from "../record";
import type { Sources } from "../read/sources";

/** The parts of a repository that decide which environments it gets. */
interface RepositoryDraft {
  readonly name: string;
  readonly owner: string;
  readonly product: Product | null;
  readonly part: "api" | "ui" | null;
  readonly secrets: readonly string[];
}

/** Null while the catalog does not define these identities; until then people plan and apply. */
function platformIdentity({ family }: Sources, stack: string, does: "plan" | "apply"): PlatformIdentity | null {
  const { state, github } = family.spec;
  if (state.backend !== "s3" || !state.roles) return null;
  const { appId, installationId, reader } = github;
  const applier = installationId === undefined ? null : { appId, installationId };
  return { stateRole: state.roles[does], app: stack !== GITHUB_STACK ? null : does === "apply" ? applier : (reader ?? null) };
}

const RELEASE_REFS: Refs = { branches: [], tags: ["v*"] };
const MAIN_REFS: Refs = { branches: ["main"], tags: [] };
/** Plans run for pull requests from any branch and execute the branch's code next to an identity that can read, so the owning team approves each run. */
const PLAN_REFS: Refs = { branches: ["*", "*/**", "refs/pull/*/merge"], tags: [] };

/** The GitHub environments of a repository of this kind; `image` is null when it builds none. */
export function repositoryEnvironments(
  draft: RepositoryDraft,
  kind: RepositoryKind,
  image: string | null,
  sources: Sources,
  environments: Readonly<Record<string, Environment>>,
): Readonly<Record<string, RepositoryEnvironment>> {
  const family = { name: sources.family.spec.family, actorHeader: sources.family.spec.actorHeader };
  const sealed = sources.secrets[draft.name]?.spec ?? {};
  const make = (
    name: string,
    own: Omit<RepositoryEnvironment, "name" | "secretNames" | "secrets">,
    secretNames = own.platform?.app ? [...draft.secrets, PLATFORM_APP_KEY] : draft.secrets,
  ): RepositoryEnvironment => ({
    name,
    ...own,
    secretNames,
    secrets: record(Object.entries(sealed[name] ?? {}).filter(([secret]) => secretNames.includes(secret))),
  });
  const open = { approvers: [], waitMinutes: 0, deployment: null, platform: null };
  const promotion = Object.values(environments).map((environment) =>
    make(environment.name, {
      ...open,
      approvers: environment.approvers,
      waitMinutes: environment.waitMinutes,
      // Terraform is applied from main; only applications are promoted by tag.
      refs: kind.environments === "platform" ? MAIN_REFS : environment.refs,
      deployment: draft.product && draft.part && image ? deployment(family, draft.product, draft.part, image, environment) : null,
    }),
  );
  const last = promotion.at(-1);
  const made: Readonly<Record<RepositoryKind["environments"], readonly RepositoryEnvironment[]>> = {
    none: [],
    release: [make("release", { ...open, approvers: [draft.owner], refs: RELEASE_REFS })],
    promotion,
    // Not a secret of the application, so only in this environment. Every push to main uses it, so it needs no approval; it only must not be readable from another branch.
    "promotion-and-release": [...promotion, make("release", { ...open, refs: MAIN_REFS }, [RELEASE_APP_KEY])],
    // A change of the organization needs the same approval as the last environment.
    platform: [make(GITHUB_STACK, { ...open, approvers: last?.approvers ?? [], refs: MAIN_REFS }), ...promotion].flatMap((environment) => {
      const applies = platformIdentity(sources, environment.name, "apply");
      const plans = platformIdentity(sources, environment.name, "plan");
      return [
        make(environment.name, { ...environment, platform: applies }),
        make(planEnvironment(environment.name), { ...open, approvers: [draft.owner], refs: PLAN_REFS, platform: plans }),
        make(driftEnvironment(environment.name), { ...open, refs: MAIN_REFS, platform: plans }),
      ];
    }),
  };
  return record(made[kind.environments].map((environment) => [environment.name, environment]));
}
