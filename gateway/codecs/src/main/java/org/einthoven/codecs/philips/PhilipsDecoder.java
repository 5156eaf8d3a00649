package org.einthoven.codecs.philips;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.einthoven.codecs.AcquisitionTime;
import org.einthoven.codecs.DecodingOptions;
import org.einthoven.codecs.EcgDecodingException;
import org.einthoven.codecs.xml.XmlElement;
import org.einthoven.codecs.xml.XmlHash;
import org.einthoven.ecg.Acquisition;
import org.einthoven.ecg.EcgRecording;
import org.einthoven.ecg.OrderRef;
import org.einthoven.ecg.QualityIssue;
import org.einthoven.ecg.QualityIssue.Severity;
import org.einthoven.ecg.SourceIdentity;
import org.jspecify.annotations.Nullable;

/** Makes a recording of one document. Used once. */
final class PhilipsDecoder {
    private static final Set<String> VERSIONS = Set.of("1.03", "1.04", "1.04.01", "1.04.02");

    private final XmlElement root;
    private final DecodingOptions options;
    private final List<QualityIssue> issues = new ArrayList<>();

    PhilipsDecoder(XmlElement root, DecodingOptions options) {
        this.root = root;
        this.options = options;
    }

    EcgRecording decode() throws EcgDecodingException {
        String version = root.text("documentinfo/documentversion");
        if (version == null || !VERSIONS.contains(version)) {
            issues.add(QualityIssue.note(
                    "version-unknown",
                    "The Sierra ECG is of another version than 1.03 to 1.04.02 and is read as these"));
        }
        ParsedWaveforms waveforms = ParsedWaveforms.of(root, options.maximumBytes() / Double.BYTES, issues);
        XmlElement patient = root.at("patient/generalpatientdata");
        return new EcgRecording(
                PhilipsFormat.NAME,
                identity(),
                waveforms.leads(),
                PhilipsPatient.reference(patient),
                PhilipsPatient.demographics(patient),
                order(),
                acquisition(),
                PhilipsStatements.of(root),
                issues);
    }

    private SourceIdentity identity() {
        String hash = XmlHash.of(root);
        String name = root.text("documentinfo/documentname");
        return new SourceIdentity(SourceIdentity.Kind.FILE, name == null ? "sha256:" + hash : name, hash);
    }

    private OrderRef order() {
        String number = PhilipsPatient.known(root.text("orderinfo/ordernumber"));
        return number == null ? OrderRef.NONE : new OrderRef(null, number);
    }

    private Acquisition acquisition() {
        XmlElement acquired = root.child("dataacquisition");
        if (acquired == null) {
            return Acquisition.UNKNOWN;
        }
        AcquisitionTime time = time(acquired.attribute("date"), acquired.attribute("time"));
        issues.addAll(time.issues());
        String description = acquired.attribute("machine", "detaildescription");
        return new Acquisition(
                time.time(),
                time.original(),
                time.zoneAssumed(),
                description == null ? null : description.split(":", 2)[0],
                acquired.text("machine"),
                PhilipsPatient.known(acquired.text("acquirer/institutionname")),
                null);
    }

    private AcquisitionTime time(@Nullable String date, @Nullable String time) {
        if (date == null) {
            return AcquisitionTime.UNKNOWN;
        }
        String text = time == null ? date : date + "T" + time;
        try {
            return AcquisitionTime.local(LocalDateTime.parse(text), text, options.timeZone());
        } catch (DateTimeException e) {
            return AcquisitionTime.unread(
                    text,
                    "acquisition-time-unread",
                    "Date and time of dataacquisition are not ones that can be read and are not used");
        }
    }

    static QualityIssue notToBeAnalysed() {
        return new QualityIssue(
                Severity.DO_NOT_ANALYSE,
                "do-not-analyse",
                null,
                "The document forbids that its waveforms are analysed (donotanalyze)");
    }
}
