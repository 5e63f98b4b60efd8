{{- define "postgres.labels" -}}
app.kubernetes.io/name: {{ .Chart.Name }}
app.kubernetes.io/instance: {{ .Release.Name }}
database: {{ .Values.objectName }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ .Chart.Name }}-{{ .Chart.Version }}
environment: {{ .Values.environment }}
{{- end }}

{{- /*
The generations in the release, as JSON: the one in use, and the one that is being restored. When the Cluster of the one in use is lost, it is left out while another
is restored from its archive; otherwise the operator would create an empty one.
*/}}
{{- define "postgres.generations" -}}
{{- $past := include "postgres.past" . | fromJson }}
{{- $generations := list (int .Values.generation) }}
{{- with .Values.restore }}
{{- if gt (int .generation) (int $.Values.generation) }}
{{- if and $past.lived (not (has (include "postgres.cluster" (list $ $.Values.generation)) $past.clusters)) }}{{ $generations = list }}{{ end }}
{{- $generations = append $generations (int .generation) }}
{{- end }}
{{- end }}
{{- $generations | toJson }}
{{- end }}

{{- /* The generation that a restore creates or has created; 0 without a restore. */}}
{{- define "postgres.restoredGeneration" -}}
{{ with .Values.restore }}{{ int .generation }}{{ else }}0{{ end }}
{{- end }}

{{- /* The generation whose archive a restore reads. */}}
{{- define "postgres.restoreFrom" -}}
{{- $inUse := int .Values.generation }}
{{- with .Values.restore }}
{{- if .from }}{{ int .from }}{{ else if eq (int .generation) $inUse }}{{ sub (int .generation) 1 }}{{ else }}{{ $inUse }}{{ end }}
{{- end }}
{{- end }}

{{- /* The prefix of the names of all generations' Clusters. A test compares the names with contract/generations.ts. */}}
{{- define "postgres.clusterPrefix" -}}
{{ .Values.objectName }}-g
{{- end }}

{{- /* Name of a generation's Cluster: (list $ 1). */}}
{{- define "postgres.cluster" -}}
{{ include "postgres.clusterPrefix" (index . 0) }}{{ int (index . 1) }}
{{- end }}

{{- /* Name of a generation's archive in the bucket: (list $ 1). A major upgrade resets the timeline, so the version is part of it. */}}
{{- define "postgres.archive" -}}
{{ (index . 0).Values.objectName }}-pg{{ int (index . 0).Values.pgMajor }}-g{{ int (index . 1) }}
{{- end }}

{{- /* Name of a role's Secret. */}}
{{- define "postgres.secret" -}}
{{ . | replace "_" "-" }}
{{- end }}

{{- /* 8Gi or 512Mi as a number of mebibytes. */}}
{{- define "postgres.mebibytes" -}}
{{- if hasSuffix "Gi" . }}{{ mul (trimSuffix "Gi" . | int) 1024 }}{{ else }}{{ trimSuffix "Mi" . | int }}{{ end }}
{{- end }}

{{- /* The role whose members may connect to a shared database. */}}
{{- define "postgres.connect" -}}
{{ .Values.name }}_connect
{{- end }}

{{- /* The Secret of the owner's password; empty for an owner without login. */}}
{{- define "postgres.ownerSecret" -}}
{{- range .Values.products }}{{ if eq .roles.migrator $.Values.owner }}{{ include "postgres.secret" $.Values.owner }}{{ end }}{{ end }}
{{- end }}

{{- /* The database of a Cluster, whether it is new or recovered. */}}
{{- define "postgres.ownership" -}}
database: {{ .Values.name }}
owner: {{ .Values.owner }}
{{- with include "postgres.ownerSecret" . }}
secret:
  name: {{ . }}
{{- end }}
{{- end }}

{{- /* Labels of the Pods that reach the database from its own namespace: (list $ "wait"). */}}
{{- define "postgres.maintenanceLabels" -}}
{{ include "postgres.labels" (index . 0) }}
app.kubernetes.io/component: maintenance
task: {{ index . 1 }}
{{- end }}

{{- /* The settings that these Pods share. */}}
{{- define "postgres.maintenancePod" -}}
restartPolicy: Never
serviceAccountName: {{ .account | default (printf "%s-maintenance" .Values.objectName) }}
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
  runAsUser: 65532
  runAsGroup: 65532
  seccompProfile:
    type: RuntimeDefault
{{- end }}

{{- /*
How a Job of a release ends. An evicted Pod is tried again once. A failure of the script is final. The deadline of a Job deletes its Pod and the log with it,
so the script gives up by itself before the deadline.
*/}}
{{- define "postgres.hookJob" -}}
backoffLimit: 1
activeDeadlineSeconds: {{ add (int .Values.waitSeconds) 50 }}
ttlSecondsAfterFinished: 86400
podFailurePolicy:
  rules:
    - action: FailJob
      onExitCodes: { containerName: hook, operator: In, values: [1] }
{{- end }}

{{- /* How the migrator of a product logs in: (list $ "shop"). */}}
{{- define "postgres.accountVolume" -}}
name: account-{{ index . 1 }}
secret:
  secretName: {{ include "postgres.secret" (get (index . 0).Values.products (index . 1)).roles.migrator }}
{{- end }}

{{- /* The certificate authority of a generation's Cluster, which the operator creates: (list $ 1). Its Secret holds the key too, which the Pod does not get. */}}
{{- define "postgres.certificateAuthority" -}}
name: certificate-authority
secret:
  secretName: {{ include "postgres.cluster" . }}-ca
  items:
    - { key: ca.crt, path: ca.crt }
{{- end }}

{{- /* The settings that their containers share. */}}
{{- define "postgres.maintenanceContainer" -}}
image: {{ .Values.image }}
imagePullPolicy: IfNotPresent
resources:
  requests: { cpu: 50m, memory: 64Mi }
  limits: { cpu: 500m, memory: 128Mi }
securityContext:
  allowPrivilegeEscalation: false
  readOnlyRootFilesystem: true
  capabilities:
    drop: [ALL]
{{- end }}

{{- /* Revokes from PUBLIC the functions that create large objects or write messages into the log, whatever their arguments are in this version. */}}
{{- define "postgres.closeToPublic" -}}
DO 'DECLARE f regprocedure; BEGIN FOR f IN SELECT oid FROM pg_proc WHERE pronamespace = ''pg_catalog''::regnamespace AND proname IN (''lo_creat'', ''lo_create'', ''lo_from_bytea'', ''pg_logical_emit_message'') LOOP EXECUTE format(''REVOKE EXECUTE ON FUNCTION %s FROM PUBLIC'', f); END LOOP; END'
{{- end }}
