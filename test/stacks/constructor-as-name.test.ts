import { renameSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Testing } from "cdktf";
import { loadFamily } from "../../model/load";
import { EnvironmentStack } from "../../stacks/environment-stack";
import { GithubStack } from "../../stacks/github-stack";
import { copyAcme } from "../model/copy-acme";
import { synthStack } from "../synth";

/** The one lower-case name that every JavaScript object has, which the constructs library takes for a child of that name. */
it("gives a product, a team and a repository that are called constructor their resources", () => {
  const directory = copyAcme(
    ["teams.yaml", "sales: {", "constructor: {"],
    ["teams.yaml", "parent: sales", "parent: constructor"],
    ["products/shop.yaml", "api: sales,", "api: constructor,"],
    ["products/shop.yaml", "calls: [tide]", "calls: [constructor]"],
    ["products/tide.yaml", "api: sales,", "api: constructor,"],
    ["products/relic.yaml", "api: sales,", "api: constructor,"],
    ["products/dream.yaml", "api: sales,", "api: constructor,"],
    ["repositories.yaml", "owner: sales", "owner: constructor"],
  );
  renameSync(join(directory, "products/tide.yaml"), join(directory, "products/constructor.yaml"));
  const family = loadFamily(directory);
  rmSync(directory, { recursive: true });

  const app = Testing.app({ outdir: tmpdir() });
  const github = synthStack(new GithubStack(app, "github", { family, allowedActions: [] }));
  expect(github.all("github_team").map(({ name }) => name)).toContain("constructor");
  for (const environment of Object.values(family.environments)) {
    const stack = synthStack(new EnvironmentStack(app, environment.name, { family, environment, chartsDirectory: "charts" }));
    expect(stack.addresses().some((address) => address.includes("_63onstructor"))).toBe(true);
  }
});
