/** `1 problem`, `2 problems`; with a plural of its own `2 repositories`. */
export const counted = (count: number | bigint, thing: string, things = `${thing}s`): string =>
  `${count} ${Number(count) === 1 ? thing : things}`;
