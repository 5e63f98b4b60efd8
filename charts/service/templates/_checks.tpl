{{- /* Checks that a JSON schema cannot express. Reports all problems at once. */}}
{{- define "service.checks" -}}
{{- $problems := list }}
{{- if gt (int .Values.replicas.min) (int .Values.replicas.max) }}
{{- $problems = append $problems (printf "replicas: min %d is above max %d; raise max" (int .Values.replicas.min) (int .Values.replicas.max)) }}
{{- end }}
{{- $workers := 0 }}
{{- range $name, $worker := .Values.workers }}
{{- $workers = add $workers ($worker.replicas | default 1) }}
{{- if has $name (list "api" "migrations") }}{{ $problems = append $problems (printf "workers.%s: this name is taken by the chart; choose another" $name) }}{{ end }}
{{- end }}
{{- if and (hasKey .Values "maxWorkers") (gt (int $workers) (int .Values.maxWorkers)) }}
{{- $problems = append $problems (printf "workers: %d replicas in all, but only %d are allowed; remove some, or raise workers in the product's entry of the catalog" (int $workers) (int .Values.maxWorkers)) }}
{{- end }}
{{- range $name, $_ := .Values.env }}
{{- if hasPrefix "ACTOR_" $name }}{{ $problems = append $problems (printf "env.%s: remove this line; the platform says who calls (the catalog's actorHeader and identity), and no environment has a default caller" $name) }}{{ end }}
{{- end }}
{{- if $problems }}{{ fail (printf "\n%s" (join "\n" $problems)) }}{{ end }}
{{- end }}
