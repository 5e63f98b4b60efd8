import { PLATFORM_APP_KEY } from "../../contract/secrets";
import { PLATFORM_APP_ID, PLATFORM_APP_INSTALLATION, STATE_ROLE } from "../../contract/variables";
import { actions } from "../actions";
import { platformClusterAccess } from "../library/cluster-access";
import type { Step } from "../engine/model";
import { checkout, gate, setupNode } from "../engine/steps";
import { installStep } from "./install-step";

/** A stack of the platform. */
export interface PlatformStack {
  /** `github`, or an environment. */
  readonly name: string;
  /** False for the stack that manages GitHub. */
  readonly hasCluster: boolean;
  /** Label of the runner that gets its identity. No caller may choose it. */
  readonly runner: string;
}

/** Secrets that the environments of the platform hold; the values differ between planning and applying. */
export const platformSecrets = {
  [PLATFORM_APP_KEY]: {
    description:
      "Private key of the platform's GitHub App, kept in the environments github, github-plan and github-drift (in these two of an App that only reads)",
    required: false,
  },
} as const;

/** The same secrets, as a caller passes them on. */
export const passedSecrets = { [PLATFORM_APP_KEY]: `\${{ secrets.${PLATFORM_APP_KEY} }}` } as const;

/** The steps before a plan or an apply: tools, project, and an identity that lives as long as the job. */
export const platformSetup = (stack: PlatformStack): readonly Step[] => [
  checkout(),
  setupNode("22"),
  { name: "Set up Terraform", uses: actions.setupTerraform, with: { terraform_version: "1.11.4", terraform_wrapper: false } },
  installStep,
  gate("Reach the state", "reach-state", { STATE_ROLE: `\${{ vars.${STATE_ROLE} }}` }),
  ...(stack.hasCluster ? [platformClusterAccess(stack.name)] : []),
];

/** The GitHub App's identity, for the one stack that needs it. */
export const platformEnvironment = (stack: PlatformStack): Readonly<Record<string, string>> =>
  stack.hasCluster
    ? {}
    : {
        GITHUB_APP_ID: `\${{ vars.${PLATFORM_APP_ID} }}`,
        GITHUB_APP_INSTALLATION_ID: `\${{ vars.${PLATFORM_APP_INSTALLATION} }}`,
        GITHUB_APP_PEM_FILE: `\${{ secrets.${PLATFORM_APP_KEY} }}`,
      };
