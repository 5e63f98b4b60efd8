import type { Behavior } from "./behavior/behavior";
import { githubBehavior } from "./behavior/github";
import { helmBehavior } from "./behavior/helm";
import { kubernetesBehavior } from "./behavior/kubernetes";

const BEHAVIORS: Readonly<Record<string, Behavior>> = { ...githubBehavior, ...helmBehavior, ...kubernetesBehavior };

/** Undefined for a type nobody has read up: it is then planned by its schema alone, and the plan says so. */
export const behaviorOf = (type: string): Behavior | undefined => BEHAVIORS[type];
