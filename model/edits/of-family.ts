import { record } from "../record";
import {
  amount,
  danger,
  field,
  listed,
  notice,
  quiet,
  removal,
  refused,
  restart,
  some,
  type Consequence,
  type Consequences,
  type Edit,
  type Told,
} from "./consequence";
import { databasesOfSize, exception, postgresVersion } from "./of-databases";

const renamed = (what: string): Told =>
  danger(`renames ${what}: what has the old name is deleted or left behind, and what gets the new one begins empty`);

const NOT_HERE = "no database of this environment has this size";

const volume =
  (what: string) =>
  (edit: Edit): Told => {
    const databases = databasesOfSize(edit, edit.path[3]);
    if ((amount(edit.after) ?? 0) < (amount(edit.before) ?? 0) && databases.length > 0)
      return refused(`volumes never shrink, and ${some(databases)} ${databases.length === 1 ? "has" : "have"} this size`);
    return databases.length === 0
      ? quiet(NOT_HERE)
      : quiet(`the ${what} volume of ${some(databases)} grows while it runs, when the storage class can expand`);
  };

const instances = (edit: Edit): Told => {
  const databases = databasesOfSize(edit, edit.path[3]);
  return databases.length === 0
    ? quiet(NOT_HERE)
    : restart(`the instances of ${some(databases)} restart one after the other, with one switchover of some seconds`);
};

const limit = (edit: Edit): Told => {
  const databases = databasesOfSize(edit, edit.path[3]);
  return databases.length === 0
    ? quiet(NOT_HERE)
    : notice(`at once: connections of the role beyond ${String(edit.after)} are refused in ${some(databases)}`);
};

const sizes: Consequences = record(
  ["small", "medium", "large"].flatMap((size): (readonly [string, Consequence])[] => [
    [`family.database.sizes.${size}.cpu`, field("clusters", instances)],
    [`family.database.sizes.${size}.memory`, field("clusters", instances)],
    [`family.database.sizes.${size}.storage`, field("clusters", volume("data"))],
    [`family.database.sizes.${size}.walStorage`, field("clusters", volume("WAL"))],
    [`family.database.sizes.${size}.maxConnections`, field("clusters", instances)],
    ...["rw", "ro", "migrator"].map(
      (role) => [`family.database.sizes.${size}.connectionLimits.${role}`, field("clusters", limit)] as const,
    ),
  ]),
);

const moved = (what: string): Told =>
  danger(`Terraform looks for its state ${what}: without the state moved there first it would make everything a second time`);

/** What each field of family.yaml does. */
export const OF_FAMILY: Consequences = {
  "family.family": field("everywhere", renamed("every repository, namespace and host")),
  "family.organization": field(
    "everywhere",
    danger(
      "manages another organization on GitHub; the repositories of the old one are left as they are, and no job of it may deploy any more",
    ),
  ),
  "family.plan": field(
    "github",
    notice("decides which protections GitHub is asked for; what the new plan lacks on a repository goes away there"),
  ),
  "family.visibility": field("github", ({ after }) =>
    after === "public"
      ? danger("everybody on the internet can read the code of every repository that names no visibility of its own")
      : notice("forks and outside readers of every repository that names no visibility of its own lose access"),
  ),
  "family.domain": field(
    "everywhere",
    danger("the gateway's host changes: clients with the old address get no answer, and the new one needs DNS first"),
  ),
  "family.registry": field(
    "everywhere",
    danger("clusters admit images of the new registry alone: push every image there before, or the next start of a Pod is refused"),
  ),
  "family.python.importPrefix": field(
    "scaffold",
    notice("renames the products' Python packages in new scaffolds; repositories that exist keep theirs until a scaffold update"),
  ),
  "family.python.index": field("scaffold", notice("repositories install from the new index after a scaffold update")),
  "family.database.prefix": field("everywhere", renamed("every product's database")),
  "family.database.consolidated": field("everywhere", renamed("the consolidated database")),
  "family.database.major": field("clusters", postgresVersion),
  "family.database.image": field("clusters", postgresVersion),
  "family.database.platform": field("clusters", ({ after }) =>
    after === undefined
      ? removal("the shared database leaves the catalog: its release and its namespace go, with every backup schedule")
      : notice("a shared database is made in every environment"),
  ),
  "family.database.platform.name": field("clusters", renamed("the shared database")),
  "family.database.platform.owner": field("github", notice("the migrations of the shared database come from another repository")),
  ...sizes,
  "family.gateway": field("everywhere", ({ after }) =>
    after === "gateway"
      ? notice("one host serves every product under /api/<code>, beside the APIs' own; the gateway repository is made")
      : danger(
          "clients of the gateway's host get no answer, and the gateway repository is archived; the APIs' own hosts and the user interfaces go on",
        ),
  ),
  "family.actorHeader": field(
    "everywhere",
    danger(
      "the Gateway removes the new header from what clients send and lets the old one through; an API reads the new one from its next release, and until then trusts what anybody sends",
    ),
  ),
  "family.github.organizationId": field(
    "github",
    danger("another organization's settings are written, and tokens of this one's jobs are refused by the clusters"),
  ),
  "family.github.appId": field("github", danger("another App may bypass every protection, and this one no longer may")),
  "family.github.installationId": field("github", notice("jobs apply as another installation of the App, from their next run")),
  "family.github.reader": field("github", ({ after }) =>
    after === undefined
      ? notice("jobs no longer plan with an App of their own; people plan")
      : notice("jobs plan as this App from their next run"),
  ),
  "family.github.reader.appId": field("github", notice("jobs plan as another App, from their next run")),
  "family.github.reader.installationId": field("github", notice("jobs plan as another installation of the App, from their next run")),
  "family.github.releaseAppId": field("scaffold", notice("version pull requests and tags are made by another App after a scaffold update")),
  "family.github.billingEmail": field("github", notice("GitHub sends the bills to another address")),
  "family.actions.allowed": field("github", (edit) => {
    const { gained, lost } = listed(edit);
    return lost.length > 0
      ? danger(`GitHub refuses every workflow of the teams that uses ${some(lost)}`)
      : notice(`teams may use ${some(gained)} in their workflows`);
  }),
  "family.workflows.released": field("github", (edit) =>
    edit.after === undefined
      ? danger("no commit of the workflows may deploy any more")
      : notice("checks of the reusable workflows become required"),
  ),
  "family.workflows.released.<commit>": field("github", ({ after }) =>
    after === undefined
      ? danger(
          "the clusters refuse every deploy whose caller still pins this commit, once their API servers have the emitted configuration",
        )
      : notice("callers may pin this commit, once each API server has the emitted configuration (docs/authentication)"),
  ),
  "family.fleet.canaries": field("scaffold", notice("updates of the scaffolds reach other repositories first, from the next one")),
  "family.state.backend": field("everywhere", moved("in another backend")),
  "family.state.bucket": field("everywhere", moved("in another bucket")),
  "family.state.region": field("everywhere", moved("in another region")),
  "family.state.endpoint": field("everywhere", moved("on another server")),
  "family.state.roles": field("github", ({ after }) =>
    after === undefined
      ? notice("jobs can no longer read the states; people plan and apply")
      : notice("jobs take these roles from their next run"),
  ),
  "family.state.roles.plan": field("github", notice("jobs that plan take another role from their next run")),
  "family.state.roles.apply": field("github", notice("jobs that apply take another role from their next run")),
  "family.exceptions.<check>": exception("github"),
};
