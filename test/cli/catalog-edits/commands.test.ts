import * as yamlPlugin from "prettier/plugins/yaml";
import { check } from "prettier/standalone";
import sodium from "libsodium-wrappers";
import { Workplace } from "../workplace";

/** What every command that writes to the catalog promises about the lines that are not its own. */
const work = new Workplace();
let publicKey: string;
beforeAll(async () => {
  await sodium.ready;
  publicKey = Buffer.from(sodium.crypto_box_keypair().publicKey).toString("base64");
});
afterAll(() => {
  work.remove();
});
beforeEach(() => {
  work.restoreCatalog();
  // The consolidated database of the family is full as it is.
  work.edit("catalog/family.yaml", "maxConnections: 250", "maxConnections: 400");
});

const yesterday = (): string => new Date(Date.now() - 24 * 60 * 60 * 1000).toISOString().replace(/\.\d{3}Z$/, "Z");

/** Command, the file that it edits, and the start of the one line that it may change. */
const COMMANDS: readonly (readonly [command: string, file: string, args: () => readonly string[], touched: RegExp])[] = [
  ["restore", "products/tide.yaml", () => ["restore", "tide", "live", "--at", yesterday()], /^ {2}live: \{/],
  ["new product", "teams.yaml", () => ["new", "product", "reef", "--owner", "reef", "--new-team"], /^never$/],
  [
    "new repository",
    "repositories.yaml",
    () => ["new", "repository", "acme-tools", "--kind", "packs", "--owner", "sales", "--summary", "Tools, and more"],
    /^never$/,
  ],
  [
    "secret seal",
    "secrets/acme-base.yaml",
    () => ["secret", "seal", "acme-base", "release", "B", "--public-key", publicKey, "--key-id", "12"],
    /^never$/,
  ],
];

/** People's own ways to write the same, with a comment behind and between. */
function writeAsPeopleDo(): void {
  const tide = work.read("catalog/products/tide.yaml");
  work.write("catalog/products/tide.yaml", `${tide}# asked for in spring\ndatabase:\n  live: { backups: 90d, size: large } # law\n# end\n`);
  work.edit("catalog/repositories.yaml", "secrets: [INDEX_TOKEN]", "secrets: [INDEX_TOKEN, B]");
  for (const file of ["teams.yaml", "repositories.yaml", "secrets/acme-base.yaml"]) {
    work.write(`catalog/${file}`, `# Ours.\n${work.read(`catalog/${file}`)}# The end.\n`);
  }
}

const isPretty = (text: string): Promise<boolean> => check(text, { parser: "yaml", plugins: [yamlPlugin], printWidth: 140 });

describe.each(COMMANDS)("sigma %s", (_command, file, args, touched) => {
  it("changes no line but its own, and prettier accepts the file", async () => {
    writeAsPeopleDo();
    const before = work.read(`catalog/${file}`);
    expect(await isPretty(before)).toBe(true);
    expect(await work.sigma(args(), { input: "value" })).toMatchObject({ code: 0 });
    const after = work.read(`catalog/${file}`);
    expect(after).not.toBe(before);
    expectInOrder(
      after,
      before.split("\n").filter((line) => !touched.test(line)),
    );
    expect(await isPretty(after)).toBe(true);
  });

  it("leaves lines as they are that prettier would write otherwise", async () => {
    writeAsPeopleDo();
    const before = work.read(`catalog/${file}`).replaceAll(": { ", ":   {").replaceAll("[", "[  ");
    work.write(`catalog/${file}`, before);
    expect(await work.sigma(args(), { input: "value" })).toMatchObject({ code: 0 });
    const untouched = before.split("\n").filter((line) => !/^ {2}live:/.test(line));
    expectInOrder(work.read(`catalog/${file}`), untouched);
  });
});

/** Each of the lines stands in the text, in this order. */
function expectInOrder(text: string, lines: readonly string[]): void {
  const rest = text.split("\n");
  for (const line of lines) {
    const found = rest.indexOf(line);
    expect({ line, found: found >= 0 }).toEqual({ line, found: true });
    rest.splice(0, found + 1);
  }
}
