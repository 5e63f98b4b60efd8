import type { Family, Repository } from "../../model/family";

/** The charts that a deploy fetches; this repository's release pushes each as a package of its own. */
const CHARTS = ["service", "web"];

/**
 * What an admin of the charts' packages does so that the deploys of `repositories` may pull them, null when there is nothing to do for these. A package of
 * a private repository can be read by workflows of other repositories only when its settings say so, and neither the provider nor GitHub's API writes them.
 * https://docs.github.com/packages/learn-github-packages/configuring-a-packages-access-control-and-visibility#ensuring-workflow-access-to-your-package
 */
export function chartAccess(family: Family, repositories: readonly Repository[]): string | null {
  const deploying = repositories.filter(({ image, managed }) => managed && image !== null).map(({ name }) => name);
  if (deploying.length === 0) return null;
  const settings = CHARTS.map((chart) => settingsOf(family, `charts/${chart}`)).join(" and ");
  // Only GitHub Enterprise has internal packages, which the workflows of all its repositories may read, also of those to come.
  return family.plan === "enterprise"
    ? `once, after the first release, at ${settings}: Change visibility, Internal`
    : `at ${settings}: Manage Actions access, Add repository, role Read: ${deploying.join(", ")}`;
}

const settingsOf = ({ organization, infraRepository }: Family, name: string): string =>
  `https://github.com/orgs/${organization}/packages/container/${encodeURIComponent(`${infraRepository}/${name}`.toLowerCase())}/settings`;
