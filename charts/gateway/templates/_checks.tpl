{{- /* Checks that a JSON schema cannot express. Reports all problems at once. */}}
{{- define "gateway.checks" -}}
{{- $problems := list }}
{{- $hosts := dict }}
{{- with .Values.gatewayHost }}{{ $hosts = dict . "gatewayHost" }}{{ end }}
{{- range $code, $product := .Values.products }}
{{- range $part, $host := $product.hosts }}
{{- $place := printf "products.%s.hosts.%s" $code $part }}
{{- if hasKey $hosts $host }}{{ $problems = append $problems (printf "%s: %s is the host of %s already; give each its own" $place $host (get $hosts $host)) }}{{ end }}
{{- $_ := set $hosts $host $place }}
{{- if not (hasKey $product.services $part) }}{{ $problems = append $problems (printf "products.%s.services.%s is missing: the Service behind %s" $code $part $host) }}{{ end }}
{{- if and $.Values.identity (eq $part "ui") (not (dig "signIn" nil ($.Values.identity | default dict))) }}{{ $problems = append $problems (printf "%s: nobody could sign in on %s; write identity.signIn" $place $host) }}{{ end }}
{{- end }}
{{- end }}
{{- if eq (lower .Values.actorHeader) (lower .Values.rolesHeader) }}{{ $problems = append $problems (printf "rolesHeader: %s is the actorHeader already; write another" .Values.rolesHeader) }}{{ end }}
{{- if $problems }}{{ fail (printf "\n%s" (join "\n" $problems)) }}{{ end }}
{{- end }}
