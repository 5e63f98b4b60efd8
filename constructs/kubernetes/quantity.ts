/**
 * Arithmetic on Kubernetes quantities; results are in canonical form. The API server stores the canonical form ("2", not "2000m"; "1Gi", not
 * "1024Mi"), so any other would come back as drift in every plan. https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/
 */
export interface Quantity {
  readonly kind: "cpu" | "bytes";
  /** Thousandths of a CPU, or bytes. */
  readonly amount: bigint;
}

const BINARY = ["", "Ki", "Mi", "Gi", "Ti", "Pi"] as const;

/** `500m`, `2`, `1.5`. */
export function cpu(text: string): Quantity {
  const match = /^(\d+)(?:\.(\d{1,3}))?(m?)$/.exec(text);
  if (match === null || (match[3] === "m" && match[2] !== undefined)) {
    throw new Error(`CPU quantity "${text}" is not of the form 500m, 2 or 1.5: write it so`);
  }
  const [, whole = "0", fraction = "", milli] = match;
  return { kind: "cpu", amount: milli === "m" ? BigInt(whole) : BigInt(whole) * 1000n + BigInt(fraction.padEnd(3, "0")) };
}

/** `512Mi`, `20Gi`. A number without unit is refused: `20` would mean 20 bytes. */
export function bytes(text: string): Quantity {
  const match = /^(\d+)(Ki|Mi|Gi|Ti|Pi)$/.exec(text);
  if (match === null) {
    throw new Error(`quantity "${text}" is not a whole number with Ki, Mi, Gi, Ti or Pi: write it as 20Gi`);
  }
  const [, number = "0", unit = "Ki"] = match;
  return { kind: "bytes", amount: BigInt(number) << (10n * BigInt(BINARY.findIndex((name) => name === unit))) };
}

export const times = ({ kind, amount }: Quantity, factor: number): Quantity => ({ kind, amount: amount * BigInt(factor) });

/** The sum of quantities of one kind; at least one. */
export const plus = (first: Quantity, ...others: readonly Quantity[]): Quantity => ({
  kind: first.kind,
  amount: others.reduce((sum, { amount }) => sum + amount, first.amount),
});

/** The canonical form: the largest unit that leaves a whole number. */
export function canonical({ kind, amount }: Quantity): string {
  if (kind === "cpu") {
    return amount % 1000n === 0n ? String(amount / 1000n) : `${String(amount)}m`;
  }
  let [rest, unit] = [amount, 0];
  while (rest !== 0n && rest % 1024n === 0n && unit < BINARY.length - 1) {
    rest /= 1024n;
    unit += 1;
  }
  return `${String(rest)}${BINARY[unit] ?? ""}`;
}
