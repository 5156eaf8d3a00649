package org.einthoven.codecs.muse;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import org.einthoven.codecs.AcquisitionTime;
import org.einthoven.codecs.DecodingOptions;
import org.einthoven.codecs.EcgDecodingException;
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
final class MuseDecoder {
    private final XmlElement root;
    private final DecodingOptions options;
    private final List<QualityIssue> issues = new ArrayList<>();

    MuseDecoder(XmlElement root, DecodingOptions options) {
        this.root = root;
        this.options = options;
    }

    EcgRecording decode() throws EcgDecodingException {
        LeadStrips.Recorded recorded =
                LeadStrips.join(RhythmLeads.of(theRhythm(), issues), options.maximumBytes() / Double.BYTES, issues);
        XmlElement person = root.child("PatientDemographics");
        return new EcgRecording(
                MuseFormat.NAME,
                identity(),
                recorded.leads(),
                MusePatient.reference(person),
                MusePatient.demographics(person),
                OrderRef.NONE,
                acquisition(),
                MuseStatements.of(root),
                issues);
    }

    /** The one of type Rhythm; one without a type where it is the only waveform, as some exports have it. */
    private XmlElement theRhythm() throws EcgDecodingException {
        List<XmlElement> all = root.children("Waveform");
        List<XmlElement> rhythms = all.stream()
                .filter(waveform -> "RHYTHM".equalsIgnoreCase(waveform.text("WaveformType")))
                .toList();
        if (rhythms.size() > 1) {
            throw new EcgDecodingException("the RestingECG holds " + rhythms.size() + " rhythm waveforms, not one");
        }
        if (!rhythms.isEmpty()) {
            return rhythms.get(0);
        }
        if (all.size() == 1 && all.get(0).text("WaveformType") == null) {
            return all.get(0);
        }
        throw new EcgDecodingException("the RestingECG holds no rhythm waveform");
    }

    private SourceIdentity identity() {
        String hash = XmlHash.of(root);
        String id = root.text("PharmaData/PharmaUniqueECGID");
        return new SourceIdentity(SourceIdentity.Kind.FILE, id == null ? "sha256:" + hash : id, hash);
    }

    private Acquisition acquisition() {
        AcquisitionTime time = time();
        issues.addAll(time.issues());
        return new Acquisition(
                time.time(),
                time.original(),
                time.zoneAssumed(),
                null,
                root.text("TestDemographics/AcquisitionDevice"),
                root.text("TestDemographics/SiteName"),
                null);
    }

    /** MUSE has the month first; what is shown to readers is written as ISO 8601, since in most countries the day stands there. */
    private AcquisitionTime time() {
        String date = root.text("TestDemographics/AcquisitionDate");
        String time = root.text("TestDemographics/AcquisitionTime");
        if (date == null) {
            return AcquisitionTime.UNKNOWN;
        }
        var day = MusePatient.date(date);
        if (day == null) {
            return AcquisitionTime.unread(
                    date, "acquisition-time-unread", "AcquisitionDate is not a date that can be read and is not used");
        }
        LocalTime ofDay = timeOfDay(time);
        if (ofDay == null) {
            return AcquisitionTime.unread(
                    day.toString(),
                    "acquisition-time-imprecise",
                    "AcquisitionTime is not a time of day, so that the acquisition time is not used");
        }
        LocalDateTime local = day.atTime(ofDay);
        return AcquisitionTime.local(local, local.toString(), options.timeZone());
    }

    private static @Nullable LocalTime timeOfDay(@Nullable String text) {
        try {
            return text == null ? null : LocalTime.parse(text);
        } catch (DateTimeException e) {
            return null;
        }
    }
}
