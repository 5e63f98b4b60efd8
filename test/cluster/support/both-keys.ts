import type { ObjectMeta } from "./api-client";

/** The annotations with which the delete guard lets an object go. */
export const bothKeys = ({ name, uid }: ObjectMeta) => ({
  metadata: { annotations: { "delete-guard/name": name, "delete-guard/uid": uid } },
});

/** The same for a database Cluster, which must be fenced as well, so that nobody is connected to it. */
export const bothKeysAndFence = ({ name, uid }: ObjectMeta) => ({
  metadata: { annotations: { ...bothKeys({ name, uid }).metadata.annotations, "cnpg.io/fencedInstances": '["*"]' } },
});
