import { tmpdir } from "node:os";
import { TerraformStack, Testing } from "cdktf";
import { Team } from "@cdktf/provider-github/lib/team";
import { resourceId } from "../../constructs/resource-id";
import { synth } from "../synth";

const KEYS = [
  "a.b",
  "ab",
  "a_b",
  "a-b",
  "a_2eb",
  "a b",
  "A.b",
  "v*",
  "v_2a",
  "1a",
  "_31a",
  "-a",
  "_2da",
  "a/b",
  "a--b",
  "constructor",
  "_63onstructor",
];

it("keeps ordinary names", () => {
  expect(["acme-shop-api", "platform", "DEPLOYMENT"].map(resourceId)).toEqual(["acme-shop-api", "platform", "DEPLOYMENT"]);
});

it("gives every key a resource of its own, directly under a stack", () => {
  const stack = synth((scope) => {
    for (const key of KEYS) new Team(scope, resourceId(key), { name: key });
  });
  expect(
    stack
      .all("github_team")
      .map(({ name }) => name)
      .sort(),
  ).toEqual([...KEYS].sort());
});

it("gives every key a name that Terraform allows", () => {
  const stack = new TerraformStack(Testing.app({ outdir: tmpdir() }), "names");
  const names = KEYS.map((key) => new Team(stack, resourceId(key), { name: key }).friendlyUniqueId);
  for (const name of names) expect(name).toMatch(/^[A-Za-z_][A-Za-z0-9_-]*$/);
});

it.each(["", "café", "a\nb"])("refuses %j, which it cannot represent", (key) => {
  expect(() => resourceId(key)).toThrow(/no resource id for .*: use printable ASCII/);
});
