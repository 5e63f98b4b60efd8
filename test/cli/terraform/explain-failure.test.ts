import { explainFailure } from "../../../cli/terraform/explain-failure";

/** The way out of each known failure, from the words that Terraform 1.11 and the providers print, frames and line breaks included. */
const frame = (lines: string): string => `╷\n${lines.trim().replace(/^/gm, "│ ")}\n╵\n`;

it.each([
  "github_actions_repository_permissions",
  "github_workflow_repository_permissions",
  "github_actions_repository_access_level",
  "github_issue_labels",
  "github_repository_dependabot_security_updates",
  "github_repository_custom_property",
  "github_team_members",
])("lets Terraform forget a %s that was deleted by hand", (type) => {
  const words = frame(`
Error: GET https://api.github.com/repos/acme-corp/acme-tide-api/actions/permissions: 404 Not Found []

  with ${type}.repositories_acme-tide-api_actions_3EB9C797,
  on cdk.tf.json line 512, in resource.${type}.repositories_acme-tide-api_actions_3EB9C797:
 512:       }
`);
  expect(explainFailure("github", words)).toBe(
    `\nWhat to do:\n${type}.repositories_acme-tide-api_actions_3EB9C797 was deleted outside Terraform, or its repository was, and the provider cannot plan without it.\n` +
      `Let Terraform forget it, and the next plan creates it again: npx sigma terraform github state rm ${type}.repositories_acme-tide-api_actions_3EB9C797\n`,
  );
});

it("names each of several things that were deleted by hand", () => {
  const missing = (address: string) =>
    frame(`Error: GET https://api.github.com/x: 404 Not Found []\n\n  with ${address},\n  on cdk.tf.json line 1`);
  const advice = explainFailure("github", missing("github_team_members.a_1") + missing("github_issue_labels.b_2"));
  expect(advice).toContain("state rm github_team_members.a_1");
  expect(advice).toContain("state rm github_issue_labels.b_2");
});

it("says who may commit to a protected branch", () => {
  const words = frame(`
Error: PUT https://api.github.com/repos/acme-corp/acme-tide-api/contents/.github/CODEOWNERS: 409 Could not create file:
Changes must be made through a pull request. []

  with github_repository_file.repositories_acme-tide-api_code-owners_file_1,
`);
  expect(explainFailure("github", words)).toMatch(/The GitHub App of family\.yaml \(github\.appId\) must be the one that runs this/);
  const ruleset = frame(
    "Error: PUT https://api.github.com/repos/a/b/contents/c: 409 Repository rule violations found\n\nChanges must be made through a pull request. []",
  );
  expect(explainFailure("github", ruleset)).toMatch(/bypass actor/);
});

const PREVENTED = frame(`
Error: Instance cannot be destroyed

  on cdk.tf.json line 4711, in resource.github_repository.repositories_acme-tide-api_repository_BFC8ECBF:
4711:       },

Resource
github_repository.repositories_acme-tide-api_repository_BFC8ECBF has
lifecycle.prevent_destroy set, but the plan calls for this resource to be
destroyed. To avoid this error and continue with the plan, either disable
lifecycle.prevent_destroy or reduce the scope of the plan using the -target
option.
`);

it("says how a repository is kept that would be replaced: by moving its state, or by untainting it", () => {
  const advice = explainFailure("github", PREVENTED);
  expect(advice).toContain(
    "npx sigma terraform github state mv github_repository.repositories_acme-tide-api_repository_BFC8ECBF <new address>",
  );
  expect(advice).toContain("npx sigma terraform github untaint github_repository.repositories_acme-tide-api_repository_BFC8ECBF");
});

it("says to plan again after a stale plan", () => {
  const words = frame(`
Error: Saved plan is stale

The given plan file can no longer be applied because the state was changed by
another operation after the plan was created.
`);
  expect(explainFailure("trial", words)).toMatch(/Something was applied to trial after this plan was made.*npx sigma plan trial/);
});

it("says how to take over a lock that a killed run left", () => {
  const words = frame(`
Error: Error acquiring the state lock

Error message: operation error S3: PutObject, https response error StatusCode:
412, RequestID: 1, HostID: 2, api error PreconditionFailed: At least one of the
pre-conditions you specified did not hold
Lock Info:
  ID:        6f0e2c5a-5b9d-9c0e-1f3a-0a4b7c9d8e7f
  Path:      acme-tfstate/trial.tfstate
  Operation: OperationTypeApply
  Who:       ada@laptop
`);
  expect(explainFailure("trial", words)).toContain("npx sigma terraform trial force-unlock -force 6f0e2c5a-5b9d-9c0e-1f3a-0a4b7c9d8e7f\n");
});

it("says to wait for the process that uses a local state, which cannot be unlocked", () => {
  const words = frame(`
Error: Error acquiring the state lock

Error message: resource temporarily unavailable
Lock Info:
  ID:        1e11bd9a-00a0-87a9-4d48-192d462d707f
  Path:      terraform.trial.tfstate
  Operation: OperationTypeApply
  Who:       ada@laptop
  Version:   1.11.4
`);
  expect(explainFailure("trial", words)).toBe(
    "\nWhat to do:\nAnother process (ada@laptop) works with the state of trial: wait until it ends, or stop it, then try again.\n",
  );
});

describe("within a rehearsal", () => {
  afterEach(() => {
    delete process.env.SIGMA_REHEARSAL;
  });
  const stale = frame("Error: Saved plan is stale\n\nThe given plan file can no longer be applied");

  it("the advice stays in it", () => {
    process.env.SIGMA_REHEARSAL = "sandbox";
    expect(explainFailure("trial", stale)).toMatch(/Plan and review again: npx sigma sandbox sigma plan trial\n$/);
    const missing = frame("Error: GET https://api.github.com/x: 404 Not Found []\n\n  with github_team_members.a_1,\n");
    expect(explainFailure("github", missing)).toMatch(/: npx sigma sandbox sigma terraform github state rm github_team_members\.a_1\n$/);
  });

  it("the rehearsal of everything starts from nothing each time, so its only advice is to start it", () => {
    process.env.SIGMA_REHEARSAL = "start";
    expect(explainFailure("trial", stale)).toMatch(/Plan and review again: npm start\n$/);
  });
});

it("says to wait for the next hour when GitHub's limit is used up", () => {
  const words =
    "Error: GET https://api.github.com/orgs/acme-corp: 403 API rate limit exceeded for installation ID 1. [rate reset in 12m03s]";
  expect(explainFailure("github", frame(words))).toMatch(/hourly limit is used up/);
  expect(explainFailure("github", frame("Error: 403 You have exceeded a secondary rate limit"))).toMatch(/hourly limit/);
});

it("offers the rehearsal to somebody without a provider registry", () => {
  const words = frame(`
Error: Failed to query available provider packages

Could not retrieve the list of available versions for provider
integrations/github: could not connect to registry.terraform.io: Failed to
request discovery document: Get
"https://registry.terraform.io/.well-known/terraform.json": dial tcp: lookup
registry.terraform.io: no such host
`);
  expect(explainFailure("github", words)).toMatch(/npx sigma sandbox sigma plan/);
});

it("tells where the last good state is when the file is half-written", () => {
  const words =
    "Error: Error refreshing state: 2 problems:\n\n- Unsupported state file format: The state file could not be parsed as JSON: syntax error at byte offset 3000.";
  expect(explainFailure("trial", words)).toMatch(/terraform\.trial\.tfstate\.backup[\s\S]*npx sigma sandbox reset/);
});

it("says nothing about a failure that it does not know", () => {
  expect(explainFailure("trial", frame("Error: Unsupported argument"))).toBe("");
});

it("names the variables of the GitHub App when they are missing", () => {
  const words = `
│ Error: Missing required argument
│
│   on cdk.tf.json line 30, in provider.github[0].app_auth[0]:
│   30:           }
│
│ The argument "pem_file" is required, but no definition was found.
`;
  expect(explainFailure("github", words)).toMatch(/GITHUB_APP_ID, GITHUB_APP_INSTALLATION_ID and GITHUB_APP_PEM_FILE/);
});

it.each([
  ["no identity", 'Error: namespaces is forbidden: User "system:anonymous" cannot list resource "namespaces"', "export KUBE_CONFIG_PATH="],
  ["an identity of another cluster", "Error: Unauthorized\n\n  with kubernetes_namespace_v1.a_1,", "kubectl config get-contexts"],
  [
    "missing rights",
    'Error: roles.rbac is forbidden: User "ada" cannot create resource "roles" in API group "rbac"',
    "kubectl auth can-i --list --as ada",
  ],
  ["no kubeconfig", 'Error: Get "http://localhost/api/v1": dial tcp [::1]:80: connect: connection refused', "export KUBE_CONFIG_PATH="],
  [
    "a cluster that does not answer",
    'Error: Kubernetes cluster unreachable: Get "https://k8s.live:6443/version": dial tcp: lookup k8s.live: no such host',
    "kubectl get --raw /readyz",
  ],
  ["a foreign authority", "Error: Get: x509: certificate signed by unknown authority", "kubectl config view --raw --minify"],
  ["a placeholder of an authority", "Error: unable to load root certificates: unable to parse bytes as PEM block", "cluster.ca of live"],
  ["a wait Job that failed", "Error: failed post-install: job acme-shop-wait failed: BackoffLimitExceeded", "job-name=acme-shop-wait"],
  ["a first release that was killed", "Error: installation failed\n\ncannot re-use a name that is still in use", "npx sigma deploy live"],
  ["an upgrade that was killed", "Error: another operation (install/upgrade/rollback) is in progress", "npx sigma deploy live"],
  ["a volume that would shrink", "Error: can't shrink existing storage from 100Gi to 20Gi", "100Gi cannot become 20Gi"],
  [
    "a chart that cannot be fetched",
    "Error: could not download chart: failed to do request: Head https://x: no such host",
    "helm show chart",
  ],
  ["an App key given as a path", "Error: no decodeable PEM data found", '"$(cat "$GITHUB_APP_PEM_FILE")"'],
  [
    "an organization that is a user",
    'Error: This resource can only be used in the context of an organization, "ada" is a user.',
    "gh api orgs/",
  ],
])("says what to do about %s", (_, words, command) => {
  expect(explainFailure("live", frame(words))).toContain(command);
});

it("tells a login that GitHub does not know from a team that is gone", () => {
  const words = frame(
    "Error: PUT https://api.github.com/organizations/1/team/2/memberships/nobody: 404 Not Found []\n\n  with github_team_members.teams_sales_members_1,",
  );
  const advice = explainFailure("github", words);
  expect(advice).toContain('GitHub has no user "nobody"');
  expect(advice).not.toContain("state rm");
});

it("imports what is on GitHub already", () => {
  const words = frame(
    "Error: POST https://api.github.com/orgs/acme-corp/repos: 422 Repository creation failed. [{Resource:Repository Field:name Code:custom Message:name already exists on this account}]\n\n  with github_repository.repositories_a_1,",
  );
  expect(explainFailure("github", words)).toContain("terraform github import github_repository.repositories_a_1 <its name");
});
