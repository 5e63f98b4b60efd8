import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import type { Environment } from "../../model/family";
import { contextOf, kubeconfigFiles } from "./kubeconfig";

/** What kubectl said. */
export interface Answer {
  readonly ok: boolean;
  readonly stdout: string;
  readonly stderr: string;
}

export type Kubectl = (...args: readonly string[]) => Promise<Answer>;

/** kubectl is not installed, or there is no identity that it could take. */
export class NoKubectl extends Error {
  override readonly name = "NoKubectl";
}

/**
 * Runs something with a kubectl that signs in to an environment's cluster as Terraform's providers do: address and authority come from the catalog,
 * the user from the token command or the kubeconfig's context.
 * @throws NoKubectl
 */
export async function withKubectl<T>(environment: Environment, run: (kubectl: Kubectl) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), "sigma-kubectl-"));
  try {
    const identity = identityOf(environment, folder);
    return await run((...args) => kubectl([...identity.args, "--request-timeout", "30s", ...args], identity.env));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Identity {
  readonly args: readonly string[];
  readonly env: NodeJS.ProcessEnv;
}

function identityOf(environment: Environment, folder: string): Identity {
  const { server, ca, access } = environment.cluster;
  if (access.kind === "exec") {
    const [command, ...args] = access.command;
    const exec = { apiVersion: "client.authentication.k8s.io/v1beta1", interactiveMode: "Never", command, args };
    const file = join(folder, "kubeconfig");
    // JSON is YAML. It holds no token: whoever uses it runs the command.
    writeFileSync(
      file,
      JSON.stringify({
        apiVersion: "v1",
        kind: "Config",
        "current-context": "sigma",
        clusters: [{ name: "sigma", cluster: { server, "certificate-authority-data": ca } }],
        users: [{ name: "sigma", user: { exec } }],
        contexts: [{ name: "sigma", context: { cluster: "sigma", user: "sigma" } }],
      }),
      { mode: 0o600 },
    );
    return { args: ["--kubeconfig", file], env: process.env };
  }
  const files = kubeconfigFiles();
  if (files.length === 0) throw new NoKubectl("no kubeconfig is named in KUBE_CONFIG_PATH");
  const authority = join(folder, "ca.pem");
  writeFileSync(authority, Buffer.from(ca, "base64"));
  const context = contextOf(environment);
  return {
    args: [...(context === null ? [] : ["--context", context]), "--server", server, "--certificate-authority", authority],
    env: { ...process.env, KUBECONFIG: files.join(delimiter) },
  };
}

const kubectl = (args: readonly string[], env: NodeJS.ProcessEnv): Promise<Answer> =>
  new Promise((resolve, reject) => {
    execFile("kubectl", args, { env, maxBuffer: 64 * 1024 * 1024 }, (error, stdout, stderr) => {
      if ((error as NodeJS.ErrnoException | null)?.code === "ENOENT") reject(new NoKubectl("kubectl is not installed"));
      else resolve({ ok: error === null, stdout, stderr: stderr.trim() });
    });
  });
