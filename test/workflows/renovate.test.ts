import { renovatePreset } from "../../workflows/renovate";
import { acme } from "./acme";

interface Rule {
  readonly matchManagers?: readonly string[];
  readonly matchDatasources?: readonly string[];
  readonly matchPackageNames?: readonly string[];
  readonly matchUpdateTypes?: readonly string[];
}
interface Dependency {
  readonly manager: string;
  readonly datasource: string;
  readonly name: string;
  readonly type: string;
}

const preset = JSON.parse(renovatePreset(acme)) as Readonly<Record<string, unknown>> & { readonly packageRules: readonly Rule[] };

const matches = (patterns: readonly string[] | undefined, value: string): boolean =>
  patterns === undefined || patterns.some((pattern) => (pattern.startsWith("!") ? pattern.slice(1) !== value : pattern === value));

/** What holds for an update: the preset, and over it every rule that matches, the last one last. https://docs.renovatebot.com/configuration-options/#packagerules */
const holds = ({ manager, datasource, name, type }: Dependency): object =>
  preset.packageRules
    .filter(
      (rule) =>
        matches(rule.matchManagers, manager) &&
        matches(rule.matchDatasources, datasource) &&
        matches(rule.matchPackageNames, name) &&
        matches(rule.matchUpdateTypes, type),
    )
    .reduce<object>((all, rule) => ({ ...all, ...rule }), preset);

it("takes the family's own packages at once, from its own index, and together", () => {
  const own = { minimumReleaseAge: null, schedule: ["at any time"], groupName: "family packages", registryUrls: [acme.pythonIndex] };
  for (const manager of ["pip_requirements", "pep621"]) {
    expect(holds({ manager, datasource: "pypi", name: "acme-core", type: "minor" })).toMatchObject(own);
  }
});

it("waits a week before it takes releases of others", () => {
  const others = { minimumReleaseAge: "7 days", schedule: ["before 7am on monday"], groupName: "small steps" };
  expect(holds({ manager: "pep621", datasource: "pypi", name: "fastapi", type: "patch" })).toMatchObject(others);
});

it("pins the family's workflows to released commits, apart from the actions of others", () => {
  const uses = { manager: "github-actions", datasource: "github-tags", type: "minor" };
  expect(holds({ ...uses, name: "acme-corp/acme-infra" })).toMatchObject({
    groupName: "family workflows",
    pinDigests: true,
    minimumReleaseAge: null,
  });
  expect(holds({ ...uses, name: "actions/checkout" })).toMatchObject({ groupName: "actions", minimumReleaseAge: "7 days" });
});

it("asks before a major version, and waits for nothing with a fix of a known vulnerability", () => {
  expect(holds({ manager: "npm", datasource: "npm", name: "vite", type: "major" })).toMatchObject({ dependencyDashboardApproval: true });
  expect(preset["vulnerabilityAlerts"]).toMatchObject({ enabled: true, minimumReleaseAge: null });
});
