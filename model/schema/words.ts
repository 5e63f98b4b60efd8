/** Schemas of the forms that names and quantities take in the catalog. */
import ipaddr from "ipaddr.js";
import { z } from "zod";
import { COLOR, DURATION, type Word } from "../../contract/patterns";

/** A string of the given form. */
export const word = ({ pattern, advice, example }: Word) =>
  z
    .string()
    .regex(pattern, advice)
    .meta({ examples: [example] });

const DAYS: Readonly<Record<string, number>> = { d: 1, w: 7, m: 30, y: 365 };

/** Days of a duration such as `30d`, `2w`, `6m` (30 days each) or `7y` (365 days each). */
export function daysOf(duration: string): number {
  return Number.parseInt(duration, 10) * (DAYS[duration.slice(-1)] ?? NaN);
}

/** A duration as people write it; read as its days. */
export const duration = word(DURATION).transform(daysOf);

/** A network without host bits: `10.1.0.0/16`. */
export const network = z
  .string()
  .regex(/^\d{1,3}(\.\d{1,3}){3}\/\d{1,2}$/, { error: "write a network as 10.1.0.0/16", abort: true })
  .check(({ value, issues }) => {
    const message = networkMistake(value);
    if (message) issues.push({ code: "custom", input: value, message });
  })
  .meta({ examples: ["10.1.0.0/16"] });

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
  })
  .meta({ examples: ["203.0.113.0/24:443"] });

/** White text must be readable on it: https://www.w3.org/TR/WCAG22/#contrast-minimum */
const LEAST_CONTRAST = 4.5;

/** A brand's color, behind white text and as text on white. */
export const color = z
  .string()
  .regex(COLOR.pattern, { error: COLOR.advice, abort: true })
  .check(({ value, issues }) => {
    const contrast = 1.05 / (luminance(value) + 0.05);
    if (contrast >= LEAST_CONTRAST) return;
    const message = `has a contrast of ${contrast.toFixed(1)}:1 with white, which is hard to read below ${LEAST_CONTRAST}:1; take a darker one`;
    issues.push({ code: "custom", input: value, message });
  })
  .meta({ examples: ["#1f4fd8"] });

/** https://www.w3.org/TR/WCAG22/#dfn-relative-luminance */
function luminance(color: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((start) => {
    const share = Number.parseInt(color.slice(start, start + 2), 16) / 255;
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
