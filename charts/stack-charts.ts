/** The charts that a stack releases, with values that constructs write. The others belong to applications: the deploy workflow releases them. */
export const STACK_CHARTS = ["postgres", "gateway", "baseline"] as const;

export type StackChart = (typeof STACK_CHARTS)[number];
