{{- /* Labels of an object: (list $ "component"). */}}
{{- define "service.labels" -}}
{{ include "service.podLabels" . }}
app.kubernetes.io/managed-by: {{ (index . 0).Release.Service }}
helm.sh/chart: {{ (index . 0).Chart.Name }}-{{ (index . 0).Chart.Version }}
{{- end }}

{{- /* Labels of a Pod, without the chart's version: a new version of the chart that changes no Pod replaces none. (list $ "component") */}}
{{- define "service.podLabels" -}}
{{ include "service.selector" . }}
{{- with (index . 0).Chart.AppVersion }}
app.kubernetes.io/version: {{ . | replace "+" "_" | trunc 63 | quote }}
{{- end }}
product: {{ (index . 0).Values.product }}
environment: {{ (index . 0).Values.environment }}
{{- end }}

{{- /* Labels for selectors, which can never change: (list $ "component"). */}}
{{- define "service.selector" -}}
app.kubernetes.io/name: {{ (index . 0).Chart.Name }}
app.kubernetes.io/instance: {{ (index . 0).Release.Name }}
app.kubernetes.io/component: {{ index . 1 }}
{{- end }}

{{- /*
How many replicas of the API a release asks for: as many as there are, within the bounds. Left out, they would be 1 from the release that makes
the autoscaler until it looks the next time; said as `min`, every release would take away what it has added. Rendered without a cluster: `min`.
*/}}
{{- define "service.replicas" -}}
{{- $min := int .Values.replicas.min }}
{{- $present := lookup "apps/v1" "Deployment" .Release.Namespace .Release.Name }}
{{- max $min (min (int .Values.replicas.max) (dig "spec" "replicas" $min $present | int)) }}
{{- end }}

{{- /* Spreads replicas over zones and nodes, as far as there are several: (list $ "component"). */}}
{{- define "service.spread" -}}
{{- range $key := list "topology.kubernetes.io/zone" "kubernetes.io/hostname" }}
- maxSkew: 1
  topologyKey: {{ $key }}
  whenUnsatisfiable: ScheduleAnyway
  matchLabelKeys: [pod-template-hash]
  labelSelector:
    matchLabels: {{- include "service.selector" $ | nindent 6 }}
{{- end }}
{{- end }}

{{- /* The settings that every Pod of the release shares. */}}
{{- define "service.pod" -}}
serviceAccountName: {{ .Values.serviceAccount }}
automountServiceAccountToken: false
enableServiceLinks: false
{{- with .Values.imagePullSecret }}
imagePullSecrets:
  - name: {{ . }}
{{- end }}
{{- with .Values.priorityClass }}
priorityClassName: {{ . }}
{{- end }}
securityContext:
  runAsNonRoot: true
  runAsUser: {{ int64 .Values.uid }}
  runAsGroup: {{ int64 .Values.uid }}
  fsGroup: {{ int64 .Values.uid }}
  seccompProfile:
    type: RuntimeDefault
volumes:
  - name: tmp
    emptyDir:
      sizeLimit: {{ .Values.tmpSize }}
{{- end }}

{{- /* The settings that every container shares: (list $ resources). */}}
{{- define "service.container" -}}
{{- $root := index . 0 -}}
image: {{ $root.Values.image }}
imagePullPolicy: {{ contains "@sha256:" $root.Values.image | ternary "IfNotPresent" "Always" }}
resources: {{- toYaml (index . 1) | nindent 2 }}
securityContext:
  allowPrivilegeEscalation: false
  readOnlyRootFilesystem: true
  capabilities:
    drop: [ALL]
volumeMounts:
  - name: tmp
    mountPath: /tmp
{{- end }}

{{- /* Who calls, for the API alone. All names are always said: a variable that a Secret brings does not count beside them. */}}
{{- define "service.actor" -}}
ACTOR_HEADER: {{ dig "actorHeader" "" (.Values.identity | default dict) | quote }}
{{- $roles := dict }}
{{- range dig "roles" (list) (.Values.identity | default dict) }}{{ $_ := set $roles .name .groups }}{{ end }}
ACTOR_ROLES_HEADER: {{ dig "rolesHeader" "" (.Values.identity | default dict) | quote }}
ACTOR_ROLES: {{ $roles | empty | ternary "" (toJson $roles) | quote }}
ACTOR_DEFAULT: ""
ACTOR_LAPTOP: ""
{{- end }}

{{- /* Environment of a container: (list $ "database secret or empty" {variables that the platform sets}). */}}
{{- define "service.environment" -}}
{{- $root := index . 0 }}
{{- $secrets := $root.Values.secrets }}
{{- with index . 1 }}{{ $secrets = append $secrets . }}{{ end }}
{{- with merge (dict) (index . 2) $root.Values.env }}
env:
  {{- range $name, $value := . }}
  - name: {{ $name }}
    value: {{ $value | quote }}
  {{- end }}
{{- end }}
{{- with $secrets }}
envFrom:
  {{- range . }}
  - secretRef:
      name: {{ . }}
  {{- end }}
{{- end }}
{{- end }}
