import { DeploymentEnvironment, type DeploymentEnvironmentProps } from "../../../constructs/github/deployment-environment";
import { synth } from "../../synth";

const example: DeploymentEnvironmentProps = {
  repository: "acme-shop-api",
  name: "live",
  approverTeamIds: [7, 8],
  waitMinutes: 10,
  deployableRefs: { branches: ["main", "hotfix/*"], tags: ["v*"] },
  variables: { DEPLOYMENT: '{"host":"${shop}"}' },
  sealedSecrets: { PAYMENT_KEY: "c2VhbGVk" },
};

const define = (props: Partial<DeploymentEnvironmentProps> = {}) =>
  synth((scope) => new DeploymentEnvironment(scope, "live", { ...example, ...props }));
const environment = (props: Partial<DeploymentEnvironmentProps> = {}) => define(props).only("github_repository_environment");

it("waits for one of the approvers", () => {
  expect(environment().reviewers).toEqual([{ teams: [7, 8] }]);
});

it("lets nobody approve their own deployment", () => {
  expect(environment()).toMatchObject({ prevent_self_review: true });
});

it("lets no admin skip the approval", () => {
  expect(environment()).toMatchObject({ can_admins_bypass: false });
});

it("waits for nobody without approvers", () => {
  expect(environment({ approverTeamIds: [] })).not.toHaveProperty("reviewers");
  expect(environment({ approverTeamIds: [] })).toMatchObject({ prevent_self_review: false });
});

it("waits after the approval", () => {
  expect(environment()).toMatchObject({ wait_timer: 10 });
  expect(environment({ waitMinutes: 0 })).not.toHaveProperty("wait_timer");
});

it("deploys from the given branches and tags only", () => {
  expect(environment()).toMatchObject({ deployment_branch_policy: { custom_branch_policies: true, protected_branches: false } });
  const policies = define().all("github_repository_environment_deployment_policy");
  expect(policies.map(({ branch_pattern, tag_pattern }) => branch_pattern ?? tag_pattern).sort()).toEqual(["hotfix/*", "main", "v*"]);
});

it("deploys from nowhere when no branch and no tag is given", () => {
  const stack = define({ deployableRefs: { branches: [], tags: [] } });
  expect(stack.only("github_repository_environment")).toMatchObject({ deployment_branch_policy: { custom_branch_policies: true } });
  expect(stack.all("github_repository_environment_deployment_policy")).toEqual([]);
});

it("keeps a branch and a tag of the same name apart", () => {
  expect(
    define({ deployableRefs: { branches: ["v*"], tags: ["v*"] } }).all("github_repository_environment_deployment_policy"),
  ).toHaveLength(2);
});

it("writes a variable literally", () => {
  expect(define().only("github_actions_environment_variable")).toMatchObject({ variable_name: "DEPLOYMENT", value: '{"host":"$${shop}"}' });
});

it("hands a secret over sealed, never in plaintext", () => {
  const secret = define().only("github_actions_environment_secret");
  expect(secret).toMatchObject({ secret_name: "PAYMENT_KEY", encrypted_value: "c2VhbGVk" });
  expect(secret).not.toHaveProperty("plaintext_value");
});

it("puts policies, variables and secrets after the environment", () => {
  const stack = define();
  const waits = `\${${stack.address("github_repository_environment")}.environment}`;
  const types = [
    "github_repository_environment_deployment_policy",
    "github_actions_environment_variable",
    "github_actions_environment_secret",
  ];
  for (const resource of types.flatMap((type) => stack.all(type))) expect(resource.environment).toBe(waits);
});

it("refuses more approvers than GitHub admits", () => {
  expect(() => define({ approverTeamIds: [1, 2, 3, 4, 5, 6, 7] })).toThrow(
    "environment live: 7 approvers; GitHub admits 6: put them in one team",
  );
});

it.each([-1, 43_201, Number.NaN])("refuses a wait of %p minutes", (waitMinutes) => {
  expect(() => define({ waitMinutes })).toThrow(`environment live: a wait of ${waitMinutes} minutes; GitHub admits 0 to 43200`);
});
