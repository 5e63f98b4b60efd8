{{- /* Checks that a JSON schema cannot express. */}}
{{- define "web.checks" -}}
{{- if gt (int .Values.replicas.min) (int .Values.replicas.max) }}
{{- fail (printf "replicas: min %d is above max %d; raise max" (int .Values.replicas.min) (int .Values.replicas.max)) }}
{{- end }}
{{- end }}
