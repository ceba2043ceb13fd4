{{/*
Values are data here: they are quoted, or written by toYaml where the schema leaves nothing to interpret. None is ever read as a template.
Most of these take a dictionary of the root ("root"), a service's name ("name") and its values ("service").
*/}}

{{/* A text in quotes. helm takes "<no value>" out of all that it renders, wherever it comes from. */}}
{{- define "services.text" -}}
{{ . | quote | replace "<no value>" "\\u003cno value>" }}
{{- end }}

{{/* Labels that pods have, too. */}}
{{- define "services.podLabels" -}}
app.kubernetes.io/name: {{ .name | quote }}
{{- with .service.component }}
app.kubernetes.io/component: {{ . | quote }}
{{- end }}
app.kubernetes.io/instance: {{ .root.Release.Name | quote }}
app.kubernetes.io/part-of: {{ .root.Release.Name | quote }}
{{- range $key, $value := .root.Values.labels }}
{{ $key | quote }}: {{ $value | quote }}
{{- end }}
{{- end }}

{{/* What all resources carry. "resource": another name than the service's. */}}
{{- define "services.metadata" -}}
name: {{ .resource | default .name | quote }}
namespace: {{ .root.Release.Namespace | quote }}
labels:
  {{- include "services.podLabels" . | nindent 2 }}
  app.kubernetes.io/managed-by: {{ .root.Release.Service | quote }}
  helm.sh/chart: {{ printf "%s-%s" .root.Chart.Name .root.Chart.Version | replace "+" "_" | trunc 63 | quote }}
  {{- range $key, $value := .root.Values.deployment.labels }}
  {{- if not (hasKey $.root.Values.labels $key) }}
  {{ $key | quote }}: {{ $value | quote }}
  {{- end }}
  {{- end }}
{{- $annotations := merge (dict) .root.Values.annotations .root.Values.deployment.annotations }}
{{- with $annotations }}
annotations:
  {{- range $key, $value := . }}
  {{ $key | quote }}: {{ include "services.text" $value }}
  {{- end }}
{{- end }}
{{- end }}

{{- define "services.selector" -}}
matchLabels:
  app.kubernetes.io/name: {{ . | quote }}
{{- end }}

{{/* Text, or nothing: some of the volumes are kept. */}}
{{- define "services.stateful" -}}
{{- range .volumes }}{{ if .size }}yes{{ end }}{{ end }}
{{- end }}

{{/* Changes with the variables, so that a change of them rolls the pods. */}}
{{- define "services.configDigest" -}}
{{- $list := "" }}
{{- range $key, $value := . }}
{{- $list = printf "%s%s=%s\n" $list $key (sha256sum $value) }}
{{- end }}
{{- sha256sum $list }}
{{- end }}

{{/* "health", "period", "failures". */}}
{{- define "services.probe" -}}
{{- if .health.command -}}
exec:
  command:
    {{- range .health.command }}
    - {{ include "services.text" . }}
    {{- end }}
{{- else if .health.path -}}
httpGet:
  path: {{ include "services.text" .health.path }}
  port: {{ int64 .health.port }}
{{- else -}}
tcpSocket:
  port: {{ int64 .health.port }}
{{- end }}
periodSeconds: {{ int64 .period }}
timeoutSeconds: {{ int64 .health.timeoutSeconds }}
failureThreshold: {{ int64 .failures }}
{{- end }}

{{/* Each port of the container once, for network policies. Takes a service's values. */}}
{{- define "services.policyPorts" -}}
{{- $seen := dict }}
{{- range .ports }}
{{- $id := printf "%d/%s" (int64 .targetPort) .protocol }}
{{- if not (hasKey $seen $id) }}
{{- $_ := set $seen $id true }}
- protocol: {{ .protocol }}
  port: {{ int64 .targetPort }}
{{- end }}
{{- end }}
{{- end }}

{{- define "services.servicePorts" -}}
{{- range .ports }}
- name: {{ .name | quote }}
  port: {{ int64 .port }}
  targetPort: {{ int64 .targetPort }}
  protocol: {{ .protocol }}
{{- end }}
{{- end }}
