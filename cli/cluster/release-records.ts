import { z } from "zod";
import { UserError } from "../user-error";
import type { Kubectl } from "./kubectl";

/** A Helm release, as a stack names it. */
export interface ReleaseName {
  readonly namespace: string;
  readonly name: string;
}

/** One revision of a Helm release, in the Secret or ConfigMap in which Helm keeps it. https://helm.sh/docs/topics/advanced/#storage-backends */
export interface ReleaseRecord extends ReleaseName {
  /** `secret/sh.helm.release.v1.acme-shop.v3` */
  readonly object: string;
  readonly revision: number;
  /** `deployed`, `superseded`, `failed`, `pending-install`, … */
  readonly status: string;
  /** When Helm last wrote it. */
  readonly written: Date;
}

const answer = z.object({
  items: z.array(
    z.object({
      kind: z.string(),
      metadata: z.object({
        name: z.string(),
        namespace: z.string(),
        creationTimestamp: z.string(),
        labels: z.object({ name: z.string(), status: z.string(), version: z.string(), modifiedAt: z.string().optional() }),
      }),
    }),
  ),
});

/** Labels that select the revisions in these states; the payload of a release can have a megabyte, so only few are ever asked for. */
export const inStates = (...states: readonly string[]): string => `owner=helm,status in (${states.join(",")})`;

/**
 * The revisions that a selector finds, in one namespace or in all.
 * @throws UserError when the cluster does not answer
 */
export async function releaseRecords(kubectl: Kubectl, selector: string, namespace?: string): Promise<readonly ReleaseRecord[]> {
  const place = namespace === undefined ? ["--all-namespaces"] : ["--namespace", namespace];
  const { ok, stdout, stderr } = await kubectl("get", "secrets,configmaps", ...place, "--selector", selector, "--output", "json");
  if (!ok) throw new UserError(`the cluster did not say in which state Helm's releases are: ${stderr}`);
  return answer.parse(JSON.parse(stdout)).items.map(({ kind, metadata: { name: object, namespace: in_, creationTimestamp, labels } }) => ({
    namespace: in_,
    name: labels.name,
    object: `${kind.toLowerCase()}/${object}`,
    revision: Number(labels.version),
    status: labels.status,
    // Seconds since 1970; Helm writes the label when it changes the record.
    written: new Date(labels.modifiedAt === undefined ? creationTimestamp : Number(labels.modifiedAt) * 1000),
  }));
}
