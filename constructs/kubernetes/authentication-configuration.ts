import { stringify } from "yaml";
import { driftEnvironment, planEnvironment } from "../../contract/stacks";
import { tokenAudience } from "./token-audience";

export interface AuthenticationConfigurationProps {
  /** The cluster's environment; its read-only twins are `<environment>-plan` and `<environment>-drift`. */
  readonly environment: string;
  /** What the `aud` of tokens for this cluster begins with; one per environment. */
  readonly audience: string;
  /** Authorities of the API server, each PEM in base64: its own, and while that one is exchanged, the one before. Each makes one `aud`: {@link tokenAudience}. */
  readonly serverAuthorities: readonly string[];
  readonly organization: string;
  /** Numeric id of the organization: a name can be given up and taken by somebody else, an id cannot. */
  readonly organizationId: number;
  /** The repository with the workflows, which is also the one that plans and applies. */
  readonly infraRepository: string;
  /** Commits (40 hex digits) of {@link infraRepository} whose workflows are admitted. None admits nobody. */
  readonly releasedCommits: readonly string[];
  /** Whose runners a token may come from, as the claim `runner_environment` says it. */
  readonly runnerEnvironment: "github-hosted" | "self-hosted";
  /** @default GitHub's: https://token.actions.githubusercontent.com */
  readonly issuer?: string;
  /** Certificate authority of the issuer, PEM. @default - the system's */
  readonly certificateAuthority?: string;
}

const GITHUB = "https://token.actions.githubusercontent.com";

/**
 * What an API server needs (`--authentication-config`) to take GitHub's tokens for users `github:<organization>/<repository>:<environment>`.
 *
 * The name comes from the claims `repository` and `environment`, never from `sub`, which has two forms. A token without `environment` (a pull
 * request, a plain branch) fails by itself. Only jobs of the family's own released workflows are admitted: a name alone would admit
 * whatever is pushed to a branch. https://kubernetes.io/docs/reference/access-authn-authz/authentication/#using-authentication-configuration
 */
export function authenticationConfiguration(props: AuthenticationConfigurationProps): string {
  const { certificateAuthority, issuer = GITHUB } = props;
  const document = {
    apiVersion: "apiserver.config.k8s.io/v1",
    kind: "AuthenticationConfiguration",
    jwt: [
      {
        issuer: {
          url: issuer,
          audiences: props.serverAuthorities.map((ca) => tokenAudience(props.audience, ca)),
          // Demanded as soon as there are two.
          audienceMatchPolicy: "MatchAny",
          ...(certificateAuthority !== undefined && { certificateAuthority }),
        },
        claimValidationRules: claimValidationRules(props),
        claimMappings: {
          username: { expression: '"github:" + claims.repository + ":" + claims.environment' },
          // Kubernetes writes these into the audit log: they name the run.
          extra: [{ key: "github.com/run", valueExpression: "claims.run_id" }],
        },
        userValidationRules: [{ expression: "!user.username.startsWith('system:')", message: "names of the system are not for tokens" }],
      },
    ],
  };
  return stringify(document, { lineWidth: 0 });
}

/** Rules in CEL over the token's claims; all must hold. */
function claimValidationRules(props: AuthenticationConfigurationProps) {
  const infra = `${props.organization}/${props.infraRepository}`;
  const from = (...workflows: readonly string[]): string =>
    `(${workflows.map((name) => `claims.job_workflow_ref.startsWith(${text(`${infra}/.github/workflows/${name}.yml@`)})`).join(" || ")})`;
  const environment = (name: string): string => `claims.environment == ${text(name)}`;
  const isInfra = `claims.repository == ${text(infra)}`;
  const jobs = [
    `!(${isInfra}) && ${environment(props.environment)} && ${from("deploy")}`,
    `${isInfra} && ${environment(props.environment)} && ${from("infra-apply")}`,
    `${isInfra} && ${environment(planEnvironment(props.environment))} && ${from("infra-plan")}`,
    `${isInfra} && ${environment(driftEnvironment(props.environment))} && ${from("infra-drift", "infra-apply")}`,
  ];
  return [
    {
      expression: `claims.repository_owner_id == ${text(String(props.organizationId))}`,
      message: `the token is not from the organization ${props.organization}`,
    },
    {
      expression: `claims.job_workflow_sha in [${props.releasedCommits.map(text).join(", ")}]`,
      message: "the job runs a workflow that is not among the released commits",
    },
    {
      expression: `claims.runner_environment == ${text(props.runnerEnvironment)}`,
      message: `the job does not run on a ${props.runnerEnvironment} runner`,
    },
    {
      expression: jobs.map((job) => `(${job})`).join(" || "),
      message: `the token is not of a deploy job for ${props.environment}, nor of a plan or apply of ${infra}`,
    },
  ];
}

/** A string literal of CEL, which has JSON's escapes. */
const text = (value: string): string => JSON.stringify(value);
