import { danger, field, listed, notice, quiet, removal, some, whole, type Consequences, type Edit, type Told } from "./consequence";
import { archivePlace, exception, generation, instanceCount, ownVersion, restartOfAll, restore, retention } from "./of-databases";

const IN = "environments.<environment>";

const unreachable = (what: string): Told => danger(`${what}: with a wrong one Terraform no longer reaches the cluster`);

const names = ({ names: { environment = "" } }: Edit): string => environment;

/** What each field of environments.yaml does. */
export const OF_ENVIRONMENTS: Consequences = {
  environments: field(
    "github",
    notice("the order of promotion changes: who approves the organization's own changes follows the last environment"),
  ),
  [IN]: field("everywhere", (edit) =>
    edit.after === undefined
      ? danger(
          "nobody deploys there any more; its stack is no longer planned, and what its cluster runs stays until it is destroyed by name",
        )
      : notice("a new environment: every repository gets it, and its stack makes everything in its cluster"),
  ),
  [`${IN}.domain`]: field(
    "everywhere",
    danger("every host changes its name: clients with the old names get no answer, and the new ones need DNS and certificates first"),
  ),
  [`${IN}.database`]: field(
    "everywhere",
    danger("the databases of the other arrangement leave the release, and the new ones begin empty: move the data first"),
  ),
  [`${IN}.backups`]: field("clusters", retention),
  [`${IN}.instances`]: field("clusters", instanceCount),
  [`${IN}.replicas.min`]: field("everywhere", ({ after }) =>
    notice(`from each product's next release at least ${String(after)} Pods of each application run`),
  ),
  [`${IN}.replicas.max`]: field("everywhere", ({ after }) =>
    notice(`quotas change now; from each product's next release at most ${String(after)} Pods of each application run`),
  ),
  [`${IN}.approvers`]: field("github", (edit) => {
    const { gained, lost } = listed(edit);
    if (!Array.isArray(edit.after) || edit.after.length === 0) return danger(`nobody approves a promotion to ${names(edit)} any more`);
    const changes = [...gained.map((team) => `${team} approves, too`), ...lost.map((team) => `${team} no longer approves`)];
    return notice(`promotions to ${names(edit)}: ${changes.join(", ") || "the same teams approve"}`);
  }),
  [`${IN}.waitMinutes`]: field("github", ({ after }) =>
    notice(
      Number(after ?? 0) === 0
        ? "a deployment begins with its approval"
        : `a deployment begins ${String(after)} minutes after its approval`,
    ),
  ),
  [`${IN}.refs.branches`]: field("github", (edit) => refs("branches", edit)),
  [`${IN}.refs.tags`]: field("github", (edit) => refs("tags", edit)),
  [`${IN}.allowTags`]: field("clusters", ({ after }) =>
    after === true
      ? danger("the cluster admits images by a tag alone, so what runs may be another image than the one that was checked")
      : notice("the cluster refuses an image without a digest; what runs goes on"),
  ),
  [`${IN}.cluster.server`]: field(
    "everywhere",
    danger(
      "Terraform and deploys turn to this address: when another cluster answers, everything is made a second time and the old one is left alone",
    ),
  ),
  [`${IN}.cluster.ca`]: field(
    "everywhere",
    unreachable("Terraform and deploys trust this authority alone, and the API server must accept its tokens first (docs/authentication)"),
  ),
  [`${IN}.cluster.formerCa`]: field("github", ({ after }) =>
    after === undefined
      ? notice("the API server refuses tokens for the former authority once it has the new docs/authentication")
      : notice(
          "the API server accepts tokens for this authority too once it has the new docs/authentication: take it out when all use the new one",
        ),
  ),
  [`${IN}.cluster.access`]: field("clusters", unreachable("tokens are made in another way")),
  [`${IN}.cluster.command`]: field("clusters", unreachable("tokens are made by another command")),
  [`${IN}.cluster.context`]: field(
    "clusters",
    notice("Terraform takes another context of the kubeconfig for its user; the address stays the catalog's"),
  ),
  [`${IN}.cluster.audience`]: field(
    "github",
    danger("the API server must take this audience first (docs/authentication), or every deploy is refused"),
  ),
  [`${IN}.cluster.runner.label`]: field(
    "github",
    notice("jobs with this environment's identity run there from the next release of the workflows; emit and release them"),
  ),
  [`${IN}.cluster.runner.hosted`]: field("github", ({ after }) =>
    after === "self"
      ? danger(
          "once it has the new docs/authentication the cluster takes jobs of your own runners alone: whoever controls one is the deployer and the applier",
        )
      : danger("once it has the new docs/authentication the cluster refuses every job of your own runners"),
  ),
  [`${IN}.cluster.kubernetesVersion`]: field("clusters", ({ after }) =>
    notice(`Pod Security is judged as Kubernetes ${String(after)} does: a Pod that it refuses does not start again`),
  ),
  [`${IN}.cluster.podCidr`]: field("clusters", ({ is, names: { environment = "" } }) =>
    is("environments", environment, "cluster", "archiveCidrs") === undefined
      ? danger("databases reach their archive everywhere but here: with a wrong network they lose it, or reach other Pods")
      : quiet("archiveCidrs says where the archive is, so no rule needs it"),
  ),
  [`${IN}.cluster.apiServerCidr`]: field(
    "clusters",
    danger("instances of databases reach the API server there alone: with a wrong network failover and backups end"),
  ),
  [`${IN}.cluster.dnsCidrs`]: field("clusters", (edit) => {
    const { lost } = listed(edit);
    return lost.length === 0
      ? quiet("pods may also ask a DNS cache there")
      : danger(`pods may no longer ask a DNS cache at ${some(lost)}: where the nodes still send them there, they find no host`);
  }),
  [`${IN}.cluster.archiveCidrs`]: field(
    "clusters",
    danger("instances of databases reach these networks alone: when the object store or STS is elsewhere, archiving ends"),
  ),
  [`${IN}.cluster.storageClass`]: field("clusters", notice("volumes made from now on have this class; those that exist keep theirs")),
  [`${IN}.cluster.spread`]: field("clusters", restartOfAll("; an instance that finds no other place stays pending")),
  [`${IN}.cluster.issuer`]: field(
    "clusters",
    notice("certificates of all hosts are issued again by this issuer; the old ones serve until then"),
  ),
  [`${IN}.cluster.imagePullSecret`]: field("clusters", ({ after }) =>
    after === undefined
      ? notice("Pods started from now on pull without credentials")
      : notice("Pods started from now on pull with this Secret, which each namespace must have"),
  ),
  [`${IN}.cluster.operators`]: field("clusters", ({ after }) =>
    after === "preinstalled"
      ? removal(
          "Terraform uninstalls CloudNativePG, the archive plugin, cert-manager and Envoy Gateway: databases and hosts are out of control until others are there",
        )
      : notice("Terraform installs the operators, which fails where somebody else's are installed"),
  ),
  [`${IN}.cluster.monitoring`]: field("everywhere", ({ after }) =>
    after === undefined
      ? danger("no metrics are read and no alert is made any more")
      : notice("metrics are read and alerts made; of applications from their next release"),
  ),
  [`${IN}.cluster.monitoring.labels`]: field(
    "everywhere",
    notice("Prometheus finds monitors and rules by these labels; with wrong ones no alert comes"),
  ),
  [`${IN}.cluster.monitoring.labels.<label>`]: field(
    "everywhere",
    notice("Prometheus finds monitors and rules by these labels; with wrong ones no alert comes"),
  ),
  [`${IN}.archive.bucket`]: field("clusters", archivePlace),
  [`${IN}.archive.endpoint`]: field("clusters", archivePlace),
  [`${IN}.archive.endpointCA`]: field(
    "clusters",
    notice("instances trust this authority of the object store; with a wrong one archiving ends"),
  ),
  [`${IN}.archive.credentials`]: field(
    "clusters",
    notice("instances write to the archive with other credentials; without the right to write archiving ends"),
  ),
  [`${IN}.archive.roleArn`]: field(
    "clusters",
    notice("instances take another role of AWS; when its trust does not admit them archiving ends"),
  ),
  [`${IN}.identity`]: field("clusters", ({ after }) =>
    after === undefined
      ? danger("nobody is asked any more who calls: user interfaces are open to everybody, and APIs answer 401")
      : notice("the gateway asks on every host who calls; user interfaces send to the provider whoever has not signed in"),
  ),
  [`${IN}.identity.issuer`]: field("clusters", danger("tokens and sessions of the old provider are refused at once")),
  [`${IN}.identity.jwks`]: field(
    "clusters",
    danger("tokens are checked with the keys from there: with a wrong address every request is refused"),
  ),
  [`${IN}.identity.audiences`]: field("clusters", (edit) => {
    const { gained, lost } = listed(edit);
    return lost.length > 0
      ? danger(`tokens for ${some(lost)} are refused at once`)
      : notice(`tokens for ${some(gained)} are accepted, too`);
  }),
  [`${IN}.identity.actorClaim`]: field(
    "clusters",
    danger("APIs know callers by another claim: what was written under the old names no longer belongs to anybody"),
  ),
  [`${IN}.identity.roleClaim`]: field("clusters", danger("groups are read from another claim: with a wrong one nobody has a role")),
  [`${IN}.identity.signIn`]: field("clusters", ({ after }) =>
    after === undefined ? danger("nobody can sign in at a user interface any more") : notice("people can sign in at the user interfaces"),
  ),
  [`${IN}.identity.signIn.clientId`]: field(
    "clusters",
    danger("people sign in by another client of the provider, which must know every product's callback, or nobody gets in"),
  ),
  [`${IN}.identity.signIn.secret`]: field(
    "clusters",
    danger("the client's secret is read from another Secret of the platform's namespace: without it nobody gets in"),
  ),
  [`${IN}.identity.signIn.scopes`]: field("clusters", notice("whoever signs in from now on is asked for other scopes")),
  [`${IN}.postgres`]: whole("clusters", ownVersion),
  [`${IN}.sharedDatabase.generation`]: field("clusters", generation),
  [`${IN}.sharedDatabase.restore`]: whole("clusters", restore),
  [`${IN}.exceptions.<check>`]: exception("github"),
};

function refs(sort: string, edit: Edit): Told {
  const { gained, lost } = listed(edit);
  const changes = [
    ...(gained.length > 0 ? [`${sort} ${some(gained)} may deploy to ${names(edit)}`] : []),
    ...(lost.length > 0 ? [`${sort} ${some(lost)} may no longer deploy to ${names(edit)}`] : []),
  ];
  return changes.length === 0 ? quiet(`the same ${sort} in another order`) : notice(changes.join("; "));
}
