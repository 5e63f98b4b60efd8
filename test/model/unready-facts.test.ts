import { readFileSync } from "node:fs";
import { join } from "node:path";
import { loadCatalog } from "../../model/load";
import { formatProblem } from "../../model/problem";
import { unreadyFacts } from "../../model/unready-facts";
import { INVENTED_CERTIFICATE } from "../family/invented-certificate";
import { lineOf } from "../family/line-of";
import { TODAY } from "./bad-catalog";
import { copyAcme, removeCopies, type Edit } from "./copy-acme";

afterAll(removeCopies);

function unready(stack: string, ...edits: readonly Edit[]): readonly string[] {
  const directory = copyAcme(...edits);
  const { family, unconfirmed, problems } = loadCatalog(directory, { today: TODAY });
  if (family === null) throw new Error(problems.map(formatProblem).join("\n"));
  return unreadyFacts(family, unconfirmed, stack).map((each) => formatProblem(each).replace(/^\S*\/(?=[\w-]+\.yaml)/, ""));
}

/** Of the key of an environment; the edits here change no line's number. */
const line = (environment: string, key: string): number =>
  lineOf(readFileSync(join(__dirname, "../family/acme/environments.yaml"), "utf8"), `\n${environment}:`, `${key}:`);

const READY: Edit = ["environments.yaml", "YWNtZQ==", INVENTED_CERTIFICATE];

it("finds nothing where every fact is one", () => {
  for (const stack of ["github", "trial", "live"]) expect(unready(stack, READY)).toEqual([]);
});

it("finds an authority that is not a certificate, only in the stack of its cluster", () => {
  expect(unready("github")).toEqual([]);
  expect(unready("live")).toEqual([
    `environments.yaml:${line("live", "ca")}:5 live.cluster.ca: holds no certificate: write the PEM of the authority in base64; write the true value, and take the comment away`,
  ]);
});

it("finds placeholders that no comment marks", () => {
  const found = unready(
    "live",
    READY,
    ["family.yaml", "1".repeat(64), "0".repeat(64)],
    ["environments.yaml", "arn:aws:iam::123456789012:role/acme-archive }", "arn:aws:iam::000000000000:role/acme-archive }"],
  );
  expect(found).toEqual([
    expect.stringMatching(
      RegExp(
        `^environments\\.yaml:${line("live", "archive")}:\\d+ live\\.archive\\.roleArn: names the AWS account 000000000000, which nobody has; `,
      ),
    ),
    expect.stringMatching(/^family\.yaml:12:\d+ database\.image: is a digest of zeros, which no image has; /),
  ]);
});

it("finds what a comment marks, in the stacks that are made from it", () => {
  const edits: readonly Edit[] = [READY, ["environments.yaml", "waitMinutes: 10", "waitMinutes: 10 # to be confirmed"]];
  expect(unready("github", ...edits)).toEqual([
    expect.stringMatching(/^environments\.yaml:\d+:\d+ live\.waitMinutes: is marked as to be confirmed; /),
  ]);
  expect(unready("live", ...edits)).toEqual([]);
});

it("finds an approver team in which nobody could approve", () => {
  expect(unready("github", ["teams.yaml", "members: [grace] }", "members: [] }"])).toEqual([
    expect.stringMatching(
      /^environments\.yaml:\d+:\d+ live\.approvers\.1: nobody is in the team "release", so a promotion to live would wait for ever; write its members at \S+teams\.yaml:2, or name another team$/,
    ),
  ]);
});

it("takes the members of a team's children for its own", () => {
  const below: Edit = [
    "teams.yaml",
    "sales-ui: { description: User interfaces, parent: sales",
    "sales-ui: { description: User interfaces, parent: release",
  ];
  expect(unready("github", ["teams.yaml", "members: [grace] }", "members: [] }"], below)).toEqual([]);
});
