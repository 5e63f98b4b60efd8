import { tmpdir } from "node:os";
import { Testing } from "cdktf";
import { EnvironmentStack } from "../../stacks/environment-stack";
import { GithubStack } from "../../stacks/github-stack";
import { acmeWithConstructor } from "../model/acme-with-constructor";
import { removeCopies } from "../model/copy-acme";
import { synthStack } from "../synth";

afterAll(removeCopies);

/** The constructs library takes the name for a child that is there already. */
it("gives a product, a team and a repository that are called constructor their resources", () => {
  const family = acmeWithConstructor();
  const app = Testing.app({ outdir: tmpdir() });
  const github = synthStack(new GithubStack(app, "github", { family, allowedActions: [], imports: {} }));
  expect(github.all("github_team").map(({ name }) => name)).toContain("constructor");
  for (const environment of Object.values(family.environments)) {
    const stack = synthStack(new EnvironmentStack(app, environment.name, { family, environment, chartsDirectory: "charts" }));
    expect(stack.addresses().some((address) => address.includes("_63onstructor"))).toBe(true);
  }
});
