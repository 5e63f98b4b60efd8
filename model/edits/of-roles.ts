import { ROLES } from "../../contract/roles";
import { danger, type Edit, notice, some, type Told } from "./consequence";

const NEXT = "from the API's next release";

/** What an edit of a product's roles means for the members of the groups. Access is lost by a smaller role, not by a move to a greater one. */
export function roles({ before, after }: Edit): Told {
  const [from, to] = [rankOf(before), rankOf(after)];
  if (after === undefined) return danger(`${NEXT} whoever the gateway lets in may do everything, reading the audit log included`);
  if (before === undefined) return danger(`${NEXT} it answers 403 to everybody but members of ${some([...to].map(named))}`);
  const groups = [...new Set([...from.keys(), ...to.keys()])];
  const changed = (by: (difference: number) => boolean): string =>
    some(
      groups
        .filter((group) => by((to.get(group) ?? NONE) - (from.get(group) ?? NONE)))
        .map((group) => named([group, to.get(group) ?? NONE])),
    );
  const [less, more] = [changed((difference) => difference < 0), changed((difference) => difference > 0)];
  const gained = `members of ${more} may do more`;
  return less === "none"
    ? notice(`${NEXT} ${gained}`)
    : danger(`${NEXT} members of ${less} may do less${more === "none" ? "" : `; ${gained}`}`);
}

const NONE = -1;

/** The place of each group's role in the order of roles. */
const rankOf = (roles: unknown): ReadonlyMap<string, number> =>
  new Map(
    ROLES.flatMap((role, rank) =>
      ((roles as Partial<Record<string, readonly string[]>> | undefined)?.[role] ?? []).map((group) => [group, rank] as const),
    ),
  );

const named = ([group, rank]: readonly [string, number]): string => `${group} (${ROLES[rank] ?? "no role"})`;
