{{- define "web.selector" -}}
app.kubernetes.io/name: {{ .Chart.Name }}
app.kubernetes.io/instance: {{ .Release.Name }}
app.kubernetes.io/component: ui
{{- end }}

{{- define "web.labels" -}}
{{ include "web.podLabels" . }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ .Chart.Name }}-{{ .Chart.Version }}
{{- end }}

{{- /* Labels of a Pod, without the chart's version: a new version of the chart that changes no Pod replaces none. */}}
{{- define "web.podLabels" -}}
{{ include "web.selector" . }}
{{- with .Chart.AppVersion }}
app.kubernetes.io/version: {{ . | replace "+" "_" | trunc 63 | quote }}
{{- end }}
product: {{ .Values.product }}
environment: {{ .Values.environment }}
{{- end }}

{{- /*
How many replicas a release asks for: as many as there are, within the bounds. Left out, they would be 1 from the release that makes the
autoscaler until it looks the next time; said as `min`, every release would take away what it has added. Rendered without a cluster: `min`.
*/}}
{{- define "web.replicas" -}}
{{- $min := int .Values.replicas.min }}
{{- $present := lookup "apps/v1" "Deployment" .Release.Namespace .Release.Name }}
{{- max $min (min (int .Values.replicas.max) (dig "spec" "replicas" $min $present | int)) }}
{{- end }}

{{- /* The value of the Content-Security-Policy header; pages may connect to the API. */}}
{{- define "web.contentSecurityPolicy" -}}
{{- $api := urlParse .Values.apiBaseUrl }}
{{- $directives := list }}
{{- range $name, $sources := .Values.contentSecurityPolicy }}
{{- $directives = append $directives (printf "%s %s%s" $name $sources (eq $name "connect-src" | ternary (printf " %s://%s" $api.scheme $api.host) "")) }}
{{- end }}
{{- join "; " $directives }}
{{- end }}

{{- define "web.nginx" -}}
daemon off;
pid /tmp/nginx.pid;
error_log stderr warn;
worker_processes 2;
events {}
http {
  include /etc/nginx/mime.types;
  default_type application/octet-stream;
  charset utf-8;
  access_log /dev/stdout;
  client_body_temp_path /tmp/body;
  proxy_temp_path /tmp/proxy;
  fastcgi_temp_path /tmp/fastcgi;
  uwsgi_temp_path /tmp/uwsgi;
  scgi_temp_path /tmp/scgi;
  server_tokens off;
  absolute_redirect off;
  sendfile on;
  gzip on;
  gzip_vary on;
  gzip_types text/css text/plain application/javascript text/javascript application/json image/svg+xml;

  map $uri $cache_success {
    default no-cache;
    {{- range .Values.immutablePaths }}
    ~^{{ . | replace "." "\\." }} "public, max-age=31536000, immutable";
    {{- end }}
  }
  # During a rollout a replica may not have a file yet; browsers must not keep its 404.
  map $status $cache_control {
    ~^[23] $cache_success;
    default no-store;
  }

  server {
    listen 8080;
    root {{ .Values.root }};
    # Keep all of them on this level: a location with an add_header of its own loses every one of these.
    add_header Cache-Control $cache_control always;
    add_header Content-Security-Policy "{{ include "web.contentSecurityPolicy" . }}" always;
    add_header Strict-Transport-Security "max-age=31536000; includeSubDomains" always;
    add_header X-Content-Type-Options nosniff always;
    add_header X-Frame-Options DENY always;
    add_header Referrer-Policy strict-origin-when-cross-origin always;
    add_header Permissions-Policy "camera=(), geolocation=(), microphone=()" always;
    add_header Cross-Origin-Opener-Policy same-origin always;

    location = /healthz {
      access_log off;
      default_type text/plain;
      return 200 ok;
    }
    location = /config.js {
      default_type text/javascript;
      return 200 'globalThis.CONFIG = Object.freeze({ "VITE_API_BASE_URL": "{{ .Values.apiBaseUrl }}" });';
    }
    {{- range .Values.immutablePaths }}
    location {{ . }} {
      try_files $uri =404;
    }
    {{- end }}
    location / {
      try_files $uri /index.html;
    }
  }
}
{{- end }}
