/** A database's generations: each restore makes the next one, in a Cluster and an archive of its own. */

/** Generations are counted from 1 and never reused. Two digits fit the longest name of a Cluster. */
export const GENERATION = /^[1-9]\d?$/;

export const databaseClusterName = (objectName: string, generation: number): string => `${objectName}-g${generation}`;

/** One WAL archive's life: a restored cluster must write under a new one. */
export const archiveGeneration = (objectName: string, major: number, generation: number): string =>
  `${objectName}-pg${major}-g${generation}`;
