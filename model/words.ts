/** The forms that names and quantities take in the catalog, each with the sentence that a person reads when it does not fit. */
import { z } from "zod";

export interface Word {
  readonly pattern: RegExp;
  /** "write it as …", completes "got X: ". */
  readonly advice: string;
}

/** A string of the given form. */
export const word = ({ pattern, advice }: Word) => z.string().regex(pattern, advice);

/** Codes go into namespaces, hosts, roles and Python packages: the narrowest of their rules. */
export const CODE: Word = { pattern: /^[a-z][a-z0-9]{1,19}$/, advice: "use 2 to 20 lower-case letters and digits, a letter first" };
export const ENVIRONMENT: Word = {
  pattern: /^[a-z][a-z0-9-]{0,18}[a-z0-9]$/,
  advice: "use 2 to 20 lower-case letters, digits and hyphens, a letter first",
};
/** GitHub logins and repository names. */
export const NAME: Word = {
  pattern: /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/,
  advice: "use at most 100 letters, digits, dots, hyphens and underscores",
};
export const TEAM: Word = { pattern: /^[a-z0-9][a-z0-9-]{0,49}$/, advice: "use the team's slug: lower-case letters, digits and hyphens" };
/** Python packages, Postgres identifiers. */
export const PACKAGE: Word = {
  pattern: /^[a-z][a-z0-9_]{0,59}$/,
  advice: "use lower-case letters, digits and underscores, a letter first",
};
export const HOST: Word = {
  pattern: /^(?=.{1,253}$)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)+$/,
  advice: "write a host name in lower case: example.org",
};
export const SHA: Word = { pattern: /^[0-9a-f]{40}$/, advice: "write the full commit, 40 hexadecimal digits" };
/** https://docs.github.com/actions/reference/secrets-reference#naming-your-secrets */
export const SECRET_NAME: Word = {
  pattern: /^(?!GITHUB_)[A-Z_][A-Z0-9_]{0,99}$/,
  advice: "use upper-case letters, digits and underscores, not starting with GITHUB_ or a digit",
};
export const DURATION: Word = { pattern: /^[1-9][0-9]{0,4}[dwmy]$/, advice: "write a number and d, w, m or y: 30d, 7y" };
export const DATE: Word = { pattern: /^\d{4}-\d{2}-\d{2}$/, advice: "write the day as YYYY-MM-DD" };
export const CPU: Word = { pattern: /^([1-9][0-9]*m?|0\.[0-9]+)$/, advice: "write cores or millicores: 2, 500m" };
export const MEMORY: Word = { pattern: /^[1-9][0-9]*(Mi|Gi)$/, advice: "write it with a unit: 512Mi, 2Gi" };
/** A volume size without unit is accepted by Kubernetes and means bytes: "20" is 20 bytes. */
export const STORAGE: Word = { pattern: /^[1-9][0-9]*(Gi|Ti)$/, advice: "write it with a unit: 20Gi, 1Ti" };
export const DIGEST_IMAGE: Word = {
  pattern: /^[a-z0-9.-]+(\/[a-z0-9._-]+)+(:[\w.-]+)?@sha256:[0-9a-f]{64}$/,
  advice: "name the image by digest: registry/name:tag@sha256:<64 hex>",
};

const DAYS: Readonly<Record<string, number>> = { d: 1, w: 7, m: 30, y: 365 };

/** Days of a duration such as `30d`, `2w`, `6m` (30 days each) or `7y` (365 days each). */
export function days(duration: string): number {
  return Number.parseInt(duration, 10) * (DAYS[duration.slice(-1)] ?? NaN);
}
