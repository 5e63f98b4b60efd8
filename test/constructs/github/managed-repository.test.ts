import { ManagedRepository, type ManagedRepositoryProps } from "../../../constructs/github/managed-repository";
import { synth } from "../../synth";

const example: ManagedRepositoryProps = {
  name: "acme-shop-api",
  description: "Sells ${things}",
  visibility: "private",
  topics: ["acme", "api"],
};

const repository = (props: Partial<ManagedRepositoryProps> = {}) =>
  synth((scope) => new ManagedRepository(scope, "shop", { ...example, ...props })).only("github_repository");

it("merges by squash only and deletes the branch", () => {
  expect(repository()).toMatchObject({
    allow_squash_merge: true,
    allow_merge_commit: false,
    allow_rebase_merge: false,
    delete_branch_on_merge: true,
  });
});

it("takes only the title of a pull request into the commit, because GitHub obeys the text of a commit", () => {
  expect(repository()).toMatchObject({ squash_merge_commit_title: "PR_TITLE", squash_merge_commit_message: "BLANK" });
});

it("says what the provider would otherwise take for false or public", () => {
  expect(repository()).toMatchObject({ has_issues: true, has_projects: false, has_wiki: false, visibility: "private" });
});

it("turns Dependabot alerts on", () => {
  expect(repository()).toMatchObject({ vulnerability_alerts: true });
});

it("is born with a commit, which CODEOWNERS needs", () => {
  expect(repository()).toMatchObject({ auto_init: true });
});

it("is archived, never deleted, and only after its entry is gone", () => {
  expect(repository()).toMatchObject({ archive_on_destroy: true, lifecycle: { prevent_destroy: true } });
});

it("writes the description literally", () => {
  expect(repository()).toMatchObject({ description: "Sells $${things}" });
});

it("scans a public repository for secrets", () => {
  expect(repository({ visibility: "public" })).toMatchObject({
    security_and_analysis: { secret_scanning: { status: "enabled" }, secret_scanning_push_protection: { status: "enabled" } },
  });
});

it("asks nothing of a private repository that needs a license", () => {
  expect(repository()).not.toHaveProperty("security_and_analysis");
});

it("leaves an archived repository as it was on the day", () => {
  const archived = repository({ archived: true });
  expect(archived).toMatchObject({ archived: true, ignore_vulnerability_alerts_during_read: true });
  const { ignore_changes } = archived.lifecycle as { ignore_changes: string[] };
  // A change of any other setting is refused by GitHub, so none may be planned.
  const settings = Object.keys(repository()).filter(
    (key) => !["name", "archived", "auto_init", "archive_on_destroy", "lifecycle"].includes(key),
  );
  expect(ignore_changes).toEqual(expect.arrayContaining(settings));
  expect(ignore_changes).not.toContain("archived");
});

it("refuses a topic that GitHub refuses", () => {
  expect(() => repository({ topics: ["api", "Shop API", "-x"] })).toThrow(
    "topics of acme-shop-api: got Shop API, -x; use at most 50 lower-case",
  );
});
