/** Set within a rehearsal: `sandbox` below `sigma sandbox`, `start` below `npm start`. */
export type RehearsalKind = "sandbox" | "start";

/** Whether stand-ins take the place of GitHub and the clusters. */
export const isRehearsal = (): boolean => process.env.SIGMA_REHEARSAL !== undefined;

/** The command that a message recommends. Within a rehearsal it is prefixed so that it stays in the rehearsal and changes nothing real. */
export function hint(command: string): string {
  const rehearsal = process.env.SIGMA_REHEARSAL as RehearsalKind | undefined;
  // `npm start` recreates its world and states each time, so there is nothing to fix in them.
  if (rehearsal === "start") return "npm start";
  return rehearsal === "sandbox" ? `npx sigma sandbox sigma ${command}` : `npx sigma ${command}`;
}
