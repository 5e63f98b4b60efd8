import { checkCalls, checkEgress } from "./calls";
import type { Check } from "./check";
import {
  checkArchiveAccess,
  checkClusterAccess,
  checkEnvironmentsDiffer,
  checkMonitoring,
  checkPromotionOrder,
  checkRefs,
} from "./environments";
import { checkAreas, checkConnections, checkConsolidated, checkPartitions, checkRetention } from "./databases";
import { checkGithubApps } from "./github-apps";
import { checkGithubPlan, checkVisibility } from "./github-plan";
import { checkHosts } from "./hosts";
import { checkCollisions, checkNameLimits } from "./names";
import { checkPlatformIdentity } from "./platform-identity";
import { checkPostgresVersion } from "./postgres-version";
import { checkReplicas } from "./replicas";
import { checkContents, checkInfraRepository, checkProductKinds, checkInside, checkSwitches, checkTopics } from "./repositories";
import { checkReservedNames } from "./reserved-names";
import { checkRestore, checkSharedDatabase } from "./restores";
import { checkSecrets } from "./secrets";
import { checkApproverCount, checkTeamParents, checkTeamsExist } from "./teams";

/** Every rule over the catalog as a whole, in the order of its files. */
export const checks: readonly Check[] = [
  checkHosts,
  checkPromotionOrder,
  checkEnvironmentsDiffer,
  checkRefs,
  checkClusterAccess,
  checkMonitoring,
  checkArchiveAccess,
  checkReplicas,
  checkTeamsExist,
  checkTeamParents,
  checkApproverCount,
  checkGithubPlan,
  checkVisibility,
  checkGithubApps,
  checkPlatformIdentity,
  checkNameLimits,
  checkCollisions,
  checkReservedNames,
  checkInside,
  checkSwitches,
  checkInfraRepository,
  checkProductKinds,
  checkTopics,
  checkContents,
  checkCalls,
  checkEgress,
  checkPostgresVersion,
  checkRetention,
  checkRestore,
  checkSharedDatabase,
  checkConsolidated,
  checkConnections,
  checkPartitions,
  checkAreas,
  checkSecrets,
];
