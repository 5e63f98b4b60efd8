/** A database's generations: each restore makes the next one, in a Cluster and an archive of its own. */

/** Generations are counted from 1 and never reused. Two digits fit the longest name of a Cluster. */
export const GENERATION = /^[1-9]\d?$/;

export const databaseClusterName = (objectName: string, generation: number): string => `${objectName}-g${generation}`;

/** Name of a generation's WAL archive. A restored cluster must write to a new one. */
export const archiveGeneration = (objectName: string, major: number, generation: number): string =>
  `${objectName}-pg${major}-g${generation}`;

/** The generation whose Cluster or archive has this name; null when it is no name of this database's. */
export function generationOf(objectName: string, name: string): number | null {
  const own = name.startsWith(objectName) ? name.slice(objectName.length) : "";
  const generation = /^(?:-pg\d+)?-g(\d+)$/.exec(own)?.[1];
  return generation === undefined ? null : Number(generation);
}
