/** The forms that names and quantities take in the catalog, each with the sentence that a person reads when it does not fit. */
import ipaddr from "ipaddr.js";
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
/** Repositories. GitHub keeps the endings for itself. */
export const NAME: Word = {
  pattern: /^(?!.*\.(git|wiki)$)[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/,
  advice: "use at most 100 letters, digits, dots, hyphens and underscores, a letter or digit first, and no .git or .wiki at the end",
};
/** People and organisations. Accounts that an enterprise manages end in `_` and its short code. */
export const LOGIN: Word = {
  pattern: /^[A-Za-z0-9](-?[A-Za-z0-9]){0,38}(_[A-Za-z0-9]{3,8})?$/,
  advice: "use the login: at most 39 letters, digits and single hyphens",
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
/** A colour of a brand: `#1f4fd8`. */
export const COLOUR: Word = { pattern: /^#[0-9a-f]{6}$/, advice: 'write the colour as "#rrggbb" in lower case' };
export const SHA: Word = { pattern: /^[0-9a-f]{40}$/, advice: "write the full commit, 40 hexadecimal digits" };
/** Branches and tags as GitHub's patterns. https://git-scm.com/docs/git-check-ref-format names what a ref cannot hold. */
export const REF: Word = { pattern: /^[^\s~^:\\]{1,255}$/, advice: 'write a branch or tag pattern without spaces: main, release/*, "v*"' };
/** https://docs.github.com/repositories/managing-your-repositorys-settings-and-features/customizing-your-repository/about-code-owners#codeowners-syntax */
export const PATH: Word = {
  pattern: /^\/[^\s#!\\[\]]*$/,
  advice: "start the path with / and leave out spaces, #, !, \\ and square brackets, which CODEOWNERS does not know",
};
/** https://docs.github.com/repositories/managing-your-repositorys-settings-and-features/customizing-your-repository/classifying-your-repository-with-topics */
export const TOPIC: Word = {
  pattern: /^[a-z0-9][a-z0-9-]{0,49}$/,
  advice: "use at most 50 lower-case letters, digits and hyphens, a letter or digit first",
};
/** Checks of the catalog, as exceptions name them. */
export const CHECK: Word = { pattern: /^[a-z][a-z-]{1,39}$/, advice: "use the name of a check: lower-case letters and hyphens" };
/** Objects of Kubernetes: https://kubernetes.io/docs/concepts/overview/working-with-objects/names/#dns-subdomain-names */
export const OBJECT: Word = {
  pattern: /^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$/,
  advice: "use the object's name in Kubernetes: lower-case letters, digits, hyphens and dots",
};
/** Labels of Kubernetes: https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#syntax-and-character-set */
export const LABEL: Word = {
  pattern: /^([a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?\/)?[A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?$/,
  advice: "use a label's name in Kubernetes: release, example.org/team",
};
export const LABEL_VALUE: Word = {
  pattern: /^[A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?$/,
  advice: "use at most 63 letters, digits, dots, hyphens and underscores, a letter or digit first and last",
};
/** The gateway removes it from every request, so it is none that has a meaning already. */
export const ACTOR_HEADER: Word = {
  pattern: /^X-(?!(Forwarded|Envoy|Request)(-|$))[A-Za-z0-9]+(-[A-Za-z0-9]+)*$/,
  advice: "write a header of your own that starts with X-: X-Actor",
};
export const AUDIENCE: Word = { pattern: /^[\w.:/-]{3,255}$/, advice: "use 3 to 255 letters, digits and . : / _ -" };
export const BUCKET: Word = {
  pattern: /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/,
  advice: "use 3 to 63 lower-case letters, digits, dots and hyphens",
};
/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-arns */
export const ROLE_ARN: Word = {
  pattern: /^arn:aws[a-z-]*:iam::\d{12}:role\/[\w+=,.@/-]{1,512}$/,
  advice: "write the role as arn:aws:iam::<12 digits of the account>:role/<name>",
};
export const REGION: Word = { pattern: /^[a-z0-9-]{2,32}$/, advice: "use lower-case letters, digits and hyphens: eu-central-1" };
/** https://docs.github.com/actions/reference/secrets-reference#naming-your-secrets */
export const SECRET_NAME: Word = {
  pattern: /^(?!GITHUB_)[A-Z_][A-Z0-9_]{0,99}$/,
  advice: "use upper-case letters, digits and underscores, not starting with GITHUB_ or a digit",
};
export const DURATION: Word = { pattern: /^[1-9][0-9]{0,4}[dwmy]$/, advice: "write a number and d, w, m or y: 30d, 7y" };
export const DATE = "write a day that exists as YYYY-MM-DD";
export const MOMENT = "write a moment that exists, in UTC to the second: 2026-11-22T09:45:52Z";
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

/** A network without host bits: `10.1.0.0/16`. */
export const network = z
  .string()
  .regex(/^\d{1,3}(\.\d{1,3}){3}\/\d{1,2}$/, { error: "write a network as 10.1.0.0/16", abort: true })
  .check(({ value, issues }) => {
    const message = networkMistake(value);
    if (message) issues.push({ code: "custom", input: value, message });
  });

/** A network and a port: `203.0.113.0/24:443`. */
export const networkAndPort = z
  .string()
  .regex(/^\d{1,3}(\.\d{1,3}){3}\/\d{1,2}:[1-9]\d{0,4}$/, {
    error: "write network:port as 203.0.113.0/24:443; network policies know no host names",
    abort: true,
  })
  .check(({ value, issues }) => {
    const [cidr = "", port = ""] = value.split(":");
    const message = networkMistake(cidr) ?? (Number(port) > 65_535 ? "write a port up to 65535" : null);
    if (message) issues.push({ code: "custom", input: value, message });
  });

/** White text must be readable on it: https://www.w3.org/TR/WCAG22/#contrast-minimum */
const LEAST_CONTRAST = 4.5;

/** A brand's colour, behind white text and as text on white. */
export const colour = z
  .string()
  .regex(COLOUR.pattern, { error: COLOUR.advice, abort: true })
  .check(({ value, issues }) => {
    const contrast = 1.05 / (luminance(value) + 0.05);
    if (contrast >= LEAST_CONTRAST) return;
    const message = `has a contrast of ${contrast.toFixed(1)}:1 with white, which is hard to read below ${LEAST_CONTRAST}:1; take a darker one`;
    issues.push({ code: "custom", input: value, message });
  });

/** https://www.w3.org/TR/WCAG22/#dfn-relative-luminance */
function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((start) => {
    const share = Number.parseInt(colour.slice(start, start + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** What is wrong with something that looks like a network, or null. */
function networkMistake(cidr: string): string | null {
  if (!ipaddr.IPv4.isValidCIDR(cidr)) return "write numbers up to 255 and a length up to 32: 10.1.0.0/16";
  const network = `${ipaddr.IPv4.networkAddressFromCIDR(cidr).toString()}/${cidr.split("/")[1] ?? ""}`;
  return network === cidr ? null : `the address has bits beyond its length; write the network as ${network}`;
}
