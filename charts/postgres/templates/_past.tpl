{{- /*
What the cluster knows about this database's generations, as JSON. `readable`: whether lookups work; helm template, a dry run and the provider's plan read nothing.
`inUse`: the highest generation that clients were sent to. `made`: the highest that was ever created. `clusters`: the names of the Clusters that exist. `lived`: whether
the database has held data. The marker (marker.yaml) keeps this for good; for a database older than markers, the Service and the Clusters tell it.
*/}}
{{- define "postgres.past" -}}
{{- $namespace := .Release.Namespace }}
{{- $prefix := include "postgres.clusterPrefix" . }}
{{- $marker := lookup "v1" "ConfigMap" $namespace (printf "%s-generations" .Values.objectName) }}
{{- $selected := dig "spec" "selector" "cnpg.io/cluster" "" (lookup "v1" "Service" $namespace .Values.objectName) }}
{{- $inUse := max (dig "data" "in-use" "0" $marker | int) (trimPrefix $prefix $selected | int) }}
{{- $made := max (dig "data" "made" "0" $marker | int) $inUse }}
{{- $clusters := list }}
{{- range (lookup "postgresql.cnpg.io/v1" "Cluster" $namespace "").items }}
{{- if regexMatch (printf "^%s[1-9][0-9]*$" $prefix) .metadata.name }}
{{- $clusters = append $clusters .metadata.name }}
{{- $made = max $made (trimPrefix $prefix .metadata.name | int) }}
{{- end }}
{{- end }}
{{- dict
  "readable" (not (empty (lookup "v1" "ServiceAccount" $namespace "default")))
  "selected" $selected
  "inUse" $inUse
  "made" $made
  "clusters" $clusters
  "lived" (or (not (empty $marker)) (not (empty $clusters)))
| toJson }}
{{- end }}

{{- /* Refuses values that would lose existing data. Reports all problems at once, before anything is changed. */}}
{{- define "postgres.guard" -}}
{{- $past := include "postgres.past" . | fromJson }}
{{- $problems := list }}
{{- $next := add1 (int $past.made) }}
{{- $inUse := int $past.inUse }}
{{- if lt (int .Values.generation) $inUse }}
{{- $fate := has (include "postgres.cluster" (list . .Values.generation)) $past.clusters | ternary "is from before it" "is gone, and would be created empty" }}
{{- $problems = append $problems (printf "generation: %d is below %d, which clients of %s use; generation %d %s. Write generation: %d. Older data comes back by a restore, as generation %d" (int .Values.generation) $inUse .Values.objectName (int .Values.generation) $fate $inUse $next) }}
{{- end }}
{{- if $past.lived }}
{{- range $generation := include "postgres.generations" . | fromJsonArray }}
{{- $cluster := include "postgres.cluster" (list $ $generation) }}
{{- $restored := and $.Values.restore (eq (int $.Values.restore.generation) (int $generation)) }}
{{- if and (not (has $cluster $past.clusters)) (ge (int $generation) $inUse) }}
{{- if not $restored }}
{{- $problems = append $problems (printf "generation: Cluster %s does not exist and would be created empty, although %s held data before (ConfigMap %s-generations). Restore it: restore: { generation: %d, from: %d, at: … }. To begin empty on purpose, delete that ConfigMap and write generation: %d" $cluster $.Values.objectName $.Values.objectName $next (max 1 $inUse) $next) }}
{{- else if le (int $generation) (int $past.made) }}
{{- $problems = append $problems (printf "restore.generation: %d was made before, so its archive is not empty and would refuse new files; write %d" (int $generation) $next) }}
{{- end }}
{{- end }}
{{- end }}
{{- end }}
{{- if and $past.readable (ne .Values.archive.credentials "iam") }}
{{- $data := (lookup "v1" "Secret" .Release.Namespace .Values.archive.credentials).data | default dict }}
{{- if not (and (hasKey $data "ACCESS_KEY_ID") (hasKey $data "ACCESS_SECRET_KEY")) }}
{{- $problems = append $problems (printf "archive.credentials: the Secret %s in %s has to hold ACCESS_KEY_ID and ACCESS_SECRET_KEY, or nothing could be backed up; make it, then release again: kubectl --namespace %s create secret generic %s --from-file=ACCESS_KEY_ID --from-file=ACCESS_SECRET_KEY" .Values.archive.credentials .Release.Namespace .Release.Namespace .Values.archive.credentials) }}
{{- end }}
{{- end }}
{{- if $problems }}{{ fail (printf "\n%s" (join "\n" $problems)) }}{{ end }}
{{- end }}
