/** The part of a synthesized stack (`cdk.tf.json`) that this needs. */
export interface SynthesizedStack {
  readonly resource: Readonly<Record<string, Readonly<Record<string, Attributes>>>>;
  readonly provider?: { readonly helm: readonly { readonly alias?: string; readonly helm_driver: string }[] };
}

export type Attributes = Readonly<Record<string, unknown>>;

/** One `kubernetes_*` resource as the API server takes it. */
export interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly labels?: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
  };
}

const RBAC = "rbac.authorization.k8s.io/v1";

/** Resource type → object, and the fields whose names the provider has in the singular. */
const KINDS: Readonly<Record<string, { apiVersion: string; kind: string; plural?: Readonly<Record<string, string>> }>> = {
  kubernetes_namespace_v1: { apiVersion: "v1", kind: "Namespace" },
  kubernetes_resource_quota_v1: { apiVersion: "v1", kind: "ResourceQuota" },
  kubernetes_limit_range_v1: { apiVersion: "v1", kind: "LimitRange", plural: { limit: "limits" } },
  kubernetes_service_account_v1: { apiVersion: "v1", kind: "ServiceAccount", plural: { image_pull_secret: "imagePullSecrets" } },
  kubernetes_default_service_account_v1: { apiVersion: "v1", kind: "ServiceAccount", plural: { image_pull_secret: "imagePullSecrets" } },
  kubernetes_network_policy_v1: { apiVersion: "networking.k8s.io/v1", kind: "NetworkPolicy" },
  kubernetes_role_v1: { apiVersion: RBAC, kind: "Role", plural: { rule: "rules" } },
  kubernetes_cluster_role_v1: { apiVersion: RBAC, kind: "ClusterRole", plural: { rule: "rules" } },
  kubernetes_role_binding_v1: { apiVersion: RBAC, kind: "RoleBinding", plural: { subject: "subjects" } },
  kubernetes_cluster_role_binding_v1: { apiVersion: RBAC, kind: "ClusterRoleBinding", plural: { subject: "subjects" } },
  kubernetes_config_map_v1: { apiVersion: "v1", kind: "ConfigMap" },
  kubernetes_secret_v1: { apiVersion: "v1", kind: "Secret" },
  kubernetes_service_v1: { apiVersion: "v1", kind: "Service", plural: { port: "ports" } },
  kubernetes_priority_class_v1: { apiVersion: "scheduling.k8s.io/v1", kind: "PriorityClass" },
};

/** Fields whose keys are data, not attribute names. */
const MAPS = new Set(["labels", "annotations", "match_labels", "hard", "default", "default_request", "max", "min", "data", "parameters"]);

/** Terraform's own arguments. */
const META_ARGUMENTS = new Set(["depends_on", "lifecycle", "provider", "for_each", "count"]);

/**
 * Every Kubernetes object of a stack, in the order in which it can be created.
 * @throws when a resource has a kind that is not known here, or a value that only Terraform could compute
 */
export function manifestsOf(stack: SynthesizedStack): Manifest[] {
  const manifests = Object.entries(stack.resource)
    .filter(([type]) => type.startsWith("kubernetes_"))
    .flatMap(([type, resources]) => Object.entries(resources).map(([id, attributes]) => manifestOf(type, id, attributes)));
  const order = ["Namespace", "ResourceQuota", "LimitRange", "ServiceAccount"];
  const rank = ({ kind }: Manifest) => (order.includes(kind) ? order.indexOf(kind) : order.length);
  return manifests.sort((a, b) => rank(a) - rank(b));
}

function manifestOf(type: string, id: string, attributes: Attributes): Manifest {
  const known = KINDS[type];
  if (known === undefined) throw new Error(`no Kubernetes kind known for ${type}.${id}; add it to KINDS`);
  const { apiVersion, kind, plural = {} } = known;
  const fields = Object.entries(attributes).filter(([name]) => name !== "//" && !META_ARGUMENTS.has(name));
  const manifest = {
    apiVersion,
    kind,
    ...Object.fromEntries(fields.map(([name, value]) => [plural[name] ?? camelCase(name), converted(value, name, plural)])),
  };
  const defaultAccount = type === "kubernetes_default_service_account_v1" ? { name: "default" } : {};
  const metadata = { ...defaultAccount, ...("metadata" in manifest ? (manifest.metadata as object) : {}) };
  return { ...manifest, metadata } as Manifest;
}

function converted(value: unknown, name: string, plural: Readonly<Record<string, string>>): unknown {
  // The provider takes a port as text, because it may be a name.
  if (typeof value === "string") return name === "port" && /^\d+$/.test(value) ? Number(value) : evaluated(value, name);
  if (Array.isArray(value)) return value.map((item) => converted(item, name, plural));
  if (value === null || typeof value !== "object") return value;
  const isMap = MAPS.has(name);
  const entries = Object.entries(value).filter(([, item]) => item !== undefined && item !== null);
  return Object.fromEntries(
    entries.map(([key, item]) => [
      isMap ? evaluated(key, name) : (plural[key] ?? camelCase(key)),
      converted(item, isMap ? "" : key, plural),
    ]),
  );
}

/** What Terraform makes of a string without references. */
export function evaluated(text: string, where: string): string {
  if (/(?<![$%])[$%]\{(?!"")/.test(text)) throw new Error(`${where}: "${text}" refers to another resource; names come from the catalog`);
  return text.replaceAll('${""}', "").replace(/([$%])\1\{/g, "$1{");
}

const camelCase = (name: string): string => name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
