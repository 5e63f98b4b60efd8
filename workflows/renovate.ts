export interface RenovateProps {
  readonly organization: string;
  readonly infraRepository: string;
  readonly pythonIndex: string;
  /** Packages that the family publishes: product repositories take a new version the day it is there. */
  readonly ownPackages: readonly string[];
}

/** Days that a third-party release waits: most malicious ones are found within a few. */
const COOLDOWN = "7 days";

/**
 * The family's Renovate preset: repositories extend `github>organization/infra//.github/renovate/family`.
 * @see https://docs.renovatebot.com/config-presets/#github
 */
export const renovatePreset = ({ organization, infraRepository, pythonIndex, ownPackages }: RenovateProps): string =>
  `${JSON.stringify(
    {
      $schema: "https://docs.renovatebot.com/renovate-schema.json",
      description: ["Emitted from workflows/renovate.ts; edit that and run: npm run emit"],
      extends: ["config:recommended", "docker:pinDigests", "helpers:pinGitHubActionDigests", ":semanticCommitsDisabled"],
      minimumReleaseAge: COOLDOWN,
      internalChecksFilter: "strict",
      prConcurrentLimit: 5,
      schedule: ["before 7am on monday"],
      // A fix of a known vulnerability does not wait.
      vulnerabilityAlerts: { enabled: true, minimumReleaseAge: null, schedule: ["at any time"], labels: ["security"] },
      lockFileMaintenance: { enabled: true },
      packageRules: [
        {
          description: "The family's workflows: only released commits, with the version beside them",
          matchManagers: ["github-actions"],
          matchPackageNames: [`${organization}/${infraRepository}`],
          minimumReleaseAge: null,
          groupName: "family workflows",
          pinDigests: true,
        },
        {
          description: "Everything else of GitHub Actions together",
          matchManagers: ["github-actions"],
          matchPackageNames: [`!${organization}/${infraRepository}`],
          groupName: "actions",
        },
        {
          description: "Small steps together",
          matchUpdateTypes: ["minor", "patch"],
          matchManagers: ["npm", "pip_requirements", "pep621"],
          groupName: "small steps",
        },
        { description: "A new major version is a decision", matchUpdateTypes: ["major"], dependencyDashboardApproval: true },
        // The last rule that matches a package wins.
        {
          description: "The family's own packages: at once, and together",
          matchDatasources: ["pypi"],
          matchPackageNames: ownPackages,
          registryUrls: [pythonIndex],
          minimumReleaseAge: null,
          schedule: ["at any time"],
          groupName: "family packages",
        },
      ],
    },
    null,
    2,
  )}\n`;

/** What this repository adds to the family's preset for itself: it pins actions in one TypeScript file, and its workflows are emitted. */
export const ownRenovate = ({ organization, infraRepository }: Pick<RenovateProps, "organization" | "infraRepository">): string =>
  `${JSON.stringify(
    {
      $schema: "https://docs.renovatebot.com/renovate-schema.json",
      description: ["Emitted from workflows/renovate.ts; edit that and run: npm run emit"],
      extends: [`github>${organization}/${infraRepository}//.github/renovate/family`],
      "pip-compile": { managerFilePatterns: ["/^\\.ci/python/.+\\.txt$/"] },
      customManagers: [
        {
          customType: "regex",
          description: "workflows/actions.ts: every third-party action, its version and its commit",
          managerFilePatterns: ["/^workflows/actions\\.ts$/"],
          matchStrings: ['name: "(?<depName>[^"]+)",\\s+version: "(?<currentValue>v[^"]+)",\\s+sha: "(?<currentDigest>[0-9a-f]{40})"'],
          datasourceTemplate: "github-tags",
        },
      ],
      packageRules: [
        {
          description: ".github/workflows is emitted from workflows/",
          matchManagers: ["github-actions"],
          enabled: false,
        },
      ],
    },
    null,
    2,
  )}\n`;
