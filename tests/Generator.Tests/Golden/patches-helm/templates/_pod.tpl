{{/* The template of a workload's pods. */}}
{{- define "services.pod" -}}
{{- $name := .name }}
{{- $service := .service }}
{{- $tmp := $service.readOnlyRootFilesystem }}
{{- range $service.volumes }}
{{- if eq .mountPath "/tmp" }}{{ $tmp = false }}{{ end }}
{{- end }}
metadata:
  labels:
    {{- include "services.podLabels" . | nindent 4 }}
  {{- if or $service.variables $service.metricsPort }}
  annotations:
    {{- with $service.variables }}
    infra-agent/config-digest: {{ include "services.configDigest" . | quote }}
    {{- end }}
    {{- with $service.metricsPort }}
    prometheus.io/port: {{ int64 . | quote }}
    prometheus.io/scrape: "true"
    {{- end }}
  {{- end }}
spec:
  serviceAccountName: {{ $name | quote }}
  automountServiceAccountToken: false
  enableServiceLinks: false
  terminationGracePeriodSeconds: 30
  securityContext:
    runAsNonRoot: {{ ne (int64 $service.runAsUser) 0 }}
    runAsUser: {{ int64 $service.runAsUser }}
    runAsGroup: {{ int64 $service.runAsUser }}
    fsGroup: {{ int64 $service.runAsUser }}
    fsGroupChangePolicy: OnRootMismatch
    seccompProfile:
      type: RuntimeDefault
  topologySpreadConstraints:
    {{- range list "topology.kubernetes.io/zone" "kubernetes.io/hostname" }}
    - maxSkew: 1
      topologyKey: {{ . }}
      whenUnsatisfiable: ScheduleAnyway
      labelSelector:
        {{- include "services.selector" $name | nindent 8 }}
    {{- end }}
  containers:
    - name: {{ $name | quote }}
      image: {{ $service.image | quote }}
      {{- with $service.command }}
      command:
        {{- range . }}
        - {{ include "services.text" . }}
        {{- end }}
      {{- end }}
      {{- with $service.args }}
      args:
        {{- range . }}
        - {{ include "services.text" . }}
        {{- end }}
      {{- end }}
      {{- if $service.ports }}
      ports:
        {{- $seen := dict }}
        {{- range $service.ports }}
        {{- $id := printf "%d/%s" (int64 .targetPort) .protocol }}
        {{- if not (hasKey $seen $id) }}
        {{- $_ := set $seen $id true }}
        - name: {{ .name | quote }}
          containerPort: {{ int64 .targetPort }}
          protocol: {{ .protocol }}
        {{- end }}
        {{- end }}
      {{- end }}
      {{- if $service.variables }}
      envFrom:
        - configMapRef:
            name: {{ $name | quote }}
      {{- end }}
      {{- if $service.secrets }}
      env:
        {{- range $key, $secret := $service.secrets }}
        - name: {{ $key | quote }}
          valueFrom:
            secretKeyRef:
              name: {{ $name | quote }}
              key: {{ $key | quote }}
        {{- end }}
      {{- end }}
      {{- with $service.resources }}
      resources:
        {{- toYaml . | nindent 8 }}
      {{- end }}
      {{- with $service.health }}
      {{- if not .onlyReadiness }}
      {{- $period := min 5 (int64 .periodSeconds) }}
      startupProbe:
        {{- include "services.probe" (dict "health" . "period" $period "failures" (max 1 (div (sub (add (int64 .startSeconds) $period) 1) $period))) | nindent 8 }}
      {{- end }}
      readinessProbe:
        {{- include "services.probe" (dict "health" . "period" .periodSeconds "failures" .failureThreshold) | nindent 8 }}
      {{- if not .onlyReadiness }}
      livenessProbe:
        {{- include "services.probe" (dict "health" . "period" .periodSeconds "failures" (mul 2 (int64 .failureThreshold))) | nindent 8 }}
      {{- end }}
      {{- end }}
      securityContext:
        allowPrivilegeEscalation: false
        readOnlyRootFilesystem: {{ $service.readOnlyRootFilesystem }}
        capabilities:
          drop:
            - ALL
      {{- if or $service.volumes $tmp }}
      volumeMounts:
        {{- range $service.volumes }}
        - name: {{ .name | quote }}
          mountPath: {{ include "services.text" .mountPath }}
          {{- if .readOnly }}
          readOnly: true
          {{- end }}
        {{- end }}
        {{- if $tmp }}
        - name: tmp
          mountPath: /tmp
        {{- end }}
      {{- end }}
  {{- $scratch := list }}
  {{- range $service.volumes }}
  {{- if not .size }}{{ $scratch = append $scratch .name }}{{ end }}
  {{- end }}
  {{- if $tmp }}{{ $scratch = append $scratch "tmp" }}{{ end }}
  {{- with $scratch }}
  volumes:
    {{- range . }}
    - name: {{ . | quote }}
      emptyDir:
        sizeLimit: 1Gi
    {{- end }}
  {{- end }}
{{- end }}
