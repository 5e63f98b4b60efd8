import type { Diagnostic } from "./protocol";
import type { ObjectValue, Value } from "./values";
import type { Location, World } from "./world";

export interface Change {
  readonly world: World;
  readonly place: string;
  readonly configuration: ObjectValue;
  readonly type: string;
  readonly prior: Value;
  readonly planned: Value;
}

export const refusalOf = (_change: Change): Diagnostic | undefined => undefined;
export const warningsOf = (_change: Change): Diagnostic[] => [];
export const consequencesOf = (_world: World, _location: Location, _prior: Value): Location[] => [];
