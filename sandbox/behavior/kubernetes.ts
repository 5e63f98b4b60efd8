import type { Behavior } from "./behavior";

type Particular = Pick<Behavior, "forceNew" | "defaults">;

const COMPUTED = { "metadata.name": "{metadata.generate_name}{#}", "metadata.generation": "1", "metadata.resource_version": "{#}" };

/** An object in a namespace: its name and namespace are its identity, so they cannot change. */
const namespaced = (source: string, { forceNew = [], defaults = {} }: Particular = {}): Behavior => ({
  source,
  id: "{metadata.namespace}/{metadata.name}",
  refusesExisting: true,
  forceNew: ["metadata.generate_name", "metadata.name", "metadata.namespace", ...forceNew],
  defaults: { "metadata.namespace": "default", ...defaults },
  computed: COMPUTED,
});

const clusterWide = (source: string, { forceNew = [], defaults = {} }: Particular = {}): Behavior => ({
  source,
  id: "{metadata.name}",
  refusesExisting: true,
  forceNew: ["metadata.generate_name", "metadata.name", ...forceNew],
  defaults,
  computed: COMPUTED,
});

/**
 * Read from the provider's own schema and code at v2.38.0: https://github.com/hashicorp/terraform-provider-kubernetes/tree/v2.38.0
 * `forceNew` and `defaults` are `ForceNew` and `Default` of the schema in each source; ids are made by `buildId` of kubernetes/structures.go.
 */
export const kubernetesBehavior: Readonly<Record<string, Behavior>> = {
  kubernetes_cluster_role: clusterWide("kubernetes/resource_kubernetes_cluster_role_v1.go"),
  kubernetes_cluster_role_binding: clusterWide("kubernetes/resource_kubernetes_cluster_role_binding_v1.go", {
    forceNew: ["role_ref.api_group", "role_ref.kind", "role_ref.name"],
    defaults: { "subject.namespace": "default" },
  }),
  kubernetes_cluster_role_binding_v1: clusterWide("kubernetes/resource_kubernetes_cluster_role_binding_v1.go", {
    forceNew: ["role_ref.api_group", "role_ref.kind", "role_ref.name"],
    defaults: { "subject.namespace": "default" },
  }),
  kubernetes_cluster_role_v1: clusterWide("kubernetes/resource_kubernetes_cluster_role_v1.go"),
  kubernetes_config_map: namespaced("kubernetes/resource_kubernetes_config_map_v1.go"),
  kubernetes_config_map_v1: namespaced("kubernetes/resource_kubernetes_config_map_v1.go"),
  // Kubernetes makes the account itself: creating takes it over.
  kubernetes_default_service_account_v1: {
    ...namespaced("kubernetes/resource_kubernetes_default_service_account_v1.go", {
      defaults: { "metadata.name": "default", automount_service_account_token: true },
    }),
    refusesExisting: false,
  },
  kubernetes_endpoints_v1: namespaced("kubernetes/resource_kubernetes_endpoints_v1.go", { defaults: { "subset.port.protocol": "TCP" } }),
  kubernetes_ingress_class_v1: clusterWide("kubernetes/resource_kubernetes_ingress_class_v1.go"),
  kubernetes_ingress_v1: namespaced("kubernetes/resource_kubernetes_ingress_v1.go", {
    defaults: { "spec.rule.http.path.path_type": "ImplementationSpecific" },
  }),
  kubernetes_limit_range: namespaced("kubernetes/resource_kubernetes_limit_range_v1.go"),
  kubernetes_limit_range_v1: namespaced("kubernetes/resource_kubernetes_limit_range_v1.go"),
  kubernetes_namespace: clusterWide("kubernetes/resource_kubernetes_namespace_v1.go", {
    defaults: { wait_for_default_service_account: false },
  }),
  kubernetes_namespace_v1: clusterWide("kubernetes/resource_kubernetes_namespace_v1.go", {
    defaults: { wait_for_default_service_account: false },
  }),
  kubernetes_network_policy: namespaced("kubernetes/resource_kubernetes_network_policy_v1.go", {
    defaults: { "spec.egress.ports.protocol": "TCP", "spec.ingress.ports.protocol": "TCP" },
  }),
  kubernetes_network_policy_v1: namespaced("kubernetes/resource_kubernetes_network_policy_v1.go", {
    defaults: { "spec.egress.ports.protocol": "TCP", "spec.ingress.ports.protocol": "TCP" },
  }),
  kubernetes_persistent_volume_claim_v1: namespaced("kubernetes/resource_kubernetes_persistent_volume_claim_v1.go", {
    forceNew: [
      "spec.access_modes",
      "spec.resources.limits",
      "spec.selector",
      "spec.selector.match_expressions",
      "spec.selector.match_expressions.key",
      "spec.selector.match_expressions.operator",
      "spec.selector.match_expressions.values",
      "spec.selector.match_labels",
      "spec.storage_class_name",
      "spec.volume_mode",
      "spec.volume_name",
    ],
    defaults: { wait_until_bound: true },
  }),
  kubernetes_pod_disruption_budget_v1: namespaced("kubernetes/resource_kubernetes_pod_disruption_budget_v1.go", {
    forceNew: [
      "spec",
      "spec.max_unavailable",
      "spec.min_available",
      "spec.selector",
      "spec.selector.match_expressions",
      "spec.selector.match_expressions.key",
      "spec.selector.match_expressions.operator",
      "spec.selector.match_expressions.values",
      "spec.selector.match_labels",
    ],
  }),
  kubernetes_priority_class_v1: clusterWide("kubernetes/resource_kubernetes_priority_class_v1.go", {
    forceNew: ["preemption_policy", "value"],
    defaults: { global_default: false, preemption_policy: "PreemptLowerPriority" },
  }),
  kubernetes_resource_quota: namespaced("kubernetes/resource_kubernetes_resource_quota_v1.go", { forceNew: ["spec.scopes"] }),
  kubernetes_resource_quota_v1: namespaced("kubernetes/resource_kubernetes_resource_quota_v1.go", { forceNew: ["spec.scopes"] }),
  kubernetes_role: namespaced("kubernetes/resource_kubernetes_role_v1.go"),
  kubernetes_role_binding: namespaced("kubernetes/resource_kubernetes_role_binding_v1.go", {
    forceNew: ["role_ref.api_group", "role_ref.kind", "role_ref.name"],
    defaults: { "subject.namespace": "default" },
  }),
  kubernetes_role_binding_v1: namespaced("kubernetes/resource_kubernetes_role_binding_v1.go", {
    forceNew: ["role_ref.api_group", "role_ref.kind", "role_ref.name"],
    defaults: { "subject.namespace": "default" },
  }),
  kubernetes_role_v1: namespaced("kubernetes/resource_kubernetes_role_v1.go"),
  kubernetes_runtime_class_v1: clusterWide("kubernetes/resource_kubernetes_runtime_class_v1.go", { forceNew: ["handler"] }),
  kubernetes_secret: namespaced("kubernetes/resource_kubernetes_secret_v1.go", {
    forceNew: ["type"],
    defaults: { type: "Opaque", wait_for_service_account_token: true },
  }),
  kubernetes_secret_v1: namespaced("kubernetes/resource_kubernetes_secret_v1.go", {
    forceNew: ["type"],
    defaults: { type: "Opaque", wait_for_service_account_token: true },
  }),
  kubernetes_service_account: namespaced("kubernetes/resource_kubernetes_service_account_v1.go", {
    defaults: { automount_service_account_token: true },
  }),
  kubernetes_service_account_v1: namespaced("kubernetes/resource_kubernetes_service_account_v1.go", {
    defaults: { automount_service_account_token: true },
  }),
  kubernetes_service_v1: namespaced("kubernetes/resource_kubernetes_service_v1.go", {
    forceNew: ["spec.cluster_ip", "spec.cluster_ips", "spec.health_check_node_port", "spec.load_balancer_class"],
    defaults: {
      "spec.allocate_load_balancer_node_ports": true,
      "spec.port.protocol": "TCP",
      "spec.publish_not_ready_addresses": false,
      "spec.session_affinity": "None",
      "spec.type": "ClusterIP",
      wait_for_load_balancer: true,
    },
  }),
  kubernetes_storage_class_v1: clusterWide("kubernetes/resource_kubernetes_storage_class_v1.go", {
    forceNew: ["allowed_topologies", "mount_options", "parameters", "storage_provisioner", "volume_binding_mode"],
    defaults: { allow_volume_expansion: true, reclaim_policy: "Delete", volume_binding_mode: "Immediate" },
  }),
  kubernetes_validating_webhook_configuration_v1: clusterWide("kubernetes/resource_kubernetes_validating_webhook_configuration_v1.go", {
    defaults: {
      "webhook.client_config.service.port": 443,
      "webhook.failure_policy": "Fail",
      "webhook.match_policy": "Equivalent",
      "webhook.rule.scope": "*",
      "webhook.timeout_seconds": 10,
    },
  }),
};
