/** What callers of a product may do. Each role may do what those before it may; the services' scaffold enforces them per route. */
export const ROLES = ["reader", "writer", "admin"] as const;

export type RoleName = (typeof ROLES)[number];

/** Header in which the gateway puts a caller's groups: `rolesHeader` of the charts `gateway` and `baseline` has it as its default. */
export const ROLES_HEADER = "X-Roles";
