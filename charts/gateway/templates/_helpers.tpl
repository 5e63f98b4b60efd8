{{- define "gateway.labels" -}}
app.kubernetes.io/name: {{ .Chart.Name }}
app.kubernetes.io/instance: {{ .Release.Name }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ .Chart.Name }}-{{ .Chart.Version }}
environment: {{ .Values.environment }}
{{- end }}

{{- /* A certificate for one host: (dict "root" $ "name" … "namespace" … "host" …). Its Secret has the same name. */}}
{{- define "gateway.certificate" -}}
apiVersion: cert-manager.io/v1
kind: Certificate
metadata:
  name: {{ .name }}
  namespace: {{ .namespace }}
  labels: {{- include "gateway.labels" .root | nindent 4 }}
spec:
  secretName: {{ .name }}
  dnsNames: [{{ .host }}]
  privateKey:
    algorithm: ECDSA
    size: 256
    rotationPolicy: Always
  issuerRef:
    group: cert-manager.io
    kind: ClusterIssuer
    name: {{ .root.Values.issuer }}
{{- end }}
