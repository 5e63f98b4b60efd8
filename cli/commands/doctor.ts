import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { Command } from "commander";
import type { Environment, Family } from "../../model/family";
import { requireFamily } from "../catalog";
import { missingIdentity } from "../cluster/kubeconfig";
import { NoKubectl, withKubectl } from "../cluster/kubectl";
import { requireTerraform, terraformOrTofu } from "../terraform/terraform";
import { UserError } from "../user-error";

/** One thing that a real deploy needs of this machine. */
interface Row {
  readonly what: string;
  /** What was found; null when it is missing. */
  readonly found: string | null;
  /** The command that fixes it. */
  readonly mend: string;
}

/** `sigma doctor`: versions, identities, rights and reachability; exit status 1 when something is missing. */
export const doctorCommand = (): Command =>
  new Command("doctor")
    .description("Says what this machine has and lacks for a real plan and deploy, and the command that fixes each")
    .action(async (_options: object, command: Command) => {
      const family = requireFamily(command);
      const clusters = Object.values(family.environments).map(clusterRow);
      const rows = await Promise.all([...programs(), ...githubIdentity(family), stateRow(family), ...clusters]);
      for (const { what, found, mend } of rows)
        process.stdout.write(found === null ? `NO   ${what}\n     mend it: ${mend}\n` : `yes  ${what}: ${found}\n`);
      const missing = rows.filter(({ found }) => found === null).length;
      process.stdout.write(
        missing === 0
          ? "this machine can plan and deploy\n"
          : `${missing} of ${rows.length} are missing; a rehearsal needs none but Terraform: npx sigma sandbox sigma plan\n`,
      );
      if (missing > 0) process.exitCode = 1;
    });

const run = promisify(execFile);

/** The first line that a program prints of itself; null when it is not there. */
const firstLine = async (program: string, ...args: readonly string[]): Promise<string | null> =>
  run(program, args).then(
    ({ stdout }) => stdout.split("\n")[0] ?? "",
    () => null,
  );

const programs = (): readonly Promise<Row>[] => [
  Promise.resolve({ what: "Node", found: process.version, mend: "" }),
  terraformRow(),
  firstLine("git", "--version").then((found) => ({ what: "git", found, mend: "https://git-scm.com/downloads" })),
  firstLine("kubectl", "version", "--client").then((found) => ({
    what: "kubectl, which a deploy asks the cluster with before it changes anything",
    found,
    mend: "https://kubernetes.io/docs/tasks/tools/",
  })),
];

async function terraformRow(): Promise<Row> {
  try {
    await requireTerraform();
    return { what: "Terraform or OpenTofu", found: await firstLine(terraformOrTofu(), "version"), mend: "npm start" };
  } catch (error) {
    if (error instanceof UserError)
      return { what: `Terraform or OpenTofu (${error.message})`, found: null, mend: "npm start fetches Terraform" };
    throw error;
  }
}

/** What the provider of GitHub reads; the organization is asked only with a token, because an App's key would have to be signed with first. */
function githubIdentity({ organization }: Family): readonly Promise<Row>[] {
  const { GITHUB_APP_ID: app, GITHUB_APP_INSTALLATION_ID: installation, GITHUB_APP_PEM_FILE: key = "", GITHUB_TOKEN: token } = process.env;
  const hasApp = Boolean(app && installation && key.includes("-----BEGIN"));
  const identity: Row = {
    what: "the platform's GitHub App, in GITHUB_APP_ID, GITHUB_APP_INSTALLATION_ID and GITHUB_APP_PEM_FILE",
    found: hasApp ? `App ${app ?? ""}` : null,
    mend:
      key !== "" && !key.includes("-----BEGIN")
        ? 'GITHUB_APP_PEM_FILE holds a path; it wants the key itself: export GITHUB_APP_PEM_FILE="$(cat "$GITHUB_APP_PEM_FILE")"'
        : 'export GITHUB_APP_ID=… GITHUB_APP_INSTALLATION_ID=… GITHUB_APP_PEM_FILE="$(cat key.pem)", as docs/onboarding.md says',
  };
  return token ? [Promise.resolve(identity), organizationRow(organization, token)] : [Promise.resolve(identity)];
}

async function organizationRow(organization: string, token: string): Promise<Row> {
  const url = `${process.env.GITHUB_API_URL ?? "https://api.github.com"}/orgs/${organization}`;
  const what = `the organization ${organization}, with GITHUB_TOKEN`;
  const mend = `gh auth login --scopes read:org; whether it is seen: gh api orgs/${organization}`;
  try {
    const { status } = await fetch(url, { headers: { authorization: `Bearer ${token}` }, signal: AbortSignal.timeout(10_000) });
    return status === 200 ? { what, found: "seen", mend } : { what: `${what} (GitHub answered ${status})`, found: null, mend };
  } catch (error) {
    return { what: `${what} (${error instanceof Error ? error.message : String(error)})`, found: null, mend: `reach ${url}` };
  }
}

/** Variables from which Terraform's backend takes AWS credentials. https://developer.hashicorp.com/terraform/language/backend/s3#credentials-and-shared-configuration */
const AWS = ["AWS_ACCESS_KEY_ID", "AWS_PROFILE", "AWS_WEB_IDENTITY_TOKEN_FILE", "AWS_CONTAINER_CREDENTIALS_FULL_URI", "AWS_ROLE_ARN"];

function stateRow({ state }: Family): Promise<Row> {
  if (state.backend === "local") return Promise.resolve({ what: "the state", found: "in local files", mend: "" });
  const given = AWS.find((name) => process.env[name]);
  const what = `credentials of the state's bucket ${state.bucket}`;
  return Promise.resolve({
    what,
    found: given ?? null,
    mend: "export AWS_PROFILE=… (aws sso login), or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY",
  });
}

/** Whether the cluster answers, and whether this identity may apply. */
async function clusterRow(environment: Environment): Promise<Row> {
  const { name, cluster } = environment;
  const what = `the cluster of ${name}, ${cluster.server}`;
  const missing = missingIdentity(environment);
  if (missing !== null) return { what, found: null, mend: missing };
  try {
    const { ok, stdout, stderr } = await withKubectl(environment, (kubectl) => kubectl("auth", "can-i", "*", "*", "--all-namespaces"));
    if (ok) return { what, found: "reached, with all rights", mend: "" };
    return stdout.trim() === "no"
      ? {
          what: `${what}: reached, but without the rights to apply`,
          found: null,
          mend: "kubectl auth whoami; the first apply is an administrator's",
        }
      : {
          what: `${what}: ${stderr.split("\n").at(-1) ?? ""}`,
          found: null,
          mend: `check cluster.server and cluster.ca of ${name}; kubectl get --raw /readyz`,
        };
  } catch (error) {
    if (error instanceof NoKubectl)
      return { what: `${what} (${error.message})`, found: null, mend: "https://kubernetes.io/docs/tasks/tools/" };
    throw error;
  }
}
