import type { RunStep } from "../engine/model";

/** Installs what the CLI of this repository needs, from its checkout. No install script runs beside an identity, and nothing that only tests need is there. */
export const installStep: RunStep = { name: "Install", run: "npm ci --ignore-scripts --omit=dev --no-audit --no-fund\n" };
