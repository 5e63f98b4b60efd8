import { existsSync, readFileSync } from "node:fs";
import { delimiter } from "node:path";
import { parse } from "yaml";
import { z } from "zod";
import { list } from "../../model/problem";
import type { Environment } from "../../model/family";
import { UserError } from "../user-error";

/** Identities that Terraform's providers take from the environment instead of a kubeconfig's. https://registry.terraform.io/providers/hashicorp/kubernetes/2.38.0/docs#argument-reference */
const OTHER_IDENTITIES = ["KUBE_TOKEN", "KUBE_CLIENT_CERT_DATA", "KUBE_USER"];

const kubeconfig = z.object({ contexts: z.array(z.object({ name: z.string() })).nullish() });

/** The files of the kubeconfig that Terraform's providers read; none when the environment names none. They do not read `KUBECONFIG`. */
export function kubeconfigFiles(environment: NodeJS.ProcessEnv = process.env): readonly string[] {
  const { KUBE_CONFIG_PATH: one, KUBE_CONFIG_PATHS: several } = environment;
  if (one) return [one];
  return (several ?? "").split(delimiter).filter(Boolean);
}

/** The context that is taken for an environment; null for the kubeconfig's current one. */
export const contextOf = ({ cluster }: Environment): string | null => cluster.context ?? process.env.KUBE_CTX ?? null;

/**
 * Why there is no identity for a cluster, and what to do; null when there is one. With a kubeconfig that is not there the provider asks
 * `http://localhost`, with none it is `system:anonymous`, and a first plan succeeds in both cases.
 */
export function missingIdentity(environment: Environment): string | null {
  const { name, cluster } = environment;
  if (cluster.access.kind === "exec") return null;
  const files = kubeconfigFiles();
  if (files.length === 0) {
    if (OTHER_IDENTITIES.some((variable) => process.env[variable])) return null;
    return `${name}: there is no identity for the cluster; name the kubeconfig that has one: export KUBE_CONFIG_PATH=~/.kube/config. Without a cluster, rehearse: npx sigma sandbox sigma plan`;
  }
  const missing = files.filter((file) => !existsSync(file));
  if (missing.length > 0)
    return `${name}: ${missing.join(", ")} is not there; name a kubeconfig that is: export KUBE_CONFIG_PATH=~/.kube/config`;
  const known = files.flatMap(contextsIn);
  const context = contextOf(environment);
  if (context === null || known.includes(context)) return null;
  const place =
    cluster.context === null ? "KUBE_CTX" : `${environment.at("cluster", "context").file}:${environment.at("cluster", "context").line}`;
  return `${name}: the kubeconfig has no context "${context}" (${place}); contexts: ${list(known)}. Take one of them, or add it: kubectl config set-context "${context}" …`;
}

/** @throws UserError when the file is no YAML */
function contextsIn(file: string): readonly string[] {
  let content: unknown;
  try {
    content = parse(readFileSync(file, "utf8"));
  } catch (error) {
    throw new UserError(`${file} is no kubeconfig: ${error instanceof Error ? (error.message.split("\n")[0] ?? "") : String(error)}`);
  }
  return (kubeconfig.safeParse(content).data?.contexts ?? []).map(({ name }) => name);
}
