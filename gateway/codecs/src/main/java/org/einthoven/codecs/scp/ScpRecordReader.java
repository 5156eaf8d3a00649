package org.einthoven.codecs.scp;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.einthoven.codecs.AcquisitionTime;
import org.einthoven.codecs.ContentDigest;
import org.einthoven.codecs.DecodingOptions;
import org.einthoven.codecs.EcgDecodingException;
import org.einthoven.ecg.Acquisition;
import org.einthoven.ecg.EcgRecording;
import org.einthoven.ecg.Lead;
import org.einthoven.ecg.OrderRef;
import org.einthoven.ecg.QualityIssue;
import org.einthoven.ecg.SampledSignal;
import org.einthoven.ecg.SourceIdentity;
import org.einthoven.ecg.VendorAnnotation;

/**
 * Makes a recording of an SCP-ECG record. Used once.
 *
 * <p>A record has no identifier: the hash of section 1 (who, when, with what) is taken for it. The content hash is that of leads,
 * rate and samples, so that it is the same in every lossless coding. Section 9 is the manufacturer's own and stays in the
 * original.
 */
final class ScpRecordReader {
    private final byte[] file;
    private final DecodingOptions options;
    private final List<QualityIssue> issues = new ArrayList<>();

    ScpRecordReader(byte[] file, DecodingOptions options) {
        this.file = file;
        this.options = options;
    }

    EcgRecording read() throws EcgDecodingException {
        ScpRecord record = ScpRecord.of(file, issues);
        ScpTags tags = ScpTags.of(record.section(1));
        RecorderId recorder = RecorderId.of(tags);
        ScpText text = ScpText.of(recorder.languageSupportCode());
        ScpHeader header = new ScpHeader(tags, text);
        RhythmData rhythm = new RhythmData(record, issues);
        Map<Lead, SampledSignal> leads = rhythm.leads(options.maximumBytes() / Double.BYTES);
        AcquisitionTime time = header.acquisitionTime(options.timeZone());
        issues.addAll(time.issues());
        issues.addAll(header.placement());
        List<VendorAnnotation> annotations = annotations(record, text);
        annotations.addAll(header.filters());
        annotations.addAll(complexes(rhythm));
        EcgRecording recording = new EcgRecording(
                ScpFormat.NAME,
                identity(tags, leads),
                leads,
                header.patient(),
                header.demographics(),
                OrderRef.NONE,
                new Acquisition(
                        time.time(),
                        time.original(),
                        time.zoneAssumed(),
                        recorder.manufacturer(),
                        recorder.model(),
                        header.institution(),
                        null),
                annotations,
                issues);
        return text.assumed() ? recording.withRemark(assumedCharacterSet()) : recording;
    }

    private static QualityIssue assumedCharacterSet() {
        return QualityIssue.note(
                "character-set-assumed",
                "The SCP record holds text beyond ASCII and names no character set for it; UTF-8 or ISO 8859-1 is assumed");
    }

    private List<VendorAnnotation> annotations(ScpRecord record, ScpText text) {
        List<VendorAnnotation> annotations = new ArrayList<>();
        addSection(annotations, record, 7, GlobalMeasurements::of);
        addSection(annotations, record, 10, PerLeadMeasurements::of);
        addSection(annotations, record, 8, section -> Statements.of(section, text));
        addSection(annotations, record, 11, section -> Statements.of(section, text));
        if (!record.unread().isEmpty()) {
            issues.add(QualityIssue.note(
                    "section-left-out", "Sections of the SCP record are not read: " + ScpRecord.list(record.unread())));
        }
        return annotations;
    }

    /** The ECG does not depend on what its recorder thought of it: a section that is not understood is told. */
    private void addSection(List<VendorAnnotation> annotations, ScpRecord record, int id, SectionReader reader) {
        ScpSection section = record.section(id);
        if (section == null || section.from() == section.to()) {
            return;
        }
        try {
            annotations.addAll(reader.read(section));
        } catch (EcgDecodingException e) {
            issues.add(QualityIssue.note("annotation-unread", "Statements are not read: " + e.getMessage()));
        }
    }

    /** Sample numbers count from the recording's first sample, which is 1. */
    private static List<VendorAnnotation> complexes(RhythmData rhythm) {
        long start = rhythm.definition().start();
        return rhythm.complexes().stream()
                .filter(complex -> complex.fiducial() >= start)
                .map(complex -> new VendorAnnotation(
                        null,
                        "QRS Complex (beat type " + complex.type() + ")",
                        (double) (complex.fiducial() - start + 1),
                        "{sample}"))
                .toList();
    }

    private static SourceIdentity identity(ScpTags tags, Map<Lead, SampledSignal> leads) {
        MessageDigest digest = ContentDigest.create();
        leads.forEach((lead, signal) -> {
            digest.update((lead.name() + "|" + signal.samplingRateHz() + "\n").getBytes(StandardCharsets.UTF_8));
            ByteBuffer samples = ByteBuffer.allocate(Double.BYTES * signal.length());
            samples.asDoubleBuffer().put(signal.millivolts());
            digest.update(samples);
        });
        String hash = HexFormat.of().formatHex(digest.digest());
        String header = HexFormat.of().formatHex(digest.digest(tags.content()));
        return new SourceIdentity(SourceIdentity.Kind.FILE, "sha256:" + header, hash);
    }

    /** Reads one section's annotations. */
    private interface SectionReader {
        List<VendorAnnotation> read(ScpSection section) throws EcgDecodingException;
    }
}
