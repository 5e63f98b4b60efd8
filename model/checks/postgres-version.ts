import { isWritten, type Located } from "../position";
import { finding, type Finding } from "../problem";
import type { Check } from "./check";

/**
 * An archive is named after the major version of the catalog, but the image writes it, so the image's tag must say the same version. Upgrades follow
 * the promotion: the first environment goes first.
 */
export const checkPostgresVersion: Check = {
  name: "postgres-version",
  waivable: false,
  run: (family) => {
    const environments = Object.values(family.environments);
    return [
      ...tagTells(family.postgres, family.at("database", "image")),
      ...environments.flatMap((environment, index) => {
        const { name, postgres } = environment;
        const own = isWritten(environment, "postgres", "image");
        const before = environments[index - 1];
        return [
          ...(own ? tagTells(postgres, environment.at("postgres", "image")) : []),
          ...(before && postgres.major > before.postgres.major
            ? [
                finding(
                  own ? environment.at("postgres", "major") : before.at("postgres", "major"),
                  `${name} has Postgres ${postgres.major}, ${before.name} before it ${before.postgres.major}; upgrade ${before.name} first`,
                ),
              ]
            : []),
        ];
      }),
    ];
  },
};

function tagTells({ major, image }: { readonly major: number; readonly image: string }, at: Located): readonly Finding[] {
  const told = /:(\d+)[^/]*@/.exec(image)?.[1];
  if (Number(told) === major) return [];
  return [finding(at, `the image is of Postgres ${told}, major says ${major}; change both together`)];
}
