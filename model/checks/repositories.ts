import { type KindDescriptor, KINDS, PRODUCT_KINDS } from "../../contract/kinds";
import { MAX_TOPICS } from "../../contract/limits";
import { noSuch } from "../no-such";
import { finding } from "../problem";
import type { Check } from "./check";

/** https://docs.github.com/repositories/managing-your-repositorys-settings-and-features/customizing-your-repository/classifying-your-repository-with-topics */

/** The repository that holds another one must exist and must not be inside a third one. */
export const checkInside: Check = {
  name: "inside",
  waivable: false,
  run: ({ repositories }) =>
    Object.values(repositories).flatMap((repository) => {
      if (repository.inside === null) return [];
      const at = repository.at("inside");
      const holder = repositories[repository.inside];
      if (!holder) return [noSuch(at, "repository", repository.inside, Object.keys(repositories), "name one of them or remove inside")];
      if (holder === repository) return [finding(at, "a repository cannot hold itself; remove it or name another one")];
      if (holder.inside !== null)
        return [finding(at, `"${holder.name}" is itself inside "${holder.inside}"; name a repository that stands on its own`)];
      if (holder.state !== "active" && repository.state === "active")
        return [finding(at, `"${holder.name}" is ${holder.state}; name an active repository`)];
      return [];
    }),
};

const kindsWith = (has: (descriptor: KindDescriptor) => boolean): readonly string[] =>
  Object.entries<KindDescriptor>(KINDS).flatMap(([name, descriptor]) => (has(descriptor) ? [name] : []));
const named = (kinds: readonly string[]): string => kinds.join(" or ");

const CONTENT_KINDS = kindsWith(({ hasContents }) => hasContents);
const GATEWAY_KINDS = kindsWith(({ onlyInGatewayMode }) => onlyInGatewayMode);
const CATALOG_KINDS = kindsWith(({ holdsCatalog }) => holdsCatalog);

/** Products bring the repositories of their parts; alone such a repository has no code, no namespace and no database. */
export const checkProductKinds: Check = {
  name: "product-kind",
  waivable: false,
  run: ({ repositories }) =>
    Object.values(repositories).flatMap(({ name, kind, product, at }) => {
      if (product !== null || !Object.values<string>(PRODUCT_KINDS).includes(kind.name)) return [];
      const others = Object.keys(KINDS).filter((each) => !Object.values<string>(PRODUCT_KINDS).includes(each));
      return [
        finding(
          at("kind"),
          `a ${kind.name} is a part of a product, which gives it its code, hosts and database, and "${name}" belongs to none; write catalog/products/<code>.yaml (sigma new product <code>), which brings one, or take the kind ${named(others)}`,
        ),
      ];
    }),
};

/** A library names its contents, each contents exists once, and a repository with a Python package names its import. */
export const checkContents: Check = {
  name: "contents",
  waivable: false,
  run: ({ repositories }) => {
    const holders = new Map<string, string>();
    return Object.values(repositories).flatMap((repository) => {
      const { name, kind, contents, state, imports } = repository;
      if (!kind.hasContents && contents !== null)
        return [finding(repository.at("contents"), `only a ${named(CONTENT_KINDS)} has contents, this is of kind ${kind.name}; remove it`)];
      if (state === "archived") return [];
      const problems = [];
      const holder = contents === null ? undefined : holders.get(contents);
      if (kind.hasContents && contents === null)
        problems.push(finding(repository.at(), `a ${kind.name} says which one of the family it is; add contents: core, platform or sdk`));
      if (holder !== undefined)
        problems.push(finding(repository.at("contents"), `"${holder}" has the contents "${contents}" already; name others`));
      else if (contents !== null) holders.set(contents, name);
      if (kind.package === "imports" && imports.length === 0)
        problems.push(finding(repository.at(), "holds a Python package, so a name that it is imported by; add imports: [<name>]"));
      return problems;
    });
  },
};

/** Every feature that family.yaml switches on has the repository that it needs. */
export const checkSwitches: Check = {
  name: "switches",
  waivable: false,
  run: ({ gateway, platformRepository, repositories, at }) => {
    const gateways = Object.values(repositories).filter(({ kind }) => kind.onlyInGatewayMode);
    return [
      ...(gateway === "gateway" && gateways.length !== 1
        ? [
            finding(
              at("gateway"),
              `gateway mode needs one repository of kind ${named(GATEWAY_KINDS)}, repositories.yaml has ${gateways.length}; fix it there or write direct`,
            ),
          ]
        : []),
      ...(platformRepository !== null && !(platformRepository in repositories)
        ? [
            noSuch(
              at("database", "platform", "owner"),
              "repository",
              platformRepository,
              Object.keys(repositories),
              "name one of them or remove platform",
            ),
          ]
        : []),
    ];
  },
};

/** The catalog lives in exactly one repository, the only one whose identity may plan and deploy the stacks. */
export const checkInfraRepository: Check = {
  name: "infra-repository",
  waivable: false,
  run: ({ repositories, kinds, at }) => {
    const [first, ...others] = Object.values(repositories).filter(({ kind }) => kind.holdsCatalog);
    if (!first) {
      const kind = Object.values(kinds).find(({ holdsCatalog }) => holdsCatalog);
      const message = `repositories.yaml has no repository of kind ${named(CATALOG_KINDS)}; add it: the repository of this catalog`;
      return [finding((kind ?? { at }).at(), message)];
    }
    return others.map((other) =>
      finding(other.at("kind"), `"${first.name}" is the repository of this catalog already; give this one another kind`),
    );
  },
};

/** The topics of family, kind and repository together stay within GitHub's limit. */
export const checkTopics: Check = {
  name: "topics",
  waivable: false,
  run: ({ repositories }) =>
    Object.values(repositories)
      .filter(({ topics }) => topics.length > MAX_TOPICS)
      .map((repository) =>
        finding(
          repository.at("topics"),
          `with those of the family and of kind ${repository.kind.name} there are ${repository.topics.length} topics; GitHub admits ${MAX_TOPICS}: remove some`,
        ),
      ),
};
