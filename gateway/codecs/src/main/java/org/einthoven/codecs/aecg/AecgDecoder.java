package org.einthoven.codecs.aecg;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.einthoven.codecs.AcquisitionTime;
import org.einthoven.codecs.CompactDateTime;
import org.einthoven.codecs.DecodingOptions;
import org.einthoven.codecs.EcgDecodingException;
import org.einthoven.codecs.LeadStrip;
import org.einthoven.codecs.LeadStrips;
import org.einthoven.codecs.xml.XmlElement;
import org.einthoven.codecs.xml.XmlHash;
import org.einthoven.ecg.Acquisition;
import org.einthoven.ecg.EcgRecording;
import org.einthoven.ecg.OrderRef;
import org.einthoven.ecg.QualityIssue;
import org.einthoven.ecg.SourceIdentity;
import org.jspecify.annotations.Nullable;

/** Makes a recording of one document. Used once. */
final class AecgDecoder {
    private static final String RHYTHM = "RHYTHM";
    private static final String SUBJECT_ASSIGNMENT = "componentOf/timepointEvent/componentOf/subjectAssignment";

    private final XmlElement root;
    private final DecodingOptions options;
    private final List<QualityIssue> issues = new ArrayList<>();

    AecgDecoder(XmlElement root, DecodingOptions options) {
        this.root = root;
        this.options = options;
    }

    EcgRecording decode() throws EcgDecodingException {
        XmlElement series = theRhythm();
        List<LeadStrip> strips = new SequenceSets(issues).of(series);
        LeadStrips.Recorded recorded = LeadStrips.join(strips, options.maximumBytes() / Double.BYTES, issues);
        AecgSubject subject = AecgSubject.of(root.at(SUBJECT_ASSIGNMENT + "/subject/trialSubject"), reportedAge());
        return new EcgRecording(
                AecgFormat.NAME,
                identity(),
                recorded.leads(),
                subject.reference(),
                subject.demographics(),
                OrderRef.NONE,
                acquisition(series, strips.get(0).samplingRateHz(), recorded.start()),
                AecgAnnotations.of(series),
                issues);
    }

    /** Several are several ECGs, each a source of its own with its own report. */
    private XmlElement theRhythm() throws EcgDecodingException {
        List<XmlElement> all = root.all("component/series");
        List<XmlElement> rhythms = all.stream()
                .filter(series -> RHYTHM.equals(series.attribute("code", "code")))
                .toList();
        if (rhythms.size() > 1) {
            throw new EcgDecodingException("the annotated ECG holds " + rhythms.size()
                    + " rhythm series; each ECG comes in a document of its own");
        }
        if (rhythms.isEmpty()) {
            throw new EcgDecodingException(
                    all.isEmpty()
                            ? "the annotated ECG holds no series"
                            : "none of the annotated ECG's series is of rhythm waveforms (code RHYTHM)");
        }
        return rhythms.get(0);
    }

    private SourceIdentity identity() {
        String hash = XmlHash.of(root);
        String id = root.attribute("id", "root");
        String extension = root.attribute("id", "extension");
        String identifier = id == null ? "sha256:" + hash : extension == null ? id : id + "|" + extension;
        return new SourceIdentity(SourceIdentity.Kind.FILE, identifier, hash);
    }

    /**
     * The device is the series' author; the place that of the test, else of the trial.
     *
     * @param rate of samples
     * @param start of the first sample, in samples after the time that is stated
     */
    private Acquisition acquisition(XmlElement series, double rate, long start) {
        AcquisitionTime time =
                CompactDateTime.acquisition(startOf(series), options.timeZone(), "The series' effectiveTime");
        issues.addAll(time.issues());
        Instant stated = time.time();
        return new Acquisition(
                stated == null ? null : stated.plus(Duration.ofMillis(Math.round(1000 * start / rate))),
                time.original(),
                time.zoneAssumed(),
                series.text("author/seriesAuthor/manufacturerOrganization/name"),
                series.text("author/seriesAuthor/manufacturedSeriesDevice/manufacturerModelName"),
                place(),
                null);
    }

    private @Nullable String place() {
        String testing = root.text("location/testingSite/location/name");
        return testing != null
                ? testing
                : root.text(SUBJECT_ASSIGNMENT + "/componentOf/clinicalTrial/location/trialSite/location/name");
    }

    /** The beginning of the series' time, else that of the whole finding, each an interval or a moment. */
    private @Nullable String startOf(XmlElement series) {
        for (XmlElement owner : List.of(series, root)) {
            for (String part : List.of("low", "center")) {
                String value = owner.attribute("effectiveTime/" + part, "value");
                if (value != null) {
                    return value;
                }
            }
            String moment = owner.attribute("effectiveTime", "value");
            if (moment != null) {
                return moment;
            }
        }
        return null;
    }

    /** LOINC 21612-7, "Reported Age", where it is in years. */
    private @Nullable Integer reportedAge() {
        for (XmlElement observation : root.all("controlVariable/relatedObservation")) {
            String unit = observation.attribute("value", "unit");
            String value = observation.attribute("value", "value");
            if ("21612-7".equals(observation.attribute("code", "code"))
                    && "a".equals(unit)
                    && value != null
                    && value.matches("\\d{1,3}(\\.\\d+)?")) {
                return (int) Double.parseDouble(value);
            }
        }
        return null;
    }
}
