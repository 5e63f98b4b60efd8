import { ADMITTED, admittedKinds } from "../../charts/admitted";
import { refusedOf } from "../../charts/admission-policies";
import { ofKind, template } from "./charts-render/helm-template";
import type { Values } from "../charts/chart-values";
import { describeOnCluster, until } from "./support/cluster";
import { describedObjects, disagreements, limitedFields, withValue } from "./support/field-tree";
import type { Schema, Schemas } from "./support/schemas";

const kinds = Object.entries(admittedKinds());
const NAMES = kinds.map(([kind]) => kind);

/** What the charts make, by kind; a Pod as the Deployment of the API has it. */
function specs(): Readonly<Record<string, Values>> {
  const objects = template({ chart: "service", example: "direct" });
  const spec = (kind: string): Values => Object.values(ofKind(objects, kind))[0]?.spec ?? {};
  const { template: pod } = spec("Deployment") as { template: { spec: Values } };
  return { ...Object.fromEntries(NAMES.map((kind) => [kind, spec(kind)])), Pod: pod.spec };
}

/** A kind of which anything is valid, so that a policy alone says what is refused. */
const GROUP = "stand-ins.acme.test";
const definition = {
  apiVersion: "apiextensions.k8s.io/v1",
  kind: "CustomResourceDefinition",
  metadata: { name: `standins.${GROUP}` },
  spec: {
    group: GROUP,
    scope: "Namespaced",
    names: { kind: "StandIn", plural: "standins", singular: "standin", listKind: "StandInList" },
    versions: [
      {
        name: "v1",
        served: true,
        storage: true,
        schema: {
          openAPIV3Schema: {
            type: "object",
            properties: { stands: { type: "string" }, spec: { type: "object", "x-kubernetes-preserve-unknown-fields": true } },
          },
        },
      },
    ],
  },
};

/** The rule of a kind, on its stand-in. */
const policies = ([kind, admitted]: (typeof kinds)[number]) => {
  const metadata = { name: `stand-in-${kind.toLowerCase()}` };
  const apiVersion = "admissionregistration.k8s.io/v1";
  const resourceRules = [{ apiGroups: [GROUP], apiVersions: ["v1"], operations: ["CREATE"], resources: ["standins"] }];
  return [
    {
      apiVersion,
      kind: "ValidatingAdmissionPolicy",
      metadata,
      spec: {
        failurePolicy: "Fail",
        matchConstraints: { resourceRules },
        matchConditions: [{ name: "kind", expression: `object.stands == '${kind}'` }],
        variables: [
          { name: "spec", expression: "dyn(object.spec)" },
          { name: "refused", expression: refusedOf(kind, admitted) },
        ],
        validations: [{ expression: "variables.refused.size() == 0", messageExpression: "variables.refused.join(' | ')" }],
      },
    },
    {
      apiVersion,
      kind: "ValidatingAdmissionPolicyBinding",
      metadata,
      spec: { policyName: metadata.name, validationActions: ["Deny"] },
    },
  ];
};

describeOnCluster("Every field of what products may make", (cluster) => {
  const made = specs();
  let namespace = "";

  const tried = async (kind: string, spec: object): Promise<{ readonly status: number; readonly message: string | undefined }> => {
    const standIn = { apiVersion: `${GROUP}/v1`, kind: "StandIn", metadata: { name: "probe" }, stands: kind, spec };
    const { status, body } = await cluster.api.tryPost(`/apis/${GROUP}/v1/namespaces/${namespace}/standins?dryRun=All`, standIn);
    return { status, message: body.message };
  };

  beforeAll(async () => {
    namespace = await cluster.namespace();
    await cluster.apply([definition]);
    await cluster.kubectl(["wait", "--for=condition=Established", `customresourcedefinition/${definition.metadata.name}`]);
    await cluster.apply(kinds.flatMap(policies));
    const inForce = async (kind: string) => (await tried(kind, { nobody: 1 })).message?.includes("no chart makes it") ?? false;
    await until(async () => (await Promise.all(NAMES.map(inForce))).every(Boolean), "the admission policies");
  });

  afterAll(async () => {
    await cluster.kubectl(["delete", "customresourcedefinition", definition.metadata.name]);
    for (const [, { metadata }] of kinds.map(policies).map(([policy, binding]) => [policy, binding!] as const)) {
      await cluster.kubectl(["delete", "validatingadmissionpolicybinding,validatingadmissionpolicy", metadata.name]);
    }
  });

  describe.each(kinds)("of a %s", (kind, { group, version, spec }) => {
    /** The schema of the kind's `spec` in this API server, and what its references mean. */
    async function schema() {
      const path = group === "" ? `api/${version}` : `apis/${group}/${version}`;
      const { components } = await cluster.api.get<{ components: { schemas: Schemas } }>(`/openapi/v3/${path}`);
      const resolved = (of: Schema): Schema => {
        const reference = of.$ref ?? of.allOf?.[0]?.$ref;
        return reference === undefined ? of : (components.schemas[reference.replace("#/components/schemas/", "")] ?? {});
      };
      const own = Object.values(components.schemas).find((each) =>
        each["x-kubernetes-group-version-kind"]?.some((of) => of.kind === kind && of.group === group && of.version === version),
      );
      return { spec: own?.properties?.["spec"] ?? {}, resolved };
    }

    it("is decided on: allowed or refused, and nothing else is", async () => {
      const { spec: described, resolved } = await schema();
      expect(Object.keys(resolved(described).properties ?? {}).length).toBeGreaterThan(2);
      expect({ decideIn: ADMITTED, fields: disagreements(spec, described, `${kind}.spec`, resolved) }).toEqual({
        decideIn: ADMITTED,
        fields: [],
      });
    });

    it("would be missed if a later Kubernetes brought another", async () => {
      const { spec: described, resolved } = await schema();
      const later = (of: Schema): Schema => {
        const { properties, ...rest } = resolved(of);
        return properties === undefined ? resolved(of) : { ...rest, properties: { ...properties, later: { type: "string" } } };
      };
      expect(disagreements(spec, described, `${kind}.spec`, later)).toContain(`${kind}.spec.later: new, allow or refuse it`);
    });

    it("is admitted as the charts make it", async () => {
      expect(await tried(kind, made[kind] ?? {})).toEqual({ status: 201, message: undefined });
    });

    it("is refused by name where no chart makes it, also one that no list names", async () => {
      const refused = describedObjects(spec).flatMap(({ path, fields }) =>
        [...fields.refused.flatMap((each) => each.fields), "later"].map((field) => [...path, field]),
      );
      expect(refused.length).toBeGreaterThan(0);
      const answers = await Promise.all(
        refused.map(async (path) => {
          const { status, message } = await tried(kind, withValue(made[kind] ?? {}, path, {}));
          const named = message?.includes(`${kind}.spec.${path.join(".")}: `) ?? false;
          return status === 422 && named ? [] : [{ path, status, message }];
        }),
      );
      expect(answers.flat()).toEqual([]);
    });

    it("is refused with a value that no chart gives it", async () => {
      const answers = await Promise.all(
        limitedFields(spec).map(async ([path, value]) => {
          const other = typeof value === "object" && "min" in value ? value.min - 1 : "another";
          const { status, message } = await tried(kind, withValue(made[kind] ?? {}, path, other));
          return status === 422 && message?.includes(`${kind}.spec.${path.join(".")}: `) ? [] : [{ path, status, message }];
        }),
      );
      expect(answers.flat()).toEqual([]);
    });

    it("is refused where the charts always have it and it is left out", async () => {
      const required = describedObjects(spec).flatMap(({ path, fields }) => fields.required.map((name) => [...path, name]));
      const answers = await Promise.all(
        required.map(async (path) => {
          const { status, message } = await tried(kind, withValue(made[kind] ?? {}, path, undefined));
          return status === 422 && message?.includes(`${kind}.spec.${path.join(".")}: it is missing`) ? [] : [{ path, status, message }];
        }),
      );
      expect(answers.flat()).toEqual([]);
    });
  });
});
