package org.einthoven.codecs.edf;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.einthoven.codecs.AcquisitionTime;
import org.einthoven.codecs.ContentDigest;
import org.einthoven.codecs.DecodingOptions;
import org.einthoven.codecs.EcgDecodingException;
import org.einthoven.codecs.LeadStrip;
import org.einthoven.codecs.LeadStrips;
import org.einthoven.ecg.Acquisition;
import org.einthoven.ecg.EcgRecording;
import org.einthoven.ecg.Lead;
import org.einthoven.ecg.OrderRef;
import org.einthoven.ecg.QualityIssue;
import org.einthoven.ecg.QualityIssue.Severity;
import org.einthoven.ecg.SourceIdentity;
import org.einthoven.ecg.VendorAnnotation;

/** Makes a recording of one file. Used once. */
final class EdfDecoder {
    /** Two digits of the year are 1985 to 2084, as EDF+ has it. */
    private static final DateTimeFormatter START = new DateTimeFormatterBuilder()
            .appendPattern("dd.MM.")
            .appendValueReduced(ChronoField.YEAR, 2, 2, 1985)
            .appendPattern(" HH.mm.ss")
            .toFormatter(Locale.ROOT);

    private final byte[] file;
    private final DecodingOptions options;
    private final List<QualityIssue> issues = new ArrayList<>();

    EdfDecoder(byte[] file, DecodingOptions options) {
        this.file = file;
        this.options = options;
    }

    EcgRecording decode() throws EcgDecodingException {
        EdfHeader header = EdfHeader.parse(file);
        EdfRecords records = EdfRecords.of(file, header);
        Map<Integer, Lead> ecgs = ecgs(header);
        List<LeadStrip> strips = strips(header, records, ecgs);
        LeadStrips.Recorded recorded = LeadStrips.join(strips, options.maximumBytes() / Double.BYTES, issues);
        EdfPatient patient = EdfPatient.of(header);
        double rate = recorded.leads().values().iterator().next().samplingRateHz();
        return new EcgRecording(
                EdfFormat.NAME,
                identity(header, records),
                recorded.leads(),
                patient.reference(),
                patient.demographics(),
                OrderRef.NONE,
                acquisition(header, recorded.start() / rate),
                records.annotations().stream()
                        .map(text -> new VendorAnnotation(null, text, null, null))
                        .toList(),
                issues);
    }

    /** The signals that are ECGs, by their place. */
    private Map<Integer, Lead> ecgs(EdfHeader header) throws EcgDecodingException {
        Map<Integer, Lead> ecgs = new TreeMap<>();
        for (int i = 0; i < header.signals().size(); i++) {
            EdfSignal signal = header.signals().get(i);
            Optional<Lead> lead = signal.lead();
            if (signal.annotations()) {
                continue;
            }
            if (lead.isEmpty() || signal.voltage().isEmpty()) {
                issues.add(QualityIssue.note(
                        "signal-left-out",
                        "Signal " + (i + 1) + (lead.isEmpty() ? " is not an ECG by its label" : " is not a voltage")));
            } else if (ecgs.containsValue(lead.get())) {
                issues.add(new QualityIssue(
                        Severity.NOTE,
                        "duplicate-lead",
                        lead.get(),
                        "Signal " + (i + 1) + " repeats lead " + lead.get() + " and is left out"));
            } else {
                ecgs.put(i, lead.get());
            }
        }
        if (ecgs.isEmpty()) {
            throw new EcgDecodingException("no signal of the EDF file is an ECG by its label and unit");
        }
        return ecgs;
    }

    /** Of each run of data records and each sampling rate one. */
    private static List<LeadStrip> strips(EdfHeader header, EdfRecords records, Map<Integer, Lead> ecgs)
            throws EcgDecodingException {
        List<LeadStrip> strips = new ArrayList<>();
        for (EdfRecords.Run run : records.runs()) {
            Map<Integer, Map<Lead, double[]>> byRate = new LinkedHashMap<>();
            for (Map.Entry<Integer, Lead> ecg : ecgs.entrySet()) {
                EdfSignal signal = header.signals().get(ecg.getKey());
                byRate.computeIfAbsent(signal.samples(), key -> new LinkedHashMap<>())
                        .put(ecg.getValue(), records.millivolts(run, ecg.getKey()));
            }
            byRate.forEach((samples, leads) -> {
                double rate = samples / header.recordSeconds();
                strips.add(new LeadStrip(
                        "part from second " + Math.round(run.startSeconds()),
                        rate,
                        Math.round(run.startSeconds() * rate),
                        leads));
            });
        }
        return strips;
    }

    /** Of all but the version and what may lie behind the last record. */
    private SourceIdentity identity(EdfHeader header, EdfRecords records) {
        var digest = ContentDigest.create();
        digest.update(file, 8, header.length() - 8);
        digest.update(file, header.length(), records.bytes());
        String hash = HexFormat.of().formatHex(digest.digest());
        return new SourceIdentity(SourceIdentity.Kind.FILE, "sha256:" + hash, hash);
    }

    private Acquisition acquisition(EdfHeader header, double startSeconds) {
        AcquisitionTime time = time(header);
        issues.addAll(time.issues());
        Instant start = time.time();
        return new Acquisition(
                start == null ? null : start.plus(Duration.ofMillis(Math.round(1000 * startSeconds))),
                time.original(),
                time.zoneAssumed(),
                null,
                EdfPatient.equipment(header),
                null,
                null);
    }

    private AcquisitionTime time(EdfHeader header) {
        String text = header.startDate() + " " + header.startTime();
        try {
            LocalDateTime local = LocalDateTime.parse(text, START);
            // 01.01.85 stands for a date that was taken out.
            return local.toLocalDate().equals(java.time.LocalDate.of(1985, 1, 1))
                    ? AcquisitionTime.UNKNOWN
                    : AcquisitionTime.local(local, local.toString(), options.timeZone());
        } catch (DateTimeException e) {
            return AcquisitionTime.unread(
                    text,
                    "acquisition-time-unread",
                    "The start of the EDF file is not a date and time and is not used");
        }
    }
}
