import { type Addition, before } from "../addition";

const BASELINE_VALUES = `        values: { environment: "live", images: ["registry.acme.example/acme-corp/"], allowTags: false, actorHeader: "X-Caller" },`;

const text = (description: string) => ({ type: "string", description });
const map = (description: string, required: readonly string[], properties: object) => ({
  type: "object",
  description,
  additionalProperties: false,
  required,
  properties,
});

/** What the invented chart `notice` takes. */
const NOTICE_SCHEMA = {
  $schema: "http://json-schema.org/draft-07/schema#",
  title: "notice",
  ...map("Tells people in the cluster itself what runs there and whom to ask.", ["environment", "contact", "pages", "products"], {
    environment: text("The environment."),
    contact: map("Whom to ask.", ["team", "channel"], {
      team: text("The team."),
      channel: text("Where it answers."),
      phone: text("Its telephone at night."),
      hours: text("When it answers."),
    }),
    pages: map("Where to read on.", ["runbooks"], {
      runbooks: text("The page with the runbooks."),
      onboarding: text("The page for new colleagues."),
    }),
    products: { type: "array", description: "What runs here.", items: text("The code of a product.") },
    warning: text("What everybody should know at the moment."),
  }),
};

const NOTICE_VALUES = {
  environment: "live",
  contact: { team: "base", channel: "acme-base" },
  pages: { runbooks: "https://acme.test/runbooks" },
  products: ["shop"],
};

/** Rows about what a cluster gets. */
export const CLUSTER_ADDITIONS: readonly Addition[] = [
  {
    row: "a construct",
    edits: [
      [
        "stacks/environment/define-product.ts",
        "  if (releases.length > 0) new Deployer(scope,",
        '  new Viewers(scope, "viewers", { namespace, group: product.owners.api });\n  if (releases.length > 0) new Deployer(scope,',
      ],
      [
        "stacks/environment/define-product.ts",
        'import { WorkloadServiceAccounts } from "../../constructs/kubernetes/workload-service-accounts";\n',
        'import { Viewers } from "../../constructs/kubernetes/viewers";\nimport { WorkloadServiceAccounts } from "../../constructs/kubernetes/workload-service-accounts";\n',
      ],
    ],
    files: {
      "constructs/kubernetes/viewers.ts": `import { RoleBindingV1 } from "@cdktf/provider-kubernetes/lib/role-binding-v1";
import { Construct } from "constructs";
import type { ProductNamespace } from "./product-namespace";
import { RBAC } from "./rbac";

export interface ViewersProps {
  readonly namespace: ProductNamespace;
  /** A group of the cluster's identity provider. */
  readonly group: string;
}

/** The right of a product's team to look into its namespace, and to change nothing. */
export class Viewers extends Construct {
  constructor(scope: Construct, id: string, props: ViewersProps) {
    super(scope, id);
    const { name: namespace, labels, resource } = props.namespace;
    new RoleBindingV1(this, "binding", {
      metadata: { name: "viewers", namespace, labels },
      roleRef: { apiGroup: RBAC, kind: "ClusterRole", name: "view" },
      subject: [{ apiGroup: RBAC, kind: "Group", name: props.group }],
      dependsOn: [resource],
    });
  }
}
`,
      "test/constructs/kubernetes/viewers.test.ts": `import { Viewers } from "../../../constructs/kubernetes/viewers";
import { synth } from "../../synth";
import { exampleNamespace } from "./example";

it("lets a group look, and change nothing", () => {
  const stack = synth((scope) => new Viewers(scope, "viewers", { namespace: exampleNamespace(scope), group: "sales" }));
  expect(stack.only("kubernetes_role_binding_v1")).toMatchObject({
    metadata: { namespace: "acme-shop-live" },
    role_ref: { name: "view" },
    subject: [{ kind: "Group", name: "sales" }],
  });
});
`,
    },
  },
  {
    row: "a value of a chart",
    edits: [
      [
        "charts/baseline/values.schema.json",
        '    "images": {\n      "type": "array",',
        '    "domain": { "type": "string", "description": "The domain of the environment." },\n    "images": {\n      "type": "array",',
      ],
      [
        "charts/baseline/templates/priority-classes.yaml",
        "value: {{ int",
        "{{- with $.Values.domain }}\n  annotations: { domain: {{ . | quote }} }\n{{- end }}\nvalue: {{ int",
      ],
      before("charts/baseline/ci/values.yaml", "images:", "domain: stg.acme.test\n"),
      before("stacks/environment/baseline-values.ts", "  images: from", '  domain: from(environment.domain, environment, "domain"),\n'),
      [
        "test/constructs/kubernetes/baseline.test.ts",
        BASELINE_VALUES,
        `        values: {
          environment: "live",
          domain: "acme.example",
          images: ["registry.acme.example/acme-corp/"],
          allowTags: false,
          actorHeader: "X-Caller",
        },`,
      ],
    ],
  },
  {
    row: "a chart that a stack releases",
    edits: [
      ["charts/stack-charts.ts", '"baseline"]', '"baseline", "notice"]'],
      [
        "stacks/environment-stack.ts",
        'import { gatewayValues } from "./environment/gateway-values";\n',
        'import { gatewayValues } from "./environment/gateway-values";\nimport { noticeValues } from "./environment/notice-values";\n',
      ],
      [
        "stacks/environment-stack.ts",
        'import { Operators } from "../constructs/kubernetes/operators";\n',
        'import { Notice } from "../constructs/kubernetes/notice";\nimport { Operators } from "../constructs/kubernetes/operators";\n',
      ],
      [
        "stacks/environment-stack.ts",
        "    this.gateway(platform, active,",
        "    this.notice(platform, [baseline]);\n    this.gateway(platform, active,",
      ],
      before(
        "stacks/environment-stack.ts",
        "  private gateway(",
        `  private notice(namespace: ProductNamespace, dependsOn: readonly ITerraformDependable[]): void {
    const values = noticeValues(this.family, this.environment);
    const notice = new Notice(this, "notice", { chart: this.charts.chart("notice"), namespace, values: valuesOf(values), dependsOn });
    this.charts.check(notice, "notice", originOf(values, this.environment));
  }

`,
      ),
      before(
        "test/cluster/charts-render/emptied.test.ts",
        "  postgres: [\n",
        `  notice: [
    "values",
    {
      contact: { phone: "+44 20 7946 0000", hours: "always" },
      pages: { onboarding: "https://acme.test/onboarding" },
      warning: "The network is repaired tonight",
    },
  ],
`,
      ),
    ],
    files: {
      "charts/notice/.helmignore": "ci/\n",
      "charts/notice/Chart.yaml":
        'apiVersion: v2\nname: notice\ndescription: "What runs in a cluster, and whom to ask"\ntype: application\nversion: 0.1.0\nkubeVersion: ">=1.34.0-0"\n',
      "charts/notice/values.yaml": "{}\n",
      "charts/notice/values.schema.json": `${JSON.stringify(NOTICE_SCHEMA, null, 2)}\n`,
      "charts/notice/ci/values.yaml": `${JSON.stringify(NOTICE_VALUES, null, 2)}\n`,
      "charts/notice/templates/notice.yaml": `apiVersion: v1
kind: ConfigMap
metadata:
  name: {{ .Release.Name }}
  namespace: {{ .Release.Namespace }}
  labels:
    app.kubernetes.io/name: {{ .Chart.Name }}
    app.kubernetes.io/managed-by: {{ .Release.Service }}
    environment: {{ .Values.environment }}
data:
  notice: {{ .Values | toJson | quote }}
`,
      "constructs/kubernetes/notice.ts": `import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import type { NoticeValues } from "../../charts/notice-values";
import type { LocalChart } from "./local-chart";
import { type GivenValues, LocalChartRelease, type ReleaseValues } from "./local-chart-release";
import type { ProductNamespace } from "./product-namespace";

export type EnvironmentNoticeValues = ReleaseValues<NoticeValues>;

export interface NoticeProps {
  /** The chart \`notice\`. */
  readonly chart: LocalChart;
  readonly namespace: ProductNamespace;
  readonly values: EnvironmentNoticeValues;
  readonly dependsOn: readonly ITerraformDependable[];
}

/** What runs in a cluster and whom to ask, told in the cluster itself. */
export class Notice extends Construct {
  readonly values: GivenValues;

  constructor(scope: Construct, id: string, props: NoticeProps) {
    super(scope, id);
    const release = new LocalChartRelease<EnvironmentNoticeValues>(this, "release", {
      chart: props.chart,
      name: "notice",
      namespace: props.namespace.name,
      values: props.values,
      dependsOn: [props.namespace.resource, ...props.dependsOn],
    });
    this.values = release.values;
  }
}
`,
      "test/constructs/kubernetes/notice.test.ts": `import { Notice } from "../../../constructs/kubernetes/notice";
import { synth } from "../../synth";
import { exampleChart, exampleNamespace } from "./example";

it("tells whom to ask", () => {
  const stack = synth(
    (scope) =>
      new Notice(scope, "notice", {
        chart: exampleChart(scope),
        namespace: exampleNamespace(scope, "acme-live", "platform"),
        values: {
          environment: "live",
          contact: { team: "base", channel: "acme-base", phone: null, hours: null },
          pages: { runbooks: "https://acme.test/runbooks", onboarding: null },
          products: ["shop"],
          warning: null,
        },
        dependsOn: [],
      }),
  );
  const [values = ""] = stack.only("helm_release").values as readonly string[];
  expect(JSON.parse(values)).toMatchObject({ contact: { team: "base", channel: "acme-base" } });
});
`,
      "stacks/environment/notice-values.ts": `import type { EnvironmentNoticeValues } from "../../constructs/kubernetes/notice";
import { activeProducts } from "../../model/active";
import type { Environment, Family } from "../../model/family";
import { from, type SourcedValues } from "./sourced-values";

/** The values of the release of the chart \`notice\`, each with its place in the catalog. */
export const noticeValues = (family: Family, environment: Environment): SourcedValues<EnvironmentNoticeValues> => ({
  environment: from(environment.name, environment),
  contact: from({ team: family.infraRepository, channel: family.name, phone: null, hours: null }, family),
  pages: from({ runbooks: \`https://\${family.domain}/runbooks\`, onboarding: null }, family, "domain"),
  products: from(
    activeProducts(family).map(({ code }) => code),
    family,
  ),
  warning: from(null, environment),
});
`,
    },
  },
];
