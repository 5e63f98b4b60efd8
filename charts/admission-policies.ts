import { ADMITTED, type AdmittedKind, admittedKinds } from "./admitted";
import { refusedFields } from "./refused-fields";

/** The policies that admit in product namespaces what the charts make and nothing else: a template of the chart `baseline`. */
export const admissionPolicies = (): string =>
  [
    `{{- /* Emitted from ${ADMITTED}; edit that and run: npm run emit */}}`,
    ...Object.entries(admittedKinds()).map(([kind, admitted]) => policy(kind, admitted)),
  ].join("\n---\n") + "\n";

/** CEL: what is refused of an object of a kind, as texts. */
export const refusedOf = (kind: string, { spec }: AdmittedKind): string => refusedFields(spec, "variables.spec", `${kind}.spec`);

const NOT_BY_THE_PLATFORM = `    - name: not-by-the-platform
      expression: >-
        !{{ include "baseline.platform" . }}
`;

const policy = (kind: string, admitted: AdmittedKind): string => {
  const { resource, group, version, operations, platform } = admitted;
  const name = `product-${resource}`;
  return `apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicy
metadata:
  name: ${name}
  labels: {{- include "baseline.labels" . | nindent 4 }}
spec:
  failurePolicy: Fail
  matchConstraints:
    namespaceSelector:
      matchLabels: {{- toYaml .Values.productNamespaceSelector | nindent 8 }}
    resourceRules:
      - apiGroups: ["${group}"]
        apiVersions: [${version}]
        operations: [${operations.join(", ")}]
        resources: [${resource}]
  matchConditions:
    # Controllers write to objects too: what was there before this rule stays as it is.
    - name: changed
      expression: oldObject == null || object.spec != oldObject.spec
${platform === "refused" ? "" : NOT_BY_THE_PLATFORM}  variables:
    # Not of a known type, so that its keys can be asked for.
    - name: spec
      expression: dyn(object.spec)
    - name: refused
      expression: |-
        ${refusedOf(kind, admitted).replaceAll("\n", "\n        ")}
  validations:
    - expression: variables.refused.size() == 0
      message: not what the charts make; see ${ADMITTED}
      messageExpression: variables.refused.join(' | ')
      reason: Forbidden
---
{{ include "baseline.binding" (list . "${name}") }}`;
};
