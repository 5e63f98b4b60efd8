{{- /* What a schema cannot say; all problems at once. */}}
{{- define "service.checks" -}}
{{- $problems := list }}
{{- if gt (int .Values.replicas.min) (int .Values.replicas.max) }}
{{- $problems = append $problems (printf "replicas: min %d is above max %d; raise max" (int .Values.replicas.min) (int .Values.replicas.max)) }}
{{- end }}
{{- range $name, $worker := .Values.workers }}
{{- if has $name (list "api" "migrations") }}{{ $problems = append $problems (printf "workers.%s: this name is taken by the chart; choose another" $name) }}{{ end }}
{{- end }}
{{- if $problems }}{{ fail (printf "\n%s" (join "\n" $problems)) }}{{ end }}
{{- end }}
