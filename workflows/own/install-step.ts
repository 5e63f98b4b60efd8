import type { RunStep } from "../engine/model";

/** Installs the packages of this repository, from its checkout. */
export const installStep: RunStep = { name: "Install", run: "npm ci --no-audit --no-fund\n" };
