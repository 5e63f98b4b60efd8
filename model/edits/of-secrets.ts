import { danger, notice, whole, type Consequences } from "./consequence";

/** What a sealed value of secrets/<repository>.yaml does. */
export const OF_SECRETS: Consequences = {
  "secrets.<repository>.<environment>.<secret>": whole("github", ({ before, after, names }) => {
    if (after === undefined) return danger(`jobs that read ${names.secret ?? ""} get an empty value`);
    return notice(
      before === undefined ? `jobs can read ${names.secret ?? ""}` : `jobs read the new value of ${names.secret ?? ""} from their next run`,
    );
  }),
};
