import type { Family } from "../family";
import type { Path } from "../position";

/**
 * How much an edit matters to people.
 * refused: the cluster would refuse it, half-way through. danger: data, access, reachability or control is lost. restart: something that serves
 * restarts. notice: people notice it in another way. quiet: nobody notices.
 */
export type Weight = "refused" | "danger" | "restart" | "notice" | "quiet";

/** Worst first. */
export const WEIGHTS: readonly Weight[] = ["refused", "danger", "restart", "notice", "quiet"];

/** What an edit does, in a sentence that begins where `field before → after:` ends. */
export interface Told {
  readonly weight: Weight;
  readonly text: string;
  /** Of a danger: the plan names the resources that go, and each must be named; otherwise the edit itself must. */
  readonly namedByAddress?: boolean;
}

/**
 * The stacks that a field reaches. clusters: the environment that the field belongs to, or every environment. scaffold: no resource; the plan of
 * `github` says so, because it concerns what is in the repositories.
 */
export type Reach = "github" | "clusters" | "everywhere" | "scaffold";

/** One changed value of the catalog, as people wrote it. */
export interface Edit {
  readonly path: Path;
  /** The keys on the way whose names people chose: `{ product: "shop", environment: "live" }`. */
  readonly names: Readonly<Record<string, string>>;
  /** Undefined where the catalog does not write it. */
  readonly before: unknown;
  readonly after: unknown;
  /** Another value of the catalog, as it was and as it is. */
  readonly was: (...path: Path) => unknown;
  readonly is: (...path: Path) => unknown;
  /** The catalog as it is, resolved. */
  readonly family: Family;
  /** Whose plan tells of it. */
  readonly stack: string;
}

/** What a change of one field means. */
export interface Consequence {
  readonly reach: Reach;
  readonly says: (edit: Edit) => Told;
  /** A map that is one thing: a change inside it is a change of all of it. */
  readonly whole?: boolean;
  /** Whether an edit of the field concerns the stack that it reaches. @default - it does */
  readonly concerns?: (edit: Edit) => boolean;
}

/** Consequences by field: keys from the top of the catalog, `<name>` for a key that people choose. */
export type Consequences = Readonly<Record<string, Consequence>>;

export const danger = (text: string): Told => ({ weight: "danger", text });
/** A danger whose resources are guarded themselves. */
export const removal = (text: string): Told => ({ weight: "danger", text, namedByAddress: true });
export const refused = (text: string): Told => ({ weight: "refused", text });
export const restart = (text: string): Told => ({ weight: "restart", text });
export const notice = (text: string): Told => ({ weight: "notice", text });
export const quiet = (text: string): Told => ({ weight: "quiet", text });

type Says = Told | Consequence["says"];

/** A consequence that is always the same, or that the edit decides. */
export const field = (reach: Reach, says: Says): Consequence => ({ reach, says: typeof says === "function" ? says : () => says });
export const whole = (reach: Reach, says: Says): Consequence => ({ ...field(reach, says), whole: true });

/** Names that a list gained and lost. */
export function listed({ before, after }: Edit): { readonly gained: readonly string[]; readonly lost: readonly string[] } {
  const [from, to] = [before, after].map((value) => (Array.isArray(value) ? value.map(String) : []));
  return { gained: (to ?? []).filter((name) => !from?.includes(name)), lost: (from ?? []).filter((name) => !to?.includes(name)) };
}

/** A value of the catalog in a sentence: a text as it is, anything else as JSON. */
export const shown = (value: unknown): string => (typeof value === "string" ? value : JSON.stringify(value ?? null));

const UNITS: Readonly<Record<string, number>> = { Mi: 2 ** 20, Gi: 2 ** 30, Ti: 2 ** 40, m: 0.001 };

/** A quantity of Kubernetes as a number, to compare two: `500m`, `2Gi`. Undefined where nothing is written. */
export function amount(quantity: unknown): number | undefined {
  const [, count, unit = ""] = /^(\d+)([A-Z]?[a-z]?)$/.exec(String(quantity)) ?? [];
  return count === undefined ? undefined : Number(count) * (UNITS[unit] ?? 1);
}

/** `lab, sim and 3 more`; `none`. */
export function some(names: readonly string[]): string {
  const shown = names.slice(0, 5).join(", ");
  return names.length > 5 ? `${shown} and ${names.length - 5} more` : shown || "none";
}
