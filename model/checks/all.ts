import * as calls from "./calls";
import type { Check } from "./check";
import * as databases from "./databases";
import * as environments from "./environments";
import * as fleet from "./fleet";
import * as githubApps from "./github-apps";
import * as githubPlan from "./github-plan";
import * as hosts from "./hosts";
import * as identity from "./identity";
import * as names from "./names";
import * as platformIdentity from "./platform-identity";
import * as postgresVersion from "./postgres-version";
import * as replicas from "./replicas";
import * as repositories from "./repositories";
import * as reservedNames from "./reserved-names";
import * as restores from "./restores";
import * as roles from "./roles";
import * as secrets from "./secrets";
import * as teams from "./teams";

/** Each file exports checks and nothing else, so none of them can be left out here. `npm run lint` refuses a file that is missing. */
const FILES: readonly Readonly<Record<string, Check>>[] = [
  calls,
  databases,
  environments,
  fleet,
  githubApps,
  githubPlan,
  hosts,
  identity,
  names,
  platformIdentity,
  postgresVersion,
  replicas,
  repositories,
  reservedNames,
  restores,
  roles,
  secrets,
  teams,
];

/** Every rule over the catalog as a whole. */
export const checks: readonly Check[] = FILES.flatMap((file) => Object.values(file));
