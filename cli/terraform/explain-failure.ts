import { hint } from "../rehearsal/hint";
import { CLUSTER_FAILURES } from "./cluster-failures";
import { inStack, type KnownFailure } from "./known-failure";

/**
 * Failures whose own message does not say what to do.
 * The first four come from integrations/github 6.9.0; each was seen with the real provider.
 */
const KNOWN_FAILURES: readonly KnownFailure[] = [
  {
    pattern: /PUT https:\S+\/memberships\/([^\s:]+): 404/,
    advice: ([, login]) =>
      `GitHub has no user "${login}", or this identity may not change members. Write the login as GitHub does in teams.yaml; nothing was deleted outside. Whether it is there: gh api users/${login}`,
  },
  {
    pattern: /422.*?(?:name already exists on this account|already_exists).*? with (github_(?:repository|team)\.[\w-]+)/,
    advice: ([, address], stack) =>
      `${address} is on GitHub already. Take it into the state, and the next plan changes what differs: ${inStack(stack, `import ${address} <its name, or a team's slug>`)}`,
  },
  {
    pattern: /no decodeable PEM data found/,
    advice: () =>
      'GITHUB_APP_PEM_FILE holds a path; the provider wants the key itself: export GITHUB_APP_PEM_FILE="$(cat "$GITHUB_APP_PEM_FILE")"',
  },
  {
    pattern: /can only be used in the context of an organization|is a user\b|orgs\/([^\s/:]+)(?:: 404|\b[^:]*: 404)/,
    advice: () =>
      "GitHub shows no such organization to this identity: organization in family.yaml is a user or misspelled, or the App is not installed there. Whether it is seen: gh api orgs/<organization>",
  },
  {
    // The provider cannot read these types after they were deleted outside Terraform, so every plan fails.
    pattern:
      /^(?!.*PUT ).*?404.*? with (github_(?:issue_labels|actions_repository_permissions|workflow_repository_permissions|actions_repository_access_level|repository_dependabot_security_updates|repository_custom_property|organization_custom_properties|team_members)\.[\w-]+)/,
    advice: ([, address], stack) =>
      `${address} was deleted outside Terraform, or its repository was, and the provider cannot plan without it.\nLet Terraform forget it, and the next plan creates it again: ${inStack(stack, `state rm ${address}`)}`,
  },
  {
    pattern: /409.*?(?:protected branch|rule violations|Changes must be made through a pull request)/i,
    advice: () =>
      "A protected branch refused a commit of Terraform's. The GitHub App of family.yaml (github.appId) must be the one that runs this, and must be installed in the organization:\nit is the bypass actor of the branch protection. A token of a person is not.",
  },
  {
    pattern: /Instance cannot be destroyed.*? Resource ([\w.-]+) has.*?prevent_destroy/,
    advice: ([, address], stack) =>
      `${address} would be replaced or deleted, and it holds code or data. If a renamed entry caused it, move the state: ${inStack(stack, `state mv ${address} <new address>`)}\nA tainted resource (an error right after its creation) is kept by: ${inStack(stack, `untaint ${address}`)}`,
  },
  {
    pattern: /API rate limit|secondary rate limit/i,
    advice: () =>
      "GitHub's hourly limit is used up. `sigma plan github` prints what a plan costs; wait for the next hour, what was applied stays applied.",
  },
  {
    // Terraform names the block of the provider; the values come from the environment, so that no file holds them.
    pattern: /provider\.github[\s\S]*?app_auth/,
    advice: () =>
      "The identity of the platform's GitHub App is not in the environment: export GITHUB_APP_ID, GITHUB_APP_INSTALLATION_ID and GITHUB_APP_PEM_FILE (the key itself, not its path), as docs/onboarding.md says. Without them, rehearse: npx sigma sandbox sigma plan",
  },
  {
    pattern: /Saved plan is stale/,
    advice: (_match, stack) =>
      `Something was applied to ${stack} after this plan was made. Plan and review again: ${hint(`plan ${stack}`)}`,
  },
  {
    // The operating system's lock on the state file ends with its process, so there is nothing to unlock.
    pattern: /Error acquiring the state lock.*?resource temporarily unavailable.*? Who: (\S+)/,
    advice: ([, who], stack) =>
      `Another process (${who}) works with the state of ${stack}: wait until it ends, or stop it, then try again.`,
  },
  {
    // Without -force it would ask, and input is disabled.
    pattern: /Error acquiring the state lock(?!.*resource temporarily unavailable).*?Lock Info: ID: ([\w-]+)/,
    advice: ([, id], stack) =>
      `Another run holds the state of ${stack}, or one was killed. When none is running: ${inStack(stack, `force-unlock -force ${id}`)}`,
  },
  {
    pattern: /Unsupported state file format/,
    advice: (_match, stack) =>
      `The state of ${stack} is half-written. Put the version before it in its place: the bucket keeps versions, a local file has terraform.${stack}.tfstate.backup beside it.\nA rehearsal can start again from nothing: npx sigma sandbox reset`,
  },
  {
    pattern: /Failed to query available provider packages|could not connect to registry|Could not retrieve the list of available versions/,
    advice: () => "The providers could not be downloaded from the registry. To work offline, rehearse: npx sigma sandbox sigma plan",
  },
];

/** Advice for each known failure in the output; empty when none is known. */
export function explainFailure(stack: string, output: string): string {
  // Terraform frames and wraps its messages; remove that before matching.
  const messages = output
    .replace(/[│╷╵]/g, "")
    .replace(/\s+/g, " ")
    .split(/(?=Error: )/);
  const advice = messages.flatMap((message) =>
    [...KNOWN_FAILURES, ...CLUSTER_FAILURES].flatMap(({ pattern, advice: sentence }) => {
      const match = pattern.exec(message);
      return match ? [sentence(match, stack)] : [];
    }),
  );
  return advice.length === 0 ? "" : `\nWhat to do:\n${[...new Set(advice)].join("\n")}\n`;
}
