import { grants } from "../../workflows/callers/library";
import { repositoryCallers } from "../../workflows/callers/repository-callers";
import { requiredChecks } from "../../workflows/callers/required-checks";
import { checkCallers } from "../../workflows/check-callers/check-callers";
import { checkExpressions } from "../../workflows/engine/expressions";
import { emittedFiles } from "../../workflows/files";
import { renderWorkflow } from "../../workflows/engine/render";
import { libraryWorkflows } from "../../workflows/library-workflows";
import { acme, releasedCommits } from "./acme";
import { KINDS, shop } from "./acme-callers";
import { findings } from "./parser";

const library = Object.fromEntries(
  [...emittedFiles(acme)].flatMap(([path, text]) => {
    const id = /^\.github\/workflows\/(.*)\.yml$/.exec(path)?.[1];
    return id === undefined ? [] : [[id, text]];
  }),
);

describe.each(KINDS)("%s", (kind) => {
  const workflows = repositoryCallers(kind, shop);
  const texts = Object.fromEntries(workflows.map((workflow) => [`${workflow.id}.yml`, renderWorkflow(workflow, "From the scaffold")]));

  it("type-checks against the library", () => {
    expect(checkCallers({ library: "acme-corp/acme-infra", workflows: library, releasedCommits, callers: texts })).toEqual([]);
  });

  it("has nothing that GitHub's own parser refuses", () => {
    for (const [name, text] of Object.entries(texts)) expect(findings(name, text)).toEqual([]);
  });

  it("lets no expression reach a shell", () => {
    for (const workflow of workflows) expect(checkExpressions(workflow)).toEqual([]);
  });

  it("is as reviewed", () => {
    expect(texts).toMatchSnapshot();
  });
});

it.each([
  ["python-service", ["build / result", "image / result"]],
  ["web-ui", ["build / result", "image / result"]],
  ["python-library", ["build / result"]],
  ["packs", ["validate / result"]],
  ["gateway", ["build / result"]],
] as const)("a pull request of a %s is checked by %j", (kind, checks) => {
  expect(requiredChecks(repositoryCallers(kind, shop))).toEqual(checks);
});

it("the pull requests of this repository are checked by its own CI and by the plan of every stack", () => {
  const own = libraryWorkflows(acme).filter(({ on }) => on.workflowCall === undefined);
  expect(requiredChecks(own)).toEqual(["check", "plan / result"]);
});

it("a user interface is tagged only when the image that the tag's run looks up was pushed", () => {
  const [delivery] = repositoryCallers("web-ui", shop);
  expect(delivery?.jobs["release"]?.needs).toEqual(["build", "image"]);
});

it("before the first release this repository calls nothing of its library", () => {
  expect(libraryWorkflows({ ...acme, released: [] }).map(({ id }) => id)).not.toContain("infra");
});

it("every required check is a job that the called workflow has", () => {
  for (const { id, jobs } of Object.values(shop.library.workflows)) {
    if (id !== "rollback") expect(Object.values(jobs).map((job) => ("name" in job ? job.name : ""))).toContain("result");
  }
});

it("a caller grants the highest of what the jobs it calls ask for, once", () => {
  const deploy = shop.library.workflows["deploy"];
  expect(
    Object.entries(grants(deploy!))
      .map(([scope, { level }]) => `${scope}: ${level}`)
      .sort(),
  ).toEqual(["attestations: write", "contents: read", "id-token: write", "packages: write"]);
});
