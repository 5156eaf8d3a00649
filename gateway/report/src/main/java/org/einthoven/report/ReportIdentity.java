package org.einthoven.report;

import java.util.Objects;
import java.util.UUID;
import org.einthoven.ecg.EcgReport;
import org.einthoven.ecg.ModelCard;
import org.einthoven.ecg.SourceIdentity;
import org.einthoven.ecg.Task;

/**
 * The identifiers of everything that one model's report on one ECG consists of. They follow from the source and the
 * model alone: the same ECG read again by the same model version has the same report, by whatever way it came, and
 * another model version has another.
 *
 * @param source which ECG
 * @param modelId the model's stable name
 * @param modelVersion the model's version; the content hash takes no part, since one version has one content
 */
public record ReportIdentity(SourceIdentity source, String modelId, String modelVersion) {
    /** The project's own namespace for name-based UUIDs. Never changes: every report's id hangs on it. */
    public static final UUID NAMESPACE = UUID.fromString("0b5eaf79-8529-4a94-94d4-d9e78ea7fe6e");

    public ReportIdentity {
        Objects.requireNonNull(source);
        Objects.requireNonNull(modelId);
        Objects.requireNonNull(modelVersion);
    }

    public static ReportIdentity of(EcgReport report) {
        return of(report.recording().source(), report.model());
    }

    public static ReportIdentity of(SourceIdentity source, ModelCard model) {
        return new ReportIdentity(source, model.id(), model.version());
    }

    /** The id of the DiagnosticReport. */
    public UUID report() {
        return NameUuid.ofParts(NAMESPACE, "report", source.key(), modelId, modelVersion);
    }

    /** The id of the Observation of a task. */
    public UUID observation(Task task) {
        return observation("task-" + task.id());
    }

    /** The id of another Observation of this report by its name: "quality", "heart-rate". */
    public UUID observation(String name) {
        return NameUuid.ofParts(NAMESPACE, "observation", report().toString(), name);
    }

    /** The id of the Provenance. */
    public UUID provenance() {
        return NameUuid.ofParts(NAMESPACE, "provenance", report().toString());
    }

    /** The id of what else a report consists of, known by the report's id alone: "sr", "sr-series". */
    public static UUID part(UUID report, String name) {
        return NameUuid.ofParts(NAMESPACE, "part", report.toString(), name);
    }

    /** The id of the study that holds the results of a source that has no study of its own, whatever the model. */
    public static UUID study(String source) {
        return NameUuid.ofParts(NAMESPACE, "study", source);
    }

    /** The id of the Device that stands for a model. Another content is another device, even under one version. */
    public static UUID device(ModelCard model) {
        return NameUuid.ofParts(NAMESPACE, "device", model.id(), model.version(), model.contentHash());
    }
}
