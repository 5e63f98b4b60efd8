import { didYouMean } from "../did-you-mean";
import { list, problem } from "../problem";
import type { Check } from "./check";

/** https://docs.github.com/repositories/managing-your-repositorys-settings-and-features/customizing-your-repository/classifying-your-repository-with-topics */
const TOPIC = /^[a-z0-9][a-z0-9-]{0,49}$/;
const MAX_TOPICS = 20;

/** A repository kept inside another one: the other exists and stands on its own. */
export const checkInside: Check = ({ repositories }) =>
  Object.values(repositories).flatMap((repository) => {
    if (repository.inside === null) return [];
    const at = repository.at("inside");
    const holder = repositories[repository.inside];
    if (!holder)
      return [
        problem(
          "inside",
          at,
          `no repository "${repository.inside}"${didYouMean(repository.inside, Object.keys(repositories)) || `; repositories: ${list(Object.keys(repositories))}`}`,
        ),
      ];
    if (holder.inside !== null)
      return [problem("inside", at, `"${holder.name}" is itself inside "${holder.inside}"; name a repository that stands on its own`)];
    if (holder.state !== "active" && repository.state === "active")
      return [problem("inside", at, `"${holder.name}" is ${holder.state}; name an active repository`)];
    return [];
  });

/** What family.yaml switches on has the repository that it needs. */
export const checkSwitches: Check = ({ gateway, platformRepository, repositories, at }) => {
  const gateways = Object.values(repositories).filter(({ kind }) => kind.name === "gateway");
  return [
    ...(gateway === "gateway" && gateways.length !== 1
      ? [
          problem(
            "switches",
            at("gateway"),
            `gateway mode needs one repository of kind gateway, there are ${gateways.length}; mend repositories.yaml or write direct`,
          ),
        ]
      : []),
    ...(platformRepository !== null && !(platformRepository in repositories)
      ? [
          problem(
            "switches",
            at("database", "platform", "owner"),
            `no repository "${platformRepository}"${didYouMean(platformRepository, Object.keys(repositories)) || `; repositories: ${list(Object.keys(repositories))}`}`,
          ),
        ]
      : []),
  ];
};

/** The catalog lives in exactly one repository, the only one whose identity may plan and deploy the stacks. */
export const checkInfraRepository: Check = ({ repositories, at }) => {
  const infra = Object.values(repositories).filter(({ kind }) => kind.name === "infra");
  if (infra.length === 1) return [];
  const where = infra[1]?.at("kind") ?? { ...at(), path: ["repositories"] };
  return [
    problem(
      "infra-repository",
      where,
      `the family has ${infra.length} repositories of kind infra; it needs one, the repository of this catalog`,
    ),
  ];
};

/** GitHub refuses other topics, and more than 20. */
export const checkTopics: Check = ({ repositories }) =>
  Object.values(repositories).flatMap((repository) => [
    ...repository.topics
      .filter((topic) => !TOPIC.test(topic))
      .map((topic) => problem("topics", repository.at("topics"), `got "${topic}"; use at most 50 lower-case letters, digits and hyphens`)),
    ...(repository.topics.length > MAX_TOPICS
      ? [problem("topics", repository.at("topics"), `${repository.topics.length} topics; GitHub admits ${MAX_TOPICS}`)]
      : []),
  ]);
