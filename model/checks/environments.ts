import { isWritten } from "../position";
import { finding } from "../problem";
import type { Check } from "./check";

/** Along the promotion, approvals, retention and the rule for images never get weaker, and nothing consolidated follows a database per product. */
export const checkPromotionOrder: Check = {
  name: "promotion-order",
  waivable: true,
  run: ({ environments }) => {
    const ordered = Object.values(environments);
    return ordered.slice(1).flatMap((environment, index) => {
      const before = ordered[index];
      if (!before) return [];
      return [
        ...(environment.approvers.length === 0 && before.approvers.length > 0
          ? [
              finding(
                environment.at("approvers"),
                `nobody approves ${environment.name}, but ${before.name} before it has approvers; name approvers or change the order`,
              ),
            ]
          : []),
        ...(environment.retentionDays < before.retentionDays
          ? [
              finding(
                environment.at("backups"),
                `got ${environment.retentionDays}d, below the ${before.retentionDays}d of ${before.name} before it; raise it or change the order`,
              ),
            ]
          : []),
        ...(environment.allowTags && !before.allowTags
          ? [
              finding(
                environment.at("allowTags"),
                `tags are admitted, but ${before.name} before it wants digests; remove it or change the order`,
              ),
            ]
          : []),
        ...(environment.consolidated && !before.consolidated
          ? [
              finding(
                environment.at("database"),
                `consolidated after ${before.name} with a database per product; write per-product or change the order`,
              ),
            ]
          : []),
      ];
    });
  },
};

/** A host, a cluster, a token or an archive of one environment must mean nothing in another. */
export const checkEnvironmentsDiffer: Check = {
  name: "environments-differ",
  waivable: false,
  run: ({ environments }) =>
    (
      [
        [["domain"], ({ domain }) => domain],
        // Roles and admission rules of a stack are the cluster's, and their names do not tell environments apart.
        [["cluster", "server"], ({ cluster }) => cluster.server],
        [["cluster", "audience"], ({ cluster }) => cluster.audience],
        [["archive", "bucket"], ({ archive }) => `${archive.endpoint ?? ""}${archive.bucket}`],
      ] as readonly [readonly string[], (environment: (typeof environments)[string]) => string][]
    ).flatMap(([path, value]) =>
      Object.values(environments).flatMap((environment) => {
        const twin = Object.values(environments).find((other) => other.order < environment.order && value(other) === value(environment));
        return twin
          ? [finding(environment.at(...path), `got "${value(environment)}", which ${twin.name} has already; give each environment its own`)]
          : [];
      }),
    ),
};

/** Without the Prometheus operator no alert is made: nobody hears of a backup that fails. */
export const checkMonitoring: Check = {
  name: "monitoring",
  waivable: true,
  run: ({ environments }) =>
    Object.values(environments)
      .filter(({ consolidated, cluster }) => !consolidated && cluster.monitoring === null)
      .map((environment) =>
        finding(
          environment.at("cluster", "monitoring"),
          `${environment.name} has a database per product and no alerts; write monitoring: { labels: { release: <release of kube-prometheus-stack> } }, or add an exception "monitoring" with a reason`,
        ),
      ),
};

/** A policy without refs would let nothing be deployed. */
export const checkRefs: Check = {
  name: "refs",
  waivable: false,
  run: ({ environments }) =>
    Object.values(environments)
      .filter(({ refs }) => refs.branches.length + refs.tags.length === 0)
      .map((environment) =>
        finding(
          environment.at("refs"),
          `names no branch and no tag, so nothing could be deployed; write { branches: [main] } or { tags: ["v*"] }`,
        ),
      ),
};

/** An exec plugin needs its command; OIDC has none. A former authority is another one, and only GitHub's tokens are bound to one. */
export const checkClusterAccess: Check = {
  name: "cluster-access",
  waivable: false,
  run: ({ environments }) =>
    Object.values(environments).flatMap((environment) => {
      const {
        ca,
        formerCa,
        access: { kind, command },
      } = environment.cluster;
      if (formerCa === ca)
        return [
          finding(
            environment.at("cluster", "formerCa"),
            "is ca; write the authority before it, or remove it when nothing asks for that one",
          ),
        ];
      if (kind === "exec" && formerCa !== null)
        return [finding(environment.at("cluster", "formerCa"), "with exec no token is bound to an authority; remove it")];
      if (kind === "exec" && command.length === 0)
        return [
          finding(environment.at("cluster", "access"), "exec needs the command that prints a token; write command: [program, argument]"),
        ];
      if (kind === "oidc" && command.length > 0)
        return [finding(environment.at("cluster", "command"), "oidc runs no command; remove it or write access: exec")];
      return [];
    }),
};

/** Archiving with iam needs a role: the addresses at which a node hands out its own are closed to Pods. A Secret needs none. A private authority is an endpoint's. */
export const checkArchiveAccess: Check = {
  name: "archive-access",
  waivable: false,
  run: ({ environments }) =>
    Object.values(environments).flatMap((environment) => {
      const { credentials, roleArn, endpoint, endpointCA } = environment.archive;
      if (endpointCA !== null && endpoint === null)
        return [
          finding(
            environment.at("archive", "endpointCA"),
            "AWS has a public certificate authority; remove it, or write endpoint: https://…, the server that it certifies",
          ),
        ];
      if (credentials === "iam" && roleArn === null && !isWritten(environment, "archive", "roleArn"))
        return [
          finding(
            environment.at("archive", "credentials"),
            "iam needs the role that may write to the bucket; write roleArn: arn:aws:iam::<account>:role/<name>, or name a Secret",
          ),
        ];
      if (credentials !== "iam" && roleArn !== null)
        return [finding(environment.at("archive", "roleArn"), "a Secret needs no role; remove it or write credentials: iam")];
      return [];
    }),
};
