import { runInNewContext } from "node:vm";
import { parse } from "yaml";
import {
  authenticationConfiguration,
  type AuthenticationConfigurationProps,
} from "../../../constructs/kubernetes/authentication-configuration";

interface Document {
  readonly jwt: readonly [
    {
      readonly issuer: Readonly<Record<string, unknown>>;
      readonly claimValidationRules: readonly { readonly expression: string; readonly message: string }[];
      readonly claimMappings: unknown;
      readonly userValidationRules: unknown;
    },
  ];
}

const SHA = "0123456789abcdef0123456789abcdef01234567";
const example: AuthenticationConfigurationProps = {
  environment: "live",
  audience: "acme-live",
  serverAuthorities: ["YWNtZQ=="],
  organization: "acme-corp",
  organizationId: 4242,
  infraRepository: "acme-infra",
  releasedCommits: [SHA],
  runnerEnvironment: "github-hosted",
};
const jwt = (change: Partial<AuthenticationConfigurationProps> = {}) =>
  (parse(authenticationConfiguration({ ...example, ...change })) as Document).jwt[0];

/** Claims of a deploy job as GitHub sends them. */
const deploy: Readonly<Record<string, string>> = {
  repository: "acme-corp/acme-shop-api",
  repository_owner_id: "4242",
  environment: "live",
  job_workflow_ref: "acme-corp/acme-infra/.github/workflows/deploy.yml@refs/tags/v1.0.0",
  job_workflow_sha: SHA,
  runner_environment: "github-hosted",
};
const infra = (workflow: string, environment: string) => ({
  ...deploy,
  repository: "acme-corp/acme-infra",
  environment,
  job_workflow_ref: `acme-corp/acme-infra/.github/workflows/${workflow}.yml@${SHA}`,
});

/** The rules use a part of CEL that JavaScript reads the same way, `in` and missing claims apart. The API server's own reading is the cluster suite's. */
function admitted(claims: Readonly<Record<string, string>>, change: Partial<AuthenticationConfigurationProps> = {}): boolean {
  return jwt(change).claimValidationRules.every(({ expression }) => {
    const script = expression.replace(/ in (\[.*?\])/, (_, list: string) => `, ${list}.includes(claims.job_workflow_sha)`);
    return runInNewContext(script, { claims }) === true;
  });
}

it("names users by repository and environment, never by the subject", () => {
  expect(jwt().claimMappings).toMatchObject({ username: { expression: '"github:" + claims.repository + ":" + claims.environment' } });
});

/** `printf acme | sha256sum` and `printf next | sha256sum`. */
const [ACME, NEXT] = [
  "822b33ad87c148a0a20a5ba7cd5ebcaa68d36a18e7aad165554903f52ca82757",
  "c6c1c9a9c8543f1e4cd980064cf1625eeb61a90703b2464fff039f21682508b3",
];

it("accepts GitHub's tokens for the environment's cluster alone: the audience ends with the digest of its authority", () => {
  expect(jwt().issuer).toEqual({
    url: "https://token.actions.githubusercontent.com",
    audiences: [`acme-live/${ACME}`],
    audienceMatchPolicy: "MatchAny",
  });
});

it("accepts tokens for two authorities while the cluster's is exchanged", () => {
  expect(jwt({ serverAuthorities: ["bmV4dA==", "YWNtZQ=="] }).issuer).toMatchObject({
    audiences: [`acme-live/${NEXT}`, `acme-live/${ACME}`],
  });
});

it("takes another issuer and its certificate authority", () => {
  expect(jwt({ issuer: "https://issuer.acme.example", certificateAuthority: "PEM" }).issuer).toMatchObject({
    url: "https://issuer.acme.example",
    certificateAuthority: "PEM",
  });
});

it("admits a deploy job of a product, by a released workflow", () => {
  expect(admitted(deploy)).toBe(true);
});

it.each([
  ["apply", "infra-apply", "live"],
  ["plan", "infra-plan", "live-plan"],
  ["drift check", "infra-drift", "live-drift"],
  ["plan before an apply", "infra-apply", "live-drift"],
])("admits the infra repository's %s", (_, workflow, environment) => {
  expect(admitted(infra(workflow, environment))).toBe(true);
});

it.each<[string, Readonly<Record<string, string>>]>([
  ["another organization that took the name", { ...deploy, repository_owner_id: "666" }],
  ["a runner that somebody else controls", { ...deploy, runner_environment: "self-hosted" }],
  ["another environment", { ...deploy, environment: "trial" }],
  ["the plan environment with a deploy", { ...deploy, environment: "live-plan" }],
  ["a workflow at an unreleased commit", { ...deploy, job_workflow_sha: "f".repeat(40) }],
  ["a repository's own workflow", { ...deploy, job_workflow_ref: "acme-corp/acme-shop-api/.github/workflows/deploy.yml@refs/heads/main" }],
  [
    "a workflow whose name only begins the same",
    { ...deploy, job_workflow_ref: "acme-corp/acme-infra/.github/workflows/deploy.yml.evil.yml@x" },
  ],
  ["another workflow of the family", { ...deploy, job_workflow_ref: "acme-corp/acme-infra/.github/workflows/build-node.yml@x" }],
  ["an apply from a product", { ...infra("infra-apply", "live"), repository: "acme-corp/acme-shop-api" }],
  ["a plan from a product", { ...infra("infra-plan", "live-plan"), repository: "acme-corp/acme-shop-api" }],
  ["a plan in the environment of applies", infra("infra-plan", "live")],
  ["an apply in the environment of plans", infra("infra-apply", "live-plan")],
  ["a plan of a pull request in the environment of drift", infra("infra-plan", "live-drift")],
  ["a deploy from the infra repository, which is no product", infra("deploy", "live")],
])("refuses %s", (_, claims) => {
  expect(admitted(claims)).toBe(false);
});

it("admits the family's own runners where the catalog says so, and then no other", () => {
  const own = { runnerEnvironment: "self-hosted" } as const;
  expect(admitted({ ...deploy, runner_environment: "self-hosted" }, own)).toBe(true);
  expect(admitted(deploy, own)).toBe(false);
});

it("admits nobody before the first release", () => {
  expect(admitted(deploy, { releasedCommits: [] })).toBe(false);
});

it("lets no token take a name of the system", () => {
  expect(jwt().userValidationRules).toMatchObject([{ expression: "!user.username.startsWith('system:')" }]);
});

it("says which rule refused a token", () => {
  expect(jwt().claimValidationRules.map(({ message }) => message)).toEqual([
    "the token is not from the organization acme-corp",
    "the job runs a workflow that is not among the released commits",
    "the job does not run on a github-hosted runner",
    "the token is not of a deploy job for live, nor of a plan or apply of acme-corp/acme-infra",
  ]);
});
