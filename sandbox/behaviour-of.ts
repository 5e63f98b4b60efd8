import type { Behaviour } from "./behaviour/behaviour";
import { githubBehaviour } from "./behaviour/github";
import { helmBehaviour } from "./behaviour/helm";
import { kubernetesBehaviour } from "./behaviour/kubernetes";

const BEHAVIOURS: Readonly<Record<string, Behaviour>> = { ...githubBehaviour, ...helmBehaviour, ...kubernetesBehaviour };

/** Undefined for a type nobody has read up: it is then planned by its schema alone, and the plan says so. */
export const behaviourOf = (type: string): Behaviour | undefined => BEHAVIOURS[type];
