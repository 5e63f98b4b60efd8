import { execFile, execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { ClusterProviders } from "../../constructs/kubernetes/cluster-providers";
import { tokenAudience } from "../../constructs/kubernetes/token-audience";
import { clusterAccess, type ClusterAccess } from "../../workflows/library/cluster-access";
import { CertificateAuthority } from "../cluster/support/certificate-authority";
import { synth } from "../synth";
import { serve, type Served } from "./serve";
import { tool } from "./tool";

const home = mkdtempSync(join(tmpdir(), "kubeconfig-"));
const authority = new CertificateAuthority(home);
const serving = authority.issue({ commonName: "api" });
const ca = readFileSync(authority.certificate).toString("base64");
/** A token command as a cloud's: it prints one version, whichever was asked for. */
const cloud = [
  "bash",
  "-c",
  `echo '{"apiVersion":"client.authentication.k8s.io/v1beta1","kind":"ExecCredential","status":{"token":"of-the-cloud"}}'`,
];
let api: Served;
let github: Served;

beforeAll(async () => {
  api = await serve((request, response) => response.writeHead(200).end(request.headers.authorization), serving);
  github = await serve((request, response) => {
    const audience = new URL(request.url ?? "", "http://localhost").searchParams.get("audience");
    response.writeHead(200).end(JSON.stringify({ value: `of-github-for-${audience}` }));
  });
});
afterAll(() => {
  api.stop();
  github.stop();
  rmSync(home, { recursive: true });
});

const server = (): string => `https://127.0.0.1:${api.port}`;
const variable = (cluster: object = { server: server(), ca, audience: "acme-live" }): string => JSON.stringify({ cluster });
const withCommand = (): ClusterAccess => ({ kind: "exec", server: server(), ca, command: cloud });

/** Runs the step as emitted; the environment that it leaves to the steps behind it. */
function reach(access: ClusterAccess, deployment = variable()): NodeJS.ProcessEnv {
  const { env = {}, run } = clusterAccess(access, "default");
  const runner = mkdtempSync(join(home, "runner-"));
  const file = join(runner, "env");
  writeFileSync(file, "");
  const job = {
    ...process.env,
    RUNNER_TEMP: runner,
    GITHUB_ENV: file,
    ACTIONS_ID_TOKEN_REQUEST_URL: `http://127.0.0.1:${github.port}/token?api-version=2.0`,
    ACTIONS_ID_TOKEN_REQUEST_TOKEN: "request-token",
    ENVIRONMENT: "live",
    DEPLOYMENT: deployment,
  };
  execFileSync("bash", ["--noprofile", "--norc", "-eo", "pipefail", "-c", run], { env: { ...job, ...env }, encoding: "utf8" });
  const left = readFileSync(file, "utf8").trim().split("\n");
  return Object.assign({}, job, ...left.map((line) => ({ [line.split("=")[0] ?? ""]: line.split("=")[1] }))) as NodeJS.ProcessEnv;
}

const whoami = async (env: NodeJS.ProcessEnv): Promise<string> =>
  (await promisify(execFile)(tool("kubectl"), ["get", "--raw", "/whoami"], { env })).stdout;

it("lets a job in with GitHub's token for the authority of the server that it turns to", async () => {
  expect(await whoami(reach({ kind: "oidc" }))).toBe(`Bearer of-github-for-${tokenAudience("acme-live", ca)}`);
});

it("lets a job in with the token of a cloud's command", async () => {
  expect(await whoami(reach(withCommand()))).toBe("Bearer of-the-cloud");
});

it("asks for one audience, whatever a forged variable makes of it", async () => {
  const audience = "acme-live/real&audience=acme-live/real#";
  expect(await whoami(reach({ kind: "oidc" }, variable({ server: server(), ca, audience })))).toBe(
    `Bearer of-github-for-${tokenAudience(audience, ca)}`,
  );
});

it("sends the token of a command where the released workflow says, whatever the variable says", async () => {
  expect(await whoami(reach(withCommand(), variable({ server: "https://forged.acme.test", ca: "", audience: "" })))).toBe(
    "Bearer of-the-cloud",
  );
});

it.each<[string, string, RegExp]>([
  [
    "no cluster, as before the stack github was applied",
    JSON.stringify({}),
    /::error title=live::the variable DEPLOYMENT .* deploy the stack github/,
  ],
  [
    "an address without TLS",
    variable({ server: "http://127.0.0.1:1", ca, audience: "acme-live" }),
    /the address of the cluster is http:.*must begin with https:/,
  ],
  ["an authority that is no base64", variable({ server: "https://127.0.0.1:1", ca: "-----BEGIN", audience: "acme-live" }), /invalid input/],
])("refuses a variable with %s", (_, deployment, message) => {
  const refused = expect.objectContaining({
    status: 1,
    output: expect.arrayContaining([expect.stringMatching(message)]) as unknown,
  }) as Error;
  expect(() => reach({ kind: "oidc" }, deployment)).toThrow(refused);
});

it("is where Terraform's providers look for it", () => {
  const env = reach({ kind: "oidc" });
  expect(env["KUBE_CONFIG_PATH"]).toBe(env["KUBECONFIG"]);
});

it("runs a token command exactly as the stacks do", () => {
  const { users } = JSON.parse(readFileSync(reach(withCommand())["KUBECONFIG"] ?? "", "utf8")) as {
    users: readonly [{ user: { exec: { apiVersion: string; command: string; args: readonly string[] } } }];
  };
  const { json } = synth(
    (scope) => new ClusterProviders(scope, "cluster", { server: "https://acme.test", certificateAuthority: ca, tokenCommand: cloud }),
  );
  const { exec } = (json as unknown as { provider: { kubernetes: readonly [{ exec: readonly [object] }] } }).provider.kubernetes[0];
  const { apiVersion, command, args } = users[0].user.exec;
  expect(exec).toEqual([{ api_version: apiVersion, command, args }]);
});
