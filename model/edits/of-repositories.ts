import { GITHUB_STACK } from "../../contract/stacks";
import { type Consequences, danger, type Edit, field, listed, notice, quiet, removal, shown, some } from "./consequence";
import { exception } from "./of-databases";
import { secretNames } from "./of-products";

const KIND = "repositories.kinds.<kind>";
const IN = "repositories.repositories.<repository>";

const repositoriesOf = ({ family, names }: Edit): string =>
  some(Object.values(family.repositories).flatMap(({ name, kind, managed }) => (managed && kind.name === names.kind ? [name] : [])));

const owners = (edit: Edit) => {
  const { gained, lost } = listed(edit);
  const path = edit.names.path ?? "";
  if (edit.after === undefined) return notice(`pull requests that touch ${path} no longer wait for ${some(lost)}`);
  return notice(`pull requests that touch ${path} wait for ${some(Array.isArray(edit.after) ? edit.after.map(String) : gained)}`);
};

const checks = (edit: Edit) => {
  const { gained, lost } = listed(edit);
  if (lost.length > 0) return danger(`pull requests of ${repositoriesOf(edit)} are merged without ${some(lost)}`);
  return notice(`pull requests of ${repositoriesOf(edit)} wait for ${some(gained)}; a repository that has no such job merges nothing`);
};

/** What each field of repositories.yaml does. */
export const OF_REPOSITORIES: Consequences = {
  [KIND]: field("github", quiet("says nothing to GitHub by itself: its repositories do")),
  [`${KIND}.description`]: field("scaffold", quiet("people read it in the catalog alone")),
  [`${KIND}.topics`]: field("github", (edit) => notice(`GitHub lists ${repositoriesOf(edit)} under other topics`)),
  [`${KIND}.requiredChecks`]: field("github", checks),
  [`${KIND}.requiredChecksOnceReleased`]: field("github", checks),
  [`${KIND}.environments`]: field("github", quiet("says what the kind's workflows use; nothing else is admitted")),
  [`${KIND}.paths.<path>`]: field("github", owners),
  [`${KIND}.sharesWorkflows`]: field("github", (edit) =>
    edit.after === true
      ? notice(`the organization's repositories may call the workflows of ${repositoriesOf(edit)}`)
      : danger(`no repository may call the workflows of ${repositoriesOf(edit)} any more: every build and deploy that does is refused`),
  ),
  [IN]: field("github", ({ before, after }) => {
    if (after !== undefined) return notice("a new repository");
    return (before as { state?: unknown }).state === "planned"
      ? quiet("a planned repository had no resources")
      : removal("GitHub archives it; its name stays taken, and its access, protections and environments go");
  }),
  [`${IN}.kind`]: field(
    "github",
    danger("its environments with their secrets, its required checks and its owners become those of the other kind"),
  ),
  [`${IN}.owner`]: {
    ...field("everywhere", ({ before, after }) =>
      notice(`${String(after)} maintains and reviews it, and ${String(before)} no longer does`),
    ),
    // What belongs to no product carries the name of whoever owns the catalog.
    concerns: ({ stack, names, family }) => stack === GITHUB_STACK || names.repository === family.infraRepository,
  },
  [`${IN}.summary`]: field("github", notice("GitHub shows it as the description")),
  [`${IN}.state`]: field("github", ({ after }) => {
    if (after === "archived") return danger("GitHub archives it: nobody pushes, no job runs, its environments with their secrets go");
    if (after === "planned") return removal("it leaves the catalog: GitHub archives it, and its environments with their secrets go");
    return notice("it is made or opened again");
  }),
  [`${IN}.contents`]: field("scaffold", notice("its next scaffold holds another library")),
  [`${IN}.inside`]: field("github", ({ after }) =>
    after === undefined
      ? notice("it becomes a repository of its own")
      : danger("its own repository is archived; its code lives in the one that holds it"),
  ),
  [`${IN}.imports`]: field("github", notice("names the folders that its owner reviews; code that imports the old names must follow")),
  [`${IN}.topics`]: field("github", notice("GitHub lists it under other topics")),
  [`${IN}.visibility`]: field("github", ({ after, family }) =>
    (after ?? family.visibility) === "public"
      ? danger("everybody on the internet can read its code and its history")
      : notice(`${shown(after ?? family.visibility)} from now on: others lose their access and their forks`),
  ),
  [`${IN}.access.<team>`]: field("github", ({ after, names }) =>
    after === undefined
      ? notice(`${names.team ?? ""} loses what it was given beside its other roles`)
      : notice(`${names.team ?? ""} may ${shown(after)}`),
  ),
  [`${IN}.paths.<path>`]: field("github", owners),
  [`${IN}.secrets`]: field("github", secretNames),
  [`${IN}.exceptions.<check>`]: exception("github"),
};
