import { CodeOwners } from "../../../constructs/github/code-owners";
import { codeOwnersText } from "../../../constructs/github/code-owners-text";
import { synth } from "../../synth";

const props = { organization: "acme-corp", source: "the catalog of acme-corp/acme-infra" };

it("lists owners from the general to the particular, under a header that names the source", () => {
  const owners = [
    { path: "*", teams: ["sales"] },
    { path: "/migrations/", teams: ["base", "sales"] },
  ];
  expect(codeOwnersText({ ...props, owners })).toBe(
    [
      "# Written from the catalog of acme-corp/acme-infra. Change it there: an edit here is reverted.",
      "",
      "*            @acme-corp/sales",
      "/migrations/ @acme-corp/base @acme-corp/sales",
      "",
    ].join("\n"),
  );
});

it("writes a path without owners as GitHub reads it", () => {
  expect(codeOwnersText({ ...props, owners: [{ path: "/docs/", teams: [] }] })).toContain("\n/docs/\n");
});

it.each(["", "a b", "!a", "[ab]", "a#b", "a\nb"])("refuses the path %j, which GitHub would skip", (path) => {
  expect(() => codeOwnersText({ ...props, owners: [{ path, teams: [] }] })).toThrow(
    `code owners: got ${JSON.stringify(path)}; a path holds`,
  );
});

const file = () =>
  synth((scope) => new CodeOwners(scope, "code-owners", { repository: "acme-shop-api", text: "* ${x}\n" })).only("github_repository_file");

it("replaces the file that is there", () => {
  expect(file()).toMatchObject({ file: ".github/CODEOWNERS", overwrite_on_create: true });
});

it("commits as the App, which GitHub signs", () => {
  expect(file()).not.toHaveProperty("commit_author");
  expect(file()).not.toHaveProperty("commit_email");
});

it("names no branch, which would cost a request more in every plan", () => {
  expect(file()).not.toHaveProperty("branch");
});

it("writes the text literally", () => {
  expect(file()).toMatchObject({ content: "* $${x}\n" });
});
