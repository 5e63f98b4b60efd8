{{- /* What a schema cannot say; all problems at once. */}}
{{- define "gateway.checks" -}}
{{- $problems := list }}
{{- $hosts := dict }}
{{- with .Values.gatewayHost }}{{ $hosts = dict . "gatewayHost" }}{{ end }}
{{- range $code, $product := .Values.products }}
{{- range $part, $host := $product.hosts }}
{{- $place := printf "products.%s.hosts.%s" $code $part }}
{{- if hasKey $hosts $host }}{{ $problems = append $problems (printf "%s: %s is the host of %s already; give each its own" $place $host (get $hosts $host)) }}{{ end }}
{{- $_ := set $hosts $host $place }}
{{- end }}
{{- end }}
{{- if $problems }}{{ fail (printf "\n%s" (join "\n" $problems)) }}{{ end }}
{{- end }}
