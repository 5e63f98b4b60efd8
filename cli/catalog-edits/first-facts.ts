import { input, select } from "@inquirer/prompts";
import { CODE, ENVIRONMENT, HOST, LOGIN, type Word } from "../../contract/patterns";
import { UserError } from "../user-error";

/** What a family must say before it has a catalog. Everything else is a default that its owners edit. */
export interface FirstFacts {
  /** Short name: first part of repositories, namespaces and hosts. */
  readonly family: string;
  /** Login of the GitHub organization. */
  readonly organization: string;
  readonly domain: string;
  readonly plan: string;
  readonly visibility: string;
  /** Names in promotion order; at least one. The last one gets the domain itself, the others a subdomain. */
  readonly environments: readonly string[];
  /** Codes of the products. */
  readonly products: readonly string[];
  /** Host of the container registry. */
  readonly registry: string;
  /** Address of the private package index. */
  readonly index: string;
  readonly gateway: string;
}

/** Answers so far, as they were typed. */
type Answers = Partial<Record<keyof FirstFacts, string>>;

interface Question {
  readonly flag: string;
  readonly asks: string;
  /** Left out: the question must be answered. */
  readonly fallback?: (answers: Answers) => string;
  /** What the answer, or each of several between commas, must look like. */
  readonly form: Word | readonly string[] | "address";
  readonly several?: "one or more" | "any number";
}

const QUESTIONS: Readonly<Record<keyof FirstFacts, Question>> = {
  family: { flag: "family", asks: "short name of the family, first part of repositories, namespaces and hosts", form: CODE },
  organization: { flag: "organization", asks: "login of the GitHub organization", form: LOGIN },
  domain: { flag: "domain", asks: "domain of the family's hosts", form: HOST },
  plan: { flag: "plan", asks: "the organization's GitHub plan", form: ["free", "team", "enterprise"] },
  visibility: {
    flag: "visibility",
    asks: "who sees the code",
    form: ["private", "internal", "public"],
    fallback: () => "private",
  },
  environments: {
    flag: "environments",
    asks: "environments in promotion order, separated by commas",
    form: ENVIRONMENT,
    several: "one or more",
    fallback: () => "dev,stg,prod",
  },
  products: { flag: "products", asks: "codes of the products, separated by commas", form: CODE, several: "any number", fallback: () => "" },
  registry: { flag: "registry", asks: "host of the container registry", form: HOST, fallback: () => "ghcr.io" },
  index: {
    flag: "package-index",
    asks: "address of the private Python package index",
    form: "address",
    fallback: ({ domain = "" }) => `https://pypi.${domain}/simple`,
  },
  gateway: {
    flag: "gateway",
    asks: "direct: a host for each API; gateway: one host for all, /api/<code>",
    form: ["direct", "gateway"],
    fallback: () => "direct",
  },
};

const KEYS = Object.keys(QUESTIONS) as readonly (keyof FirstFacts)[];

/** An option of the command for each question: its flag and its description. */
export const initOptions = (): readonly (readonly [flag: string, description: string])[] =>
  Object.values(QUESTIONS).map(({ flag, asks, form, fallback }) => {
    const choices = isChoice(form) ? ` (${form.join(", ")})` : "";
    const preset = fallback?.({ domain: "<domain>" });
    return [`--${flag} <value>`, `${asks}${choices}${preset === undefined ? "" : `. Default: ${preset === "" ? "none" : preset}`}`];
  });

/**
 * The facts, from the options and, at a terminal, from questions about the rest.
 * @throws UserError with every option that is missing or wrong
 */
export async function firstFacts(options: Readonly<Record<string, string | undefined>>): Promise<FirstFacts> {
  return factsOf(await answers(options));
}

async function answers(options: Readonly<Record<string, string | undefined>>): Promise<Answers> {
  const given: Answers = {};
  for (const key of KEYS) {
    const value = options[camelCase(QUESTIONS[key].flag)];
    if (value !== undefined) given[key] = value;
  }
  if (process.stdin.isTTY) for (const key of KEYS) given[key] ??= await ask(QUESTIONS[key], given);
  return given;
}

function ask({ asks, form, fallback, several }: Question, so: Answers): Promise<string> {
  if (isChoice(form))
    return select({ message: asks, choices: form.map((value) => ({ value })), ...(fallback && { default: fallback(so) }) });
  return input({
    message: asks,
    ...(fallback && { default: fallback(so) }),
    validate: (value) => wrongAnswer({ form, ...(several && { several }) }, value) ?? true,
  });
}

/** @throws UserError with every option that is missing or wrong */
function factsOf(given: Answers): FirstFacts {
  const complete = { ...given };
  const problems = KEYS.flatMap((key) => {
    const { flag, asks, fallback } = QUESTIONS[key];
    const value = given[key] ?? fallback?.(given);
    if (value === undefined) return [`--${flag} is missing: ${asks}`];
    complete[key] = value;
    const wrong = wrongAnswer(QUESTIONS[key], value);
    return wrong === null ? [] : [`got --${flag} ${JSON.stringify(value)}; ${wrong}`];
  });
  if (problems.length > 0) throw new UserError(`nothing was written:\n${problems.map((each) => `  ${each}`).join("\n")}`);
  const text = (key: keyof FirstFacts): string => complete[key] ?? "";
  return {
    family: text("family"),
    organization: text("organization"),
    domain: text("domain"),
    plan: text("plan"),
    visibility: text("visibility"),
    environments: wordsOf(text("environments")),
    products: wordsOf(text("products")),
    registry: text("registry"),
    index: text("index"),
    gateway: text("gateway"),
  };
}

/** Advice where the answer has not the question's form; null where it has. */
function wrongAnswer({ form, several }: Pick<Question, "form" | "several">, answer: string): string | null {
  if (several === undefined) return wrongWord(form, answer);
  const words = wordsOf(answer);
  if (words.length === 0) return several === "any number" ? null : "name at least one";
  const twice = words.find((each, index) => words.indexOf(each) !== index);
  if (twice !== undefined) return `${twice} stands there twice`;
  return words.map((each) => wrongWord(form, each)).find((each) => each !== null) ?? null;
}

function wrongWord(form: Question["form"], answer: string): string | null {
  if (isChoice(form)) return form.includes(answer) ? null : `use one of ${form.join(", ")}`;
  if (form === "address")
    return URL.canParse(answer) && answer.startsWith("https://") ? null : "write an address that begins with https://";
  return form.pattern.test(answer) ? null : form.advice;
}

const isChoice = (form: Question["form"]): form is readonly string[] => Array.isArray(form);

const wordsOf = (text: string): readonly string[] =>
  text
    .split(",")
    .map((each) => each.trim())
    .filter((each) => each !== "");

const camelCase = (flag: string): string => flag.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());
