import type { Diagnostic } from "../protocol";
import type { ObjectValue, Value } from "../values";
import type { Attributes, World } from "../world";

/** One thing that Terraform is about to create or update. */
export interface Change {
  readonly world: World;
  readonly place: string;
  /** The provider's configuration. */
  readonly configuration: ObjectValue;
  readonly type: string;
  readonly prior: Value;
  readonly planned: Value;
}

/** What a service says to a change: nothing, or why it refuses, or what it does differently. */
export type Rule = (change: Change) => Diagnostic | undefined;

/** What an object that is being deleted takes with it: true for everything that belongs to it. */
export type Belongs = (deleted: Attributes, type: string, other: Attributes) => boolean;
