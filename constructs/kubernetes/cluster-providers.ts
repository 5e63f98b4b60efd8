import { HelmProvider } from "@cdktf/provider-helm/lib/provider";
import { KubernetesProvider } from "@cdktf/provider-kubernetes/lib/provider";
import { Construct } from "constructs";
import { literal } from "../literal";

export interface ClusterProvidersProps {
  /** `https://…`, the address of the API server. */
  readonly server: string;
  /** Its certificate authority, PEM in base64. */
  readonly certificateAuthority: string;
  /** Context of the kubeconfig whose user this is. @default - the current one */
  readonly context?: string | null;
  /** The command that prints a token, as a kubeconfig's exec plugin; null to be the user of the kubeconfig's context. */
  readonly tokenCommand: readonly string[] | null;
}

/**
 * The connections to one cluster. Address and certificate authority are the catalog's, so that nobody's current context can lead a deploy to
 * another cluster. The identity comes from outside and is in no file: from the command, or from the kubeconfig that `KUBE_CONFIG_PATH`
 * names, there of the catalog's context, or where it names none, of the current one or the one that `KUBE_CTX` names.
 */
export class ClusterProviders extends Construct {
  /** For releases whose manifests hold generated passwords: Helm keeps them in Secrets. All others are kept in ConfigMaps. */
  readonly secretReleases: HelmProvider;

  constructor(scope: Construct, id: string, props: ClusterProvidersProps) {
    super(scope, id);
    const cluster = {
      host: literal(props.server),
      clusterCaCertificate: literal(Buffer.from(props.certificateAuthority, "base64").toString("utf8")),
      // Without a kubeconfig the providers leave it aside.
      ...(typeof props.context === "string" && { configContext: literal(props.context) }),
    };
    const exec = props.tokenCommand && execPlugin(props.tokenCommand);
    new KubernetesProvider(this, "kubernetes", { ...cluster, ...(exec && { exec: [exec] }) });
    const kubernetes = { ...cluster, ...(exec && { exec }) };
    new HelmProvider(this, "helm", { kubernetes, helmDriver: "configmap" });
    this.secretReleases = new HelmProvider(this, "helm-secret", { kubernetes, helmDriver: "secret", alias: "secret" });
  }
}

function execPlugin([command, ...args]: readonly string[]) {
  if (command === undefined) {
    throw new Error("the token command is empty; write the command that prints a token, as in a kubeconfig's exec plugin");
  }
  // The version that the token commands of all large clouds speak.
  return { apiVersion: "client.authentication.k8s.io/v1beta1", command: literal(command), args: args.map(literal) };
}
