/** Set within a rehearsal: `sandbox` below `sigma sandbox`, `start` below `npm start`. */
export type RehearsalKind = "sandbox" | "start";

/** The command that a message tells the reader to run. Within a rehearsal it stays in the rehearsal: the same words would plan or change the real thing. */
export function hint(command: string): string {
  const rehearsal = process.env.SIGMA_REHEARSAL as RehearsalKind | undefined;
  // Its world and its states are made anew each time, so there is nothing to mend in them.
  if (rehearsal === "start") return "npm start";
  return rehearsal === "sandbox" ? `npx sigma sandbox sigma ${command}` : `npx sigma ${command}`;
}
