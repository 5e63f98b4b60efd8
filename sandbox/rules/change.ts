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

/** A rule of a service: returns nothing, or a refusal, or a warning about what the service does differently. */
export type Rule = (change: Change) => Diagnostic | undefined;

/** Whether an object is deleted together with another one. */
export type Belongs = (deleted: Attributes, type: string, other: Attributes) => boolean;
