import {
  type Consequences,
  danger,
  type Edit,
  field,
  listed,
  notice,
  quiet,
  removal,
  restart,
  shown,
  some,
  type Told,
  whole,
} from "./consequence";
import { roles } from "./of-roles";
import { exception, generation, partition, restore, retention, rotation, size } from "./of-databases";

const IN = "products.<product>";

const product = ({ names }: Edit): string => names.product ?? "";

/** What each field of products/<code>.yaml does. */
export const OF_PRODUCTS: Consequences = {
  [IN]: field("everywhere", ({ before, after }) => {
    if (after !== undefined)
      return (after as { state?: unknown }).state === "planned"
        ? quiet("a planned product has no resources yet")
        : notice("a new product: its repositories, its namespaces, hosts and databases are made");
    return (before as { state?: unknown }).state === "planned"
      ? quiet("a planned product had no resources")
      : removal("its namespaces go, with what runs there and its databases; its repositories are archived on GitHub and keep their names");
  }),
  [`${IN}.brand`]: field("github", notice("GitHub shows it in the descriptions; the user interface after a scaffold update")),
  [`${IN}.summary`]: field("github", notice("GitHub shows it in the descriptions")),
  [`${IN}.accent`]: field("scaffold", notice("changes nothing on GitHub; the user interface has the color after a scaffold update")),
  [`${IN}.state`]: field("everywhere", (edit) => productState(edit)),
  [`${IN}.owners.api`]: field("everywhere", ({ before, after }) =>
    notice(`${String(after)} maintains and reviews the API's repository, and ${String(before)} no longer does`),
  ),
  [`${IN}.owners.ui`]: field("github", ({ before, after }) =>
    notice(`${String(after)} maintains and reviews the UI's repository, and ${String(before)} no longer does`),
  ),
  [`${IN}.repositories.api.state`]: field("everywhere", (edit) => repositoryState("API", edit)),
  [`${IN}.repositories.ui.state`]: field("everywhere", (edit) => repositoryState("UI", edit)),
  [`${IN}.calls`]: field("clusters", (edit) => {
    const { gained, lost } = listed(edit);
    if (lost.length > 0)
      return danger(`${product(edit)} no longer reaches the API of ${some(lost)}: calls that are still made time out${also(gained)}`);
    return notice(`${product(edit)} may reach the API of ${some(gained)}`);
  }),
  [`${IN}.egress`]: field("clusters", (edit) => {
    const { gained, lost } = listed(edit);
    if (lost.length > 0)
      return danger(`${product(edit)} no longer reaches ${some(lost)}: connections that are still tried time out${also(gained)}`);
    return notice(`${product(edit)} may reach ${some(gained)} outside the cluster`);
  }),
  [`${IN}.roles`]: whole("github", roles),
  [`${IN}.replicas.<environment>.min`]: field("everywhere", ({ after }) =>
    notice(`from the next release at least ${own(after)} Pods of each application run`),
  ),
  [`${IN}.replicas.<environment>.max`]: field("everywhere", ({ after }) =>
    notice(`the quota changes now; from the next release at most ${own(after)} Pods of each application run`),
  ),
  [`${IN}.workers`]: field("everywhere", ({ after }) =>
    notice(`the quota changes now; from the next release at most ${shown(after ?? 1)} Pods of workers run`),
  ),
  [`${IN}.secrets.api`]: field("github", (edit) => secretNames(edit)),
  [`${IN}.secrets.ui`]: field("github", (edit) => secretNames(edit)),
  [`${IN}.database.partitions.<table>`]: field("clusters", partition),
  [`${IN}.database.partitions.<table>.by`]: field("clusters", ({ after, names }) =>
    notice(`new partitions of ${names.table ?? ""} hold a ${String(after)} each; those that exist stay`),
  ),
  [`${IN}.database.partitions.<table>.keep`]: field("clusters", partition),
  [`${IN}.database.connectionsPerReplica`]: field("everywhere", ({ after }) =>
    notice(`from the next release each Pod opens at most ${shown(after ?? 5)} connections`),
  ),
  [`${IN}.database.areas`]: field("clusters", (edit) => {
    const { gained, lost } = listed(edit);
    if (lost.length > 0) return notice(`the schemas ${some(lost)} stay with their rows, and nobody cares for them any more${also(gained)}`);
    return notice(`the schemas ${some(gained)} are made`);
  }),
  [`${IN}.database.readOnlySecret`]: field("clusters", ({ after }) =>
    after === true
      ? notice("the read-only role's password reaches the product's namespace")
      : restart("the read-only role's Secret leaves the product's namespace: a Pod that reads it does not start again"),
  ),
  [`${IN}.database.<environment>.size`]: field("clusters", size),
  [`${IN}.database.<environment>.backups`]: field("clusters", retention),
  [`${IN}.database.<environment>.generation`]: field("clusters", generation),
  [`${IN}.database.<environment>.restore`]: whole("clusters", restore),
  [`${IN}.database.<environment>.rotation`]: field("clusters", rotation),
  [`${IN}.exceptions.<check>`]: exception("github"),
};

const own = (count: unknown): string => (count === undefined ? "the environment's number of" : shown(count));

const also = (gained: readonly string[]): string => (gained.length === 0 ? "" : `; new: ${some(gained)}`);

function productState(edit: Edit): Told {
  const [from, to] = [edit.before ?? "active", edit.after ?? "active"];
  if (to === "archived")
    return removal("its applications stop and their namespaces go; GitHub archives the repositories; databases and backups stay");
  if (to === "planned") return removal("everything of it goes: repositories are archived, namespaces and databases deleted");
  return from === "archived"
    ? notice("its namespaces come back and GitHub opens the repositories; the same databases, the same passwords")
    : notice("its repositories, its namespaces, hosts and databases are made");
}

function repositoryState(part: string, { after }: Edit): Told {
  if (after === "archived") return danger(`GitHub archives the ${part}'s repository; its host and its right to deploy go`);
  if (after === "planned")
    return danger(`the ${part}'s repository leaves the catalog and is archived; its host and its right to deploy go`);
  return notice(`the ${part}'s repository is made or opened again, with its host and the right to deploy`);
}

/** Names of secrets that a repository's environments have. */
export function secretNames(edit: Edit): Told {
  const { gained, lost } = listed(edit);
  if (lost.length > 0) return danger(`jobs that read ${some(lost)} get an empty value${also(gained)}`);
  return notice(`${some(gained)} can be sealed: sigma check --secrets says with which command`);
}
