import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { behaviorOf } from "../../sandbox/behavior-of";
import { synthesize } from "../../stacks/synthesize";
import { editedAcme } from "../stacks/edited-acme";

it("knows what every resource type of the stacks does", () => {
  const directory = mkdtempSync(join(tmpdir(), "types-"));
  synthesize({ family: editedAcme(), allowedActions: [], outputDirectory: directory });
  const types = readdirSync(join(directory, "stacks")).flatMap((stack) => {
    const { resource } = JSON.parse(readFileSync(join(directory, "stacks", stack, "cdk.tf.json"), "utf8")) as { resource: object };
    return Object.keys(resource);
  });
  rmSync(directory, { recursive: true });
  expect(types).toEqual(expect.arrayContaining(["github_repository", "helm_release", "kubernetes_namespace_v1"]));
  expect([...new Set(types)].filter((type) => behaviorOf(type) === undefined)).toEqual([]);
});
