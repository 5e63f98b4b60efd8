import { MAX_TOPICS } from "../../contract/limits";
import { noSuch } from "../no-such";
import { ANY, problem } from "../problem";
import type { Check } from "./check";

/** https://docs.github.com/repositories/managing-your-repositorys-settings-and-features/customizing-your-repository/classifying-your-repository-with-topics */

/** A repository kept inside another one: the other exists and stands on its own. */
export const checkInside: Check = ({ repositories }) =>
  Object.values(repositories).flatMap((repository) => {
    if (repository.inside === null) return [];
    const at = repository.at("inside");
    const holder = repositories[repository.inside];
    if (!holder)
      return [noSuch("inside", at, "repository", repository.inside, Object.keys(repositories), "name one of them or remove inside")];
    if (holder === repository) return [problem("inside", at, "a repository cannot hold itself; remove it or name another one")];
    if (holder.inside !== null)
      return [problem("inside", at, `"${holder.name}" is itself inside "${holder.inside}"; name a repository that stands on its own`)];
    if (holder.state !== "active" && repository.state === "active")
      return [problem("inside", at, `"${holder.name}" is ${holder.state}; name an active repository`)];
    return [];
  });

/** Kinds whose repositories hold a Python package, which must have a name. Products' services have theirs from their code. */
const PACKAGE_KINDS = ["python-library", "gateway"];

/** A library says which one of the family it is, and there is one of each; what holds a package says by which name it is imported. */
export const checkContents: Check = ({ repositories }) => {
  const holders = new Map<string, string>();
  return Object.values(repositories).flatMap((repository) => {
    const { name, kind, contents, state, imports, product } = repository;
    if (kind.name !== "python-library" && contents !== null)
      return [
        problem("contents", repository.at("contents"), `only a python-library has contents, this is of kind ${kind.name}; remove it`),
      ];
    if (state === "archived" || product !== null || !PACKAGE_KINDS.includes(kind.name)) return [];
    const problems = [];
    const holder = contents === null ? undefined : holders.get(contents);
    if (kind.name === "python-library" && contents === null)
      problems.push(
        problem("contents", repository.at(), "a python-library says which one of the family it is; add contents: core, platform or sdk"),
      );
    if (holder !== undefined)
      problems.push(problem("contents", repository.at("contents"), `"${holder}" has the contents "${contents}" already; name others`));
    else if (contents !== null) holders.set(contents, name);
    if (imports.length === 0)
      problems.push(
        problem("contents", repository.at(), "holds a Python package, so a name that it is imported by; add imports: [<name>]"),
      );
    return problems;
  });
};

/** What family.yaml switches on has the repository that it needs. */
export const checkSwitches: Check = ({ gateway, platformRepository, repositories, at }) => {
  const gateways = Object.values(repositories).filter(({ kind }) => kind.name === "gateway");
  return [
    ...(gateway === "gateway" && gateways.length !== 1
      ? [
          {
            ...problem(
              "switches",
              at("gateway"),
              `gateway mode needs one repository of kind gateway, repositories.yaml has ${gateways.length}; mend it there or write direct`,
            ),
            missing: ANY,
          },
        ]
      : []),
    ...(platformRepository !== null && !(platformRepository in repositories)
      ? [
          noSuch(
            "switches",
            at("database", "platform", "owner"),
            "repository",
            platformRepository,
            Object.keys(repositories),
            "name one of them or remove platform",
          ),
        ]
      : []),
  ];
};

/** The catalog lives in exactly one repository, the only one whose identity may plan and deploy the stacks. */
export const checkInfraRepository: Check = ({ repositories, kinds, at }) => {
  const [first, ...others] = Object.values(repositories).filter(({ kind }) => kind.name === "infra");
  if (!first) {
    const message = "repositories.yaml has no repository of kind infra; add it: the repository of this catalog";
    return [{ ...problem("infra-repository", (kinds.infra ?? { at }).at(), message), missing: ANY }];
  }
  return others.map((other) =>
    problem("infra-repository", other.at("kind"), `"${first.name}" is the repository of this catalog already; give this one another kind`),
  );
};

/** The family, the kind and the repository give topics; together they are not more than GitHub admits. */
export const checkTopics: Check = ({ repositories }) =>
  Object.values(repositories)
    .filter(({ topics }) => topics.length > MAX_TOPICS)
    .map((repository) =>
      problem(
        "topics",
        repository.at("topics"),
        `with those of the family and of kind ${repository.kind.name} there are ${repository.topics.length} topics; GitHub admits ${MAX_TOPICS}: remove some`,
      ),
    );
