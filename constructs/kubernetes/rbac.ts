/** The API group of roles, bindings and the users that bindings name. */
export const RBAC = "rbac.authorization.k8s.io";

/** A user, as the subject of a binding. */
export const userSubject = (name: string) => ({ apiGroup: RBAC, kind: "User", name });
