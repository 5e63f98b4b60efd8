import { checkReleasedActions } from "../../cli/released-actions";
import { actions, closureOf, patternsOf, type Action } from "../../workflows/actions";

/** Two releases of the library with a bump of one action between them. */
const before = { ...actions.setupHelm, sha: "1".repeat(40), version: "v4.9.9" };
const library = (action: Pick<Action, "name" | "sha" | "version">, extra = ""): Readonly<Record<string, string>> => ({
  deploy: `jobs:\n  prod:\n    steps:\n      - uses: ${action.name}@${action.sha} # ${action.version}\n      - run: helm version\n${extra}`,
});
const OLD = "a".repeat(40);
const NEW = "b".repeat(40);
const family = {
  organization: "acme-corp",
  workflows: {
    released: [
      { sha: OLD, version: "v1.0.0" },
      { sha: NEW, version: "v1.1.0" },
    ],
  },
  at: (...path: readonly (string | number)[]) => ({ file: "catalog/family.yaml", line: 9, column: 5, path }),
};
const releases: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  [OLD]: library(before),
  [NEW]: library(actions.setupHelm, "  again:\n    uses: acme-corp/acme-infra/.github/workflows/deploy.yml@main\n"),
};

it("names the action of an older release that a bump would refuse to its callers, and the edit", () => {
  const found = checkReleasedActions(family, patternsOf(closureOf(Object.values(actions))), (commit) => releases[commit] ?? null);
  expect(found).toEqual([
    expect.objectContaining({
      check: "released-actions",
      message: `deploy.yml of v1.0.0 uses azure/setup-helm@${before.sha}, which the Actions policy does not admit; npm run emit takes over what v1.0.0 says that it runs (.github/actions.json)`,
    }),
  ]);
});

it("admits the callers of both releases once the pin of the older one is in the list", () => {
  const patterns = patternsOf(closureOf([...Object.values(actions), before]));
  expect(checkReleasedActions(family, patterns, (commit) => releases[commit] ?? null)).toEqual([]);
});

it("leaves out a commit that the checkout does not hold", () => {
  expect(checkReleasedActions(family, [], () => null)).toEqual([]);
});
