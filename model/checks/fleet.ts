import { isActive } from "../active";
import { noSuch } from "../no-such";
import { finding } from "../problem";
import type { Check } from "./check";

/** A canary tries updates of the scaffold, so it is a repository that gets them. */
export const checkCanaries: Check = {
  name: "canaries",
  waivable: false,
  run: ({ fleet, repositories, at }) =>
    fleet.canaries.flatMap((name, index) => {
      const place = at("fleet", "canaries", index);
      const repository = Object.hasOwn(repositories, name) ? repositories[name] : undefined;
      if (!repository) return [noSuch(place, "repository", name, Object.keys(repositories), "name one of them or remove it")];
      if (repository.kind.holdsCatalog) return [finding(place, `"${name}" holds the catalog and gets no updates; name another repository`)];
      if (isActive(repository)) return [];
      const why =
        repository.inside === null
          ? `is ${repository.managed ? repository.state : "not on GitHub"}`
          : `lives inside "${repository.inside}"`;
      return [finding(place, `"${name}" ${why} and gets no updates of its own; name an active repository`)];
    }),
};
