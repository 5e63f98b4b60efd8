import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { refuseUnseenDrift } from "../../sandbox/unseen-drift";

/** A drift is rehearsed to see what a plan says of it, so one of which no plan says anything is refused. */
const directory = mkdtempSync(join(tmpdir(), "drift-"));
afterAll(() => {
  rmSync(directory, { recursive: true });
});

const configured = { name: "acme-base", topics: ["acme"] };
const drift =
  (path: string, type = "github_repository", given: unknown = configured) =>
  (): void => {
    refuseUnseenDrift(directory, type, path, given);
  };

it.each(["id", "full_name", "etag"])("refuses what the service alone decides, and says what can drift: %s", (path) => {
  expect(drift(path)).toThrow(
    new RegExp(`^no plan would show that ${path} of a github_repository changed: .*; what can drift: .*description, .*topics, `),
  );
});

it("refuses what the configuration could say and leaves to the service", () => {
  expect(drift("default_branch")).toThrow(/no plan would show that default_branch/);
  expect(drift("default_branch", "github_repository", { default_branch: "main" })).not.toThrow();
});

it.each(["description", "name", "topics", "has_wiki"])("admits what the configuration says, or would be set back: %s", (path) => {
  expect(drift(path)).not.toThrow();
});

it("looks into blocks", () => {
  const namespace = { metadata: { name: "acme-shop", labels: {} } };
  expect(drift("metadata.0.labels.owner", "kubernetes_namespace_v1", namespace)).not.toThrow();
  expect(drift("metadata.0.uid", "kubernetes_namespace_v1", namespace)).toThrow(/no plan would show that metadata\.0\.uid/);
  expect(drift("metadata.0.uid", "kubernetes_namespace_v1", undefined)).toThrow(/no plan would show that metadata\.0\.uid/);
});

it("leaves names that are none to the world, which knows those that there are", () => {
  expect(drift("nothing")).not.toThrow();
});
