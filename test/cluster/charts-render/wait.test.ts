import { z } from "zod";
import { database } from "./database";
import { ofKind, type Rendered } from "./helm-template";

/** The Job that a release waits for; what it does in a cluster is in lifecycle.ts and restore.test.ts, what its command does in test/postgres. */
describe("A release that makes a database", () => {
  const job = z.object({
    activeDeadlineSeconds: z.number(),
    template: z.object({
      metadata: z.object({ labels: z.record(z.string(), z.string()) }),
      spec: z.object({ serviceAccountName: z.string(), automountServiceAccountToken: z.literal(false) }),
    }),
  });
  const wait = (objects: readonly Rendered[]) => ofKind(objects, "Job")["acme-shop-wait"]!;
  const specOf = (objects: readonly Rendered[]) => job.parse(wait(objects).spec);

  it("waits for it before it succeeds, in an installation and in an upgrade", () => {
    expect(wait(database("product")).metadata.annotations).toEqual({
      "helm.sh/hook": "post-install,post-upgrade",
      "helm.sh/hook-delete-policy": "before-hook-creation",
    });
  });

  it("gives up before the ten minutes of a stack, or when the values say", () => {
    expect(specOf(database("product")).activeDeadlineSeconds).toBeLessThan(600);
    expect(specOf(database("product", { waitSeconds: 3000 })).activeDeadlineSeconds).toBe(3050);
  });

  it("waits as the Pods do that network policies let reach the database, with an account that is there with or without partitions", () => {
    for (const objects of [database("product"), database("product", { products: { shop: { partitions: null } } })]) {
      const { metadata, spec } = specOf(objects).template;
      expect(metadata.labels["app.kubernetes.io/component"]).toBe("maintenance");
      expect(Object.keys(ofKind(objects, "ServiceAccount"))).toContain(spec.serviceAccountName);
    }
  });
});
