{{- define "einthoven.name" -}}
{{- /* Pods get "-0" and a hash for upgrades behind it, and a node's name has at most 63 characters. */ -}}
{{- if contains .Chart.Name .Release.Name }}{{ .Release.Name | trunc 48 | trimSuffix "-" }}{{ else }}{{ printf "%s-%s" .Release.Name .Chart.Name | trunc 48 | trimSuffix "-" }}{{ end }}
{{- end }}

{{- define "einthoven.selector" -}}
app.kubernetes.io/name: {{ .Chart.Name }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}

{{- define "einthoven.labels" -}}
{{ include "einthoven.selector" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version }}
{{- end }}

{{- define "einthoven.image" -}}
{{ .Values.image.repository }}:{{ .Values.image.tag | default .Chart.AppVersion }}
{{- end }}

{{- define "einthoven.encoderImage" -}}
{{ .Values.encoder.image.repository | default .Values.image.repository }}:{{ .Values.encoder.image.tag | default .Values.image.tag | default .Chart.AppVersion }}
{{- end }}

{{- define "einthoven.serviceAccount" -}}
{{ .Values.serviceAccount.name | default (ternary (include "einthoven.name" .) "default" .Values.serviceAccount.create) }}
{{- end }}

{{- define "einthoven.configuration" -}}
{{- $config := deepCopy .Values.config -}}
{{- if .Values.encoder.enabled -}}
{{- $_ := set $config "encoder" (merge (dict "url" (printf "http://%s-encoder:8000" (include "einthoven.name" .)) "token" "${EINTHOVEN_ENCODER_TOKEN}") ($config.encoder | default dict)) -}}
{{- end -}}
{{- toYaml $config -}}
{{- end }}

{{- /* What would start and lose ECGs, or could not start, is not rendered. */ -}}
{{- define "einthoven.check" -}}
{{- $nodes := ternary (int .Values.autoscaling.maxReplicas) (int .Values.replicas) .Values.autoscaling.enabled -}}
{{- $queueOutside := or (hasKey .Values.secretEnv "EINTHOVEN_QUEUE") (ne .Values.queue "embedded") -}}
{{- $ledgerOutside := or (hasKey .Values.secretEnv "EINTHOVEN_LEDGER") (ne .Values.ledger "embedded") -}}
{{- if gt $nodes 1 -}}
{{- if not $queueOutside }}{{ fail "several nodes need a queue outside: set queue (kafka:// or artemis://) or secretEnv.EINTHOVEN_QUEUE" }}{{ end -}}
{{- if not $ledgerOutside }}{{ fail "several nodes need a ledger outside: set secretEnv.EINTHOVEN_LEDGER (postgresql://)" }}{{ end -}}
{{- if not .Values.objects.shared }}{{ fail "several nodes need originals that each of them can open: set objects.shared" }}{{ end -}}
{{- if not (and .Values.config.http .Values.config.http.baseUrl) }}{{ fail "several nodes need config.http.baseUrl, which stands in the addresses of drawings" }}{{ end -}}
{{- end -}}
{{- if not (or .Values.data.persistent (and $queueOutside $ledgerOutside .Values.objects.shared)) }}{{ fail "data.persistent may be false only where queue, ledger and objects lie outside the node" }}{{ end -}}
{{- if and .Values.encoder.enabled (not (and .Values.encoder.tokenSecret.name .Values.encoder.tokenSecret.key)) }}{{ fail "an encoder beyond loopback needs encoder.tokenSecret (name and key)" }}{{ end -}}
{{- if lt (int .Values.terminationGracePeriodSeconds) (add (int .Values.preStopSeconds) 60) }}{{ fail "terminationGracePeriodSeconds must be at least preStopSeconds + 60, the longest drain" }}{{ end -}}
{{- end }}
