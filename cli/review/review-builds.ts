import type { Family, Repository } from "../../model/family";
import { bornRepository, type BornRepository, type CallingJob } from "./born-repository";
import { resourcesOfRepository } from "../terraform/own-resources";
import type { Resource } from "../terraform/synthesized";

/** Whether a build that waits for nothing else lets a pull request of this user interface merge. */
export const buildsAlone = (family: Family, repository: Repository, resources: readonly Resource[]): boolean =>
  required(bornRepository(family, repository.name), "build-node", repository, resources).some(({ needs }) => needs.length === 0);

/** Whether contract tests against the golden envelope are part of what a pull request must pass. */
export function isContractTested(family: Family, repository: Repository, resources: readonly Resource[]): boolean {
  const born = bornRepository(family, repository.name);
  return required(born, "build-python", repository, resources).some(({ inputs }) =>
    born.paths.includes(`${String(inputs["contract-tests"])}/golden/envelope.schema.json`),
  );
}

/** The repositories that hold an SDK; a library inside another repository is built with that one. */
export const sdkRepositories = (family: Family, repositories: readonly Repository[]): readonly Repository[] =>
  Object.values(family.repositories)
    .filter(({ contents, state }) => contents === "sdk" && state === "active")
    .flatMap(({ name, inside }) => repositories.filter((repository) => repository.name === (inside ?? name)));

/** Jobs that call this workflow of the library and that the branch protection demands. */
function required(
  { jobs }: BornRepository,
  workflow: string,
  repository: Repository,
  resources: readonly Resource[],
): readonly CallingJob[] {
  const checks = resourcesOfRepository(repository, resources).flatMap(demandedChecks);
  return jobs.filter((job) => job.workflow === workflow && checks.some((check) => check.startsWith(`${job.id} / `)));
}

interface Rules {
  readonly required_status_checks?: { readonly required_check: readonly { readonly context: string }[] };
}

const demandedChecks = ({ type, arguments: { rules } }: Resource): readonly string[] =>
  type === "github_repository_ruleset" ? ((rules as Rules).required_status_checks?.required_check.map(({ context }) => context) ?? []) : [];
