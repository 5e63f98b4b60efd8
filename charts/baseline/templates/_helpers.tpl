{{- define "baseline.labels" -}}
app.kubernetes.io/name: {{ .Chart.Name }}
app.kubernetes.io/instance: {{ .Release.Name }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ .Chart.Name }}-{{ .Chart.Version }}
environment: {{ .Values.environment }}
{{- end }}

{{- /* Enforces a policy wherever its own constraints match: (list $ "name"). */}}
{{- define "baseline.binding" -}}
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicyBinding
metadata:
  name: {{ index . 1 }}
  labels: {{- include "baseline.labels" (index . 0) | nindent 4 }}
spec:
  policyName: {{ index . 1 }}
  validationActions: [Deny, Audit]
{{- end }}

{{- /*
Both keys of the delete guard. CEL has no clock, so the keys never expire. Kubernetes never uses a UID twice, so they allow only this object to be
deleted.
*/}}
{{- define "baseline.bothKeys" -}}
has(oldObject.metadata.annotations)
&& 'delete-guard/name' in oldObject.metadata.annotations
&& oldObject.metadata.annotations['delete-guard/name'] == oldObject.metadata.name
&& 'delete-guard/uid' in oldObject.metadata.annotations
&& oldObject.metadata.annotations['delete-guard/uid'] == oldObject.metadata.uid
{{- end }}

{{- define "baseline.bothKeysMessage" -}}
'deleting ' + oldObject.metadata.name + ' loses data: it is refused until the object carries both keys: delete-guard/name=' + oldObject.metadata.name + ' delete-guard/uid=' + oldObject.metadata.uid
{{- end }}

{{- /* CEL: the platform is calling. It may create namespaces; a product's deployer may not. */}}
{{- define "baseline.platform" -}}
authorizer.group('').resource('namespaces').check('create').allowed()
{{- end }}

{{- /* CEL: the HTTPRoute has no filter `f`, in a rule or in a backend, for which the given expression is true. */}}
{{- define "baseline.noFilter" -}}
!object.spec.?rules.orValue([]).exists(rule,
  rule.?filters.orValue([]).exists(f, {{ . }})
  || rule.?backendRefs.orValue([]).exists(backend, backend.?filters.orValue([]).exists(f, {{ . }})))
{{- end }}

{{- /* CEL: the filter `f` sets, adds or removes a header that says who calls. */}}
{{- define "baseline.touchesActor" -}}
(f.?requestHeaderModifier.?set.orValue([]).map(h, h.name) + f.?requestHeaderModifier.?add.orValue([]).map(h, h.name)
    + f.?requestHeaderModifier.?remove.orValue([])).exists(name, name.lowerAscii() in [{{ lower .Values.actorHeader | squote }}, {{ lower .Values.rolesHeader | squote }}])
{{- end }}
