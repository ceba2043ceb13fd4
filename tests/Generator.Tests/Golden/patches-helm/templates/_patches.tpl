{{/*
What the specification changes of resources: patches.json, JSON Patches (RFC 6902), which are data as values are. They apply to what the templates make of
the values, whatever these are. What release and chart put on a resource is taken off before and put back afterwards: no patch can count on it, or lose it.
*/}}

{{/* Resources as text ("documents"), patched. Those that no patch is for stay as they were. */}}
{{- define "services.patched" -}}
{{- $root := .root }}
{{- $patches := fromJsonArray ($root.Files.Get "patches.json") }}
{{- range $text := splitList "\n---\n" .documents }}
{{- if trim $text }}
{{- $resource := fromYaml $text }}
{{- $name := printf "%s '%s'" $resource.kind $resource.metadata.name }}
{{- $steps := list }}
{{- range $patches }}
{{- if and (eq .target.kind $resource.kind) (or (not .target.name) (eq .target.name $resource.metadata.name)) }}
{{- $steps = concat $steps .ops }}
{{- end }}
{{- end }}
---
{{- if $steps }}
{{- include "services.takeOff" (dict "root" $root "resource" $resource) }}
{{- range $steps }}
{{- $resource = get (fromJson (include "services.step" (dict "value" $resource "step" . "name" $name))) "value" }}
{{- end }}
{{- include "services.putOn" (dict "root" $root "resource" $resource) }}
{{- include "services.yaml" $resource }}
{{- else }}
{{ $text }}
{{- end }}
{{ end }}
{{- end }}
{{- end }}

{{/* Pods and claims: what has labels of its own within "resource", as JSON. */}}
{{- define "services.withLabels" -}}
{{- $spec := .resource.spec | default dict }}
{{- $parts := $spec.volumeClaimTemplates | default list }}
{{- if $spec.template }}{{ $parts = append $parts $spec.template }}{{ end }}
{{- range $parts }}
{{- $metadata := .metadata | default dict }}
{{- $labels := $metadata.labels | default dict }}
{{- range $key := list "app.kubernetes.io/instance" "app.kubernetes.io/part-of" }}
{{- if $.on }}{{ $_ := set $labels $key $.root.Release.Name }}{{ else }}{{ $_ := unset $labels $key }}{{ end }}
{{- end }}
{{- $_ := set $metadata "labels" $labels }}
{{- $_ := set . "metadata" $metadata }}
{{- end }}
{{- end }}

{{- define "services.takeOff" -}}
{{- $metadata := .resource.metadata }}
{{- $_ := unset $metadata "namespace" }}
{{- range list "app.kubernetes.io/instance" "app.kubernetes.io/part-of" "helm.sh/chart" }}{{ $_ := unset $metadata.labels . }}{{ end }}
{{- range $key, $value := .root.Values.deployment.labels }}
{{- if not (hasKey $.root.Values.labels $key) }}{{ $_ := unset $metadata.labels $key }}{{ end }}
{{- end }}
{{- $_ := set $metadata.labels "app.kubernetes.io/managed-by" "infra-agent" }}
{{- if $metadata.annotations }}
{{- range $key, $value := .root.Values.deployment.annotations }}
{{- if not (hasKey $.root.Values.annotations $key) }}{{ $_ := unset $metadata.annotations $key }}{{ end }}
{{- end }}
{{- if not $metadata.annotations }}{{ $_ := unset $metadata "annotations" }}{{ end }}
{{- end }}
{{- include "services.withLabels" (dict "root" .root "resource" .resource "on" false) }}
{{- end }}

{{- define "services.putOn" -}}
{{- $metadata := .resource.metadata }}
{{- $_ := set $metadata "namespace" .root.Release.Namespace }}
{{- $labels := $metadata.labels | default dict }}
{{- range $key, $value := .root.Values.deployment.labels }}
{{- if not (hasKey $.root.Values.labels $key) }}{{ $_ := set $labels $key $value }}{{ end }}
{{- end }}
{{- range list "app.kubernetes.io/instance" "app.kubernetes.io/part-of" }}{{ $_ := set $labels . $.root.Release.Name }}{{ end }}
{{- $_ := set $labels "app.kubernetes.io/managed-by" .root.Release.Service }}
{{- $_ := set $labels "helm.sh/chart" (printf "%s-%s" .root.Chart.Name .root.Chart.Version | replace "+" "_" | trunc 63) }}
{{- $_ := set $metadata "labels" $labels }}
{{- $annotations := $metadata.annotations | default dict }}
{{- range $key, $value := .root.Values.deployment.annotations }}
{{- if not (hasKey $.root.Values.annotations $key) }}{{ $_ := set $annotations $key $value }}{{ end }}
{{- end }}
{{- if $annotations }}{{ $_ := set $metadata "annotations" $annotations }}{{ end }}
{{- include "services.withLabels" (dict "root" .root "resource" .resource "on" true) }}
{{- end }}

{{/* "value" after one step, as the JSON of a dictionary with "value"; what includes give is text. "name": of the resource, for messages. */}}
{{- define "services.step" -}}
{{- $step := .step }}
{{- $value := .value }}
{{- $path := fromJsonArray (include "services.path" $step.path) }}
{{- if eq $step.op "test" }}
{{- $found := get (fromJson (include "services.find" (dict "value" $value "path" $path "at" $step.path "name" .name))) "value" }}
{{- if ne (toJson $found) (toJson $step.value) }}
{{- fail (printf "patches.json: %s of %s has another value than the test expects." $step.path .name) }}
{{- end }}
{{- toJson (dict "value" $value) }}
{{- else if $step.from }}
{{- $from := fromJsonArray (include "services.path" $step.from) }}
{{- $found := get (fromJson (include "services.find" (dict "value" $value "path" $from "at" $step.from "name" .name))) "value" }}
{{- if eq $step.op "move" }}
{{- $value = get (fromJson (include "services.edit" (dict "value" $value "path" $from "op" "remove" "new" nil "at" $step.from "name" .name))) "value" }}
{{- end }}
{{- include "services.edit" (dict "value" $value "path" $path "op" "add" "new" $found "at" $step.path "name" .name) }}
{{- else }}
{{- include "services.edit" (dict "value" $value "path" $path "op" $step.op "new" $step.value "at" $step.path "name" .name) }}
{{- end }}
{{- end }}

{{/* The parts of a JSON Pointer, as JSON. */}}
{{- define "services.path" -}}
{{- $parts := list }}
{{- range rest (splitList "/" .) }}{{ $parts = append $parts (. | replace "~1" "/" | replace "~0" "~") }}{{ end }}
{{- toJson $parts }}
{{- end }}

{{- define "services.absent" -}}
{{- fail (printf "patches.json: %s is not there in %s. Give the values that the patch was made for, values-<environment>.yaml, or change the patch in the specification." .at .name) }}
{{- end }}

{{/* What stands at "path", as the JSON of a dictionary with "value". */}}
{{- define "services.find" -}}
{{- $value := .value }}
{{- range .path }}
{{- if and (kindIs "map" $value) (hasKey $value .) }}
{{- $value = get $value . }}
{{- else if and (kindIs "slice" $value) (regexMatch "^(0|[1-9][0-9]{0,8})$" .) (lt (int .) (len $value)) }}
{{- $value = index $value (int .) }}
{{- else }}
{{- include "services.absent" $ }}
{{- end }}
{{- end }}
{{- toJson (dict "value" $value) }}
{{- end }}

{{/* "value" with what stands at "path" added, replaced or removed, as the JSON of a dictionary with "value". */}}
{{- define "services.edit" -}}
{{- $value := .value }}
{{- $key := first .path }}
{{- $rest := rest .path }}
{{- $adds := and (not $rest) (eq .op "add") }}
{{- if kindIs "map" $value }}
{{- if not (or $adds (hasKey $value $key)) }}{{ include "services.absent" . }}{{ end }}
{{- if $rest }}
{{- $_ := set $value $key (get (fromJson (include "services.edit" (dict "value" (get $value $key) "path" $rest "op" .op "new" .new "at" .at "name" .name))) "value") }}
{{- else if eq .op "remove" }}
{{- $_ := unset $value $key }}
{{- else }}
{{- $_ := set $value $key .new }}
{{- end }}
{{- else if kindIs "slice" $value }}
{{- $at := ternary (len $value) (int $key) (eq $key "-") }}
{{- $after := ternary $at (int (add1 $at)) $adds }}
{{- if or (not (regexMatch "^(-|0|[1-9][0-9]{0,8})$" $key)) (gt $after (len $value)) }}{{ include "services.absent" . }}{{ end }}
{{- $items := slice $value 0 $at }}
{{- if $rest }}
{{- $items = append $items (get (fromJson (include "services.edit" (dict "value" (index $value $at) "path" $rest "op" .op "new" .new "at" .at "name" .name))) "value") }}
{{- else if ne .op "remove" }}
{{- $items = append $items .new }}
{{- end }}
{{- $value = concat $items (slice $value $after) }}
{{- else }}
{{- include "services.absent" . }}
{{- end }}
{{- toJson (dict "value" $value) }}
{{- end }}

{{/* Members or items as YAML, each with a line end before it. All texts are quoted. */}}
{{- define "services.yaml" -}}
{{- if kindIs "map" . }}
{{- range $key, $value := . }}
{{- $quoted := include "services.text" $key }}
{{- /* A longer key must be marked as one. */}}
{{- if gt (len $quoted) 1000 }}
? {{ $quoted }}
:{{ include "services.yamlValue" $value }}
{{- else }}
{{ $quoted }}:{{ include "services.yamlValue" $value }}
{{- end }}
{{- end }}
{{- else }}
{{- range . }}
- {{ include "services.yamlValue" . | trim }}
{{- end }}
{{- end }}
{{- end }}

{{- define "services.yamlValue" -}}
{{- if and . (or (kindIs "map" .) (kindIs "slice" .)) }}
{{- include "services.yaml" . | trim | nindent 2 }}
{{- else if kindIs "string" . }} {{ include "services.text" . }}
{{- else }}
{{- /* Without a point, readers of YAML 1.1 take a number with an exponent for a text. */}} {{ regexReplaceAll "^(-?[0-9]+)e" (toJson .) "${1}.0e" }}
{{- end }}
{{- end }}
