import { execFile, execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { ClusterProviders } from "../../constructs/kubernetes/cluster-providers";
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

/** Runs the step as emitted; the environment that it leaves to the steps behind it. */
function reach(access: ClusterAccess["access"]): NodeJS.ProcessEnv {
  const { env = {}, run } = clusterAccess({ server: `https://127.0.0.1:${api.port}`, ca, audience: "acme-live", access }, "default");
  const runner = mkdtempSync(join(home, "runner-"));
  const file = join(runner, "env");
  writeFileSync(file, "");
  const job = {
    ...process.env,
    RUNNER_TEMP: runner,
    GITHUB_ENV: file,
    ACTIONS_ID_TOKEN_REQUEST_URL: `http://127.0.0.1:${github.port}/token?api-version=2.0`,
    ACTIONS_ID_TOKEN_REQUEST_TOKEN: "request-token",
  };
  execFileSync("bash", ["--noprofile", "--norc", "-eo", "pipefail", "-c", run], { env: { ...job, ...env } });
  const left = readFileSync(file, "utf8").trim().split("\n");
  return Object.assign({}, job, ...left.map((line) => ({ [line.split("=")[0] ?? ""]: line.split("=")[1] }))) as NodeJS.ProcessEnv;
}

it.each<[string, ClusterAccess["access"], string]>([
  ["GitHub's token", { kind: "oidc", command: [] }, "Bearer of-github-for-acme-live"],
  ["the token of a cloud's command", { kind: "exec", command: cloud }, "Bearer of-the-cloud"],
])("lets a job in with %s", async (_, access, authorization) => {
  const { stdout } = await promisify(execFile)(tool("kubectl"), ["get", "--raw", "/whoami"], { env: reach(access) });
  expect(stdout).toBe(authorization);
});

it("is where Terraform's providers look for it", () => {
  const env = reach({ kind: "oidc", command: [] });
  expect(env["KUBE_CONFIG_PATH"]).toBe(env["KUBECONFIG"]);
});

it("runs a token command exactly as the stacks do", () => {
  const { users } = JSON.parse(readFileSync(reach({ kind: "exec", command: cloud })["KUBECONFIG"] ?? "", "utf8")) as {
    users: readonly [{ user: { exec: { apiVersion: string; command: string; args: readonly string[] } } }];
  };
  const { json } = synth(
    (scope) => new ClusterProviders(scope, "cluster", { server: "https://acme.test", certificateAuthority: ca, tokenCommand: cloud }),
  );
  const { exec } = (json as unknown as { provider: { kubernetes: readonly [{ exec: readonly [object] }] } }).provider.kubernetes[0];
  const { apiVersion, command, args } = users[0].user.exec;
  expect(exec).toEqual([{ api_version: apiVersion, command, args }]);
});
