import type { ObjectValue, Value } from "../values";

/**
 * What a resource type does that its schema cannot tell. Paths are attribute names joined by dots; a step through a list or set means each of its elements.
 * Templates take values by path in braces: `{repository}:{environment}`; besides `{#}` is a number not used before, `{owner}` the GitHub organization.
 */
export interface Behavior {
  /** File of the provider's repository that was read, at the pinned version. */
  readonly source: string;
  /** A change of one of these replaces the resource. */
  readonly forceNew?: readonly string[];
  /** Values of attributes that the configuration leaves out. */
  readonly defaults?: Readonly<Record<string, string | number | boolean>>;
  /** Template of the resource's id. */
  readonly id: string;
  /** Template of what tells two objects apart, where the id does not. @default the resource's id */
  readonly key?: string;
  /** Templates of the ids that `terraform import` takes. @default the resource's id */
  readonly importId?: string;
  /** Computed attributes, by template or by function; every other one gets an invented value of its type. */
  readonly computed?: Readonly<Record<string, string | ((object: ObjectValue) => Value)>>;
  /** Computed attributes that any update makes unknown. */
  readonly recomputed?: readonly string[];
  /** Computed attributes that a change of an attribute makes unknown. */
  readonly recomputedWith?: Readonly<Record<string, readonly string[]>>;
  /** Template of a name that no two objects share, for types whose id is a number. */
  readonly unique?: string;
  /** Creating over an existing object is refused, as the service does; otherwise it takes the object over. */
  readonly refusesExisting?: boolean;
}
