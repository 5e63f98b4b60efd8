import { ROLES } from "../../contract/roles";
import { finding } from "../problem";
import type { Check } from "./check";

/** Whoever reads the entry sees at once what a group may do: each stands in one role, and some role is named. */
export const checkRoles: Check = {
  name: "roles",
  waivable: false,
  run: ({ products }) =>
    Object.values(products).flatMap((product) => {
      const { roles } = product;
      if (roles === null) return [];
      const named = ROLES.flatMap((role) => roles[role].map((group, index) => ({ role, group, index })));
      if (named.length === 0)
        return [
          finding(
            product.at("roles"),
            "nobody has a role, so the API would refuse everybody; name the groups of reader, writer or admin, or remove roles",
          ),
        ];
      return named.flatMap(({ role, group, index }, place) => {
        const first = named.slice(0, place).find((other) => other.group === group);
        if (first === undefined) return [];
        const keep =
          first.role === role ? "keep one" : `${role} may do all that ${first.role} may; keep it in ${role}, or in ${first.role} alone`;
        return [finding(product.at("roles", role, index), `"${group}" stands in ${first.role} already; ${keep}`)];
      });
    }),
};
