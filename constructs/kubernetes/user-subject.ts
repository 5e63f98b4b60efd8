/** A user, as the subject of a binding. */
export const userSubject = (name: string) => ({ apiGroup: "rbac.authorization.k8s.io", kind: "User", name });
