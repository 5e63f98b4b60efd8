{{- /* Checks that a JSON schema cannot express. Reports all problems at once. */}}
{{- define "postgres.checks" -}}
{{- $problems := list }}
{{- with .Values.restore }}
{{- $from := include "postgres.restoreFrom" $ | int }}
{{- if lt (int .generation) (int $.Values.generation) }}
{{- $problems = append $problems (printf "restore.generation: %d is below the generation in use, %d; take the next one that no archive has had, or remove restore" (int .generation) (int $.Values.generation)) }}
{{- end }}
{{- if or (lt $from 1) (ge $from (int .generation)) }}
{{- $problems = append $problems (printf "restore.from: %d cannot be the source of generation %d; write an earlier one" $from (int .generation)) }}
{{- end }}
{{- end }}
{{- $tag := regexFind ":[0-9]+[^/]*@" .Values.image | trimPrefix ":" | regexFind "^[0-9]+" }}
{{- if ne $tag (toString (int .Values.pgMajor)) }}
{{- $problems = append $problems (printf "image: its tag says PostgreSQL %s, pgMajor says %d; change both together" $tag (int .Values.pgMajor)) }}
{{- end }}
{{- $connections := 0 }}
{{- $roles := list }}
{{- $schemas := list }}
{{- range $code, $product := .Values.products }}
{{- range $key, $role := $product.roles }}
{{- $connections = add $connections (int (get $product.connectionLimits $key)) }}
{{- if has $role $roles }}{{ $problems = append $problems (printf "products.%s.roles.%s: %s is used twice; give each role a name of its own" $code $key $role) }}{{ end }}
{{- if or (hasPrefix "pg_" $role) (has $role (list "postgres" "streaming_replica" "cnpg_pooler_pgbouncer" "cnpg_metrics_exporter")) }}{{ $problems = append $problems (printf "products.%s.roles.%s: %s is reserved; take another name" $code $key $role) }}{{ end }}
{{- $roles = append $roles $role }}
{{- end }}
{{- range $schema := prepend ($product.areas | default list) $product.schema }}
{{- if has $schema $schemas }}{{ $problems = append $problems (printf "products.%s: schema %s is used twice; give each product schemas of its own" $code $schema) }}{{ end }}
{{- $schemas = append $schemas $schema }}
{{- end }}
{{- if gt (int $product.connectionsPerReplica) (int $product.connectionLimits.rw) }}
{{- $problems = append $problems (printf "products.%s.connectionsPerReplica: %d is above connectionLimits.rw, %d; lower it" $code (int $product.connectionsPerReplica) (int $product.connectionLimits.rw)) }}
{{- end }}
{{- end }}
{{- /* Connections that Postgres, the operator and standbys need. A test compares the number with contract/limits.ts. */}}
{{- $available := sub (int .Values.size.maxConnections) 15 }}
{{- if gt (int $connections) (int $available) }}
{{- $problems = append $problems (printf "size.maxConnections: the roles may hold %d connections together, %d are available; raise it or lower connectionLimits" (int $connections) (int $available)) }}
{{- end }}
{{- if $problems }}{{ fail (printf "\n%s" (join "\n" $problems)) }}{{ end }}
{{- end }}
