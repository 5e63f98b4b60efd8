import type { EnvironmentBaselineValues } from "../../constructs/kubernetes/baseline";
import type { Environment, Family } from "../../model/family";
import { imageName } from "../../contract/names";
import { from, type SourcedValues } from "./sourced-values";

/** The values of the release of the chart `baseline`, each with its place in the catalog. */
export const baselineValues = (family: Family, environment: Environment): SourcedValues<EnvironmentBaselineValues> => ({
  environment: from(environment.name, environment),
  images: from([imageName(family.registry, family.organization, "")], family, "registry"),
  allowTags: from(environment.allowTags, environment, "allowTags"),
  actorHeader: from(family.actorHeader, family, "actorHeader"),
});
