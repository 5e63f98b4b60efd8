import type { ObjectMeta } from "./api-client";

/** The annotations with which the delete guard lets an object go. */
export const bothKeys = ({ name, uid }: ObjectMeta) => ({
  metadata: { annotations: { "delete-guard/name": name, "delete-guard/uid": uid } },
});
