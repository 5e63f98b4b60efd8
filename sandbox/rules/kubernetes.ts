import { failure } from "../diagnostics";
import { textAt } from "../values";
import type { Belongs, Change, Rule } from "./change";

/** Every cluster has these. https://kubernetes.io/docs/concepts/overview/working-with-objects/namespaces/#initial-namespaces */
const INITIAL = ["default", "kube-node-lease", "kube-public", "kube-system"];

const namespaceOf = (type: string, value: unknown): string => textAt(value, type === "helm_release" ? "namespace" : "metadata.namespace");

/** An object, or a release that does not create it, needs its namespace. */
const needsNamespace: Rule = (change) => {
  const { type, planned } = change;
  if (type !== "helm_release" && !type.startsWith("kubernetes_")) return undefined;
  const namespace = namespaceOf(type, planned);
  const creates = type === "helm_release" && textAt(planned, "create_namespace") === "true";
  if (namespace === "" || creates || INITIAL.includes(namespace) || exists(change, namespace)) return undefined;
  return failure(
    `${type}: namespaces "${namespace}" not found in ${change.place}`,
    "Refer to the namespace's resource (its metadata[0].name), so that it is created first.",
  );
};

const exists = ({ world, place }: Change, namespace: string): boolean =>
  ["kubernetes_namespace_v1", "kubernetes_namespace"].some((type) => world.get({ place, type, id: namespace }) !== undefined) ||
  world.all(place, "helm_release").some(([, release]) => release["create_namespace"] === true && release["namespace"] === namespace);

export const kubernetesRefusals: readonly Rule[] = [needsNamespace];

/** Deleting a namespace deletes everything in it, including Helm's releases, which are stored there. */
export const belongsInKubernetes: Belongs = (deleted, type, other) => {
  if (type !== "kubernetes_namespace_v1" && type !== "kubernetes_namespace") return false;
  const name = textAt(deleted, "metadata.name");
  return textAt(other, "metadata.namespace") === name || ("chart" in other && other["namespace"] === name);
};
