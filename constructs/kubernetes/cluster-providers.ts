import { HelmProvider } from "@cdktf/provider-helm/lib/provider";
import { KubernetesProvider } from "@cdktf/provider-kubernetes/lib/provider";
import { Construct } from "constructs";
import { literal } from "../literal";

export interface ClusterProvidersProps {
  /** `https://…`, the address of the API server. */
  readonly server: string;
  /** Its certificate authority, PEM in base64. */
  readonly certificateAuthority: string;
  /**
   * Who Terraform is. exec: the command prints a token, as a kubeconfig's exec plugin does. oidc: the user of this name in the kubeconfig
   * that `KUBE_CONFIG_PATH` names; a workflow writes one that fetches GitHub's token, a person has one of their own.
   */
  readonly access: { readonly kind: "exec"; readonly command: readonly string[] } | { readonly kind: "oidc"; readonly user: string };
}

/**
 * The connections to one cluster. Address and certificate authority are the catalog's in any case, so that nobody's current context can
 * lead a deploy to another cluster; who somebody is comes from outside and is in no file.
 */
export class ClusterProviders extends Construct {
  /** For releases whose manifests hold generated passwords: Helm keeps them in Secrets. All others are kept in ConfigMaps. */
  readonly secretReleases: HelmProvider;

  constructor(scope: Construct, id: string, props: ClusterProvidersProps) {
    super(scope, id);
    const cluster = {
      host: literal(props.server),
      clusterCaCertificate: literal(Buffer.from(props.certificateAuthority, "base64").toString("utf8")),
    };
    const { access } = props;
    const user = access.kind === "oidc" ? { configContextAuthInfo: literal(access.user) } : {};
    const exec = access.kind === "exec" ? execPlugin(access.command) : null;
    new KubernetesProvider(this, "kubernetes", { ...cluster, ...user, ...(exec && { exec: [exec] }) });
    const kubernetes = { ...cluster, ...user, ...(exec && { exec }) };
    new HelmProvider(this, "helm", { kubernetes, helmDriver: "configmap" });
    this.secretReleases = new HelmProvider(this, "helm-secret", { kubernetes, helmDriver: "secret", alias: "secret" });
  }
}

function execPlugin([command, ...args]: readonly string[]) {
  if (command === undefined) {
    throw new Error("access exec names no command; write the command that prints a token, as in a kubeconfig's exec plugin");
  }
  // The version that the token commands of all large clouds speak.
  return { apiVersion: "client.authentication.k8s.io/v1beta1", command: literal(command), args: args.map(literal) };
}
