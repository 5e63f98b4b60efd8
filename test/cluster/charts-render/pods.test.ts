import { basename } from "node:path";
import { z } from "zod";
import { chartCases } from "../support/charts";
import { identity, template, type Rendered } from "./helm-template";

const amounts = z.object({ cpu: z.string(), memory: z.string() });

/** What every container of this project's Pods has to say. Pod Security `restricted`, and more. */
const container = z.object({
  name: z.string(),
  image: z.string().regex(/@sha256:[0-9a-f]{64}$/),
  imagePullPolicy: z.literal("IfNotPresent"),
  resources: z.object({ requests: amounts, limits: amounts }),
  securityContext: z.strictObject({
    allowPrivilegeEscalation: z.literal(false),
    readOnlyRootFilesystem: z.literal(true),
    capabilities: z.strictObject({ drop: z.tuple([z.literal("ALL")]) }),
  }),
});

const podSpec = z.object({
  serviceAccountName: z.string().refine((name) => name !== "default"),
  automountServiceAccountToken: z.literal(false),
  enableServiceLinks: z.literal(false),
  hostNetwork: z.undefined().optional(),
  hostPID: z.undefined().optional(),
  hostIPC: z.undefined().optional(),
  securityContext: z.object({
    runAsNonRoot: z.literal(true),
    runAsUser: z.number().min(10_000),
    runAsGroup: z.number().min(10_000),
    seccompProfile: z.strictObject({ type: z.literal("RuntimeDefault") }),
  }),
  containers: z.array(container).min(1),
  initContainers: z.array(container).optional(),
  volumes: z.array(z.object({ name: z.string(), hostPath: z.undefined().optional() })).optional(),
});

const podTemplate = z.object({ template: z.object({ spec: z.unknown() }) });

/** The Pod that an object makes, if it makes any. */
function podOf({ kind, spec }: Rendered): unknown {
  if (kind === "CronJob") return z.object({ jobTemplate: z.object({ spec: podTemplate }) }).parse(spec).jobTemplate.spec.template.spec;
  return kind === "Deployment" || kind === "Job" ? podTemplate.parse(spec).template.spec : undefined;
}

const pods = chartCases
  // Tags are for a laptop only.
  .filter(({ values }) => basename(values) !== "laptop.yaml")
  .flatMap(({ chart, title, values }) =>
    template({ chart, example: basename(values, ".yaml") }).flatMap((object) => {
      const pod = podOf(object);
      return pod === undefined ? [] : [{ title: `${title}: ${identity(object)}`, pod }];
    }),
  );

it("finds the Pods of APIs, workers, migrations, user interfaces, maintenance and of the wait for a database", () => {
  const titles = pods.map(({ title }) => title).join("\n");
  expect(titles).toMatch(/service with direct: Deployment\/acme-test\/acme\n/);
  expect(titles).toMatch(/service with direct: Deployment\/acme-test\/acme-scanner/);
  expect(titles).toMatch(/service with gateway: Job/);
  expect(titles).toMatch(/web with direct: Deployment/);
  expect(titles).toMatch(/postgres with product: CronJob/);
  expect(titles).toMatch(/postgres with product: Job/);
});

it.each(pods)("gives the Pod only what it needs: $title", ({ pod }) => {
  expect(podSpec.safeParse(pod).error?.issues ?? []).toEqual([]);
});
