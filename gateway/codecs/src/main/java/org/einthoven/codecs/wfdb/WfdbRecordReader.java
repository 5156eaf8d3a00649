package org.einthoven.codecs.wfdb;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.einthoven.codecs.AcquisitionTime;
import org.einthoven.codecs.ContentDigest;
import org.einthoven.codecs.DecodingOptions;
import org.einthoven.codecs.EcgDecodingException;
import org.einthoven.codecs.EcgSource;
import org.einthoven.codecs.VoltageUnit;
import org.einthoven.ecg.Acquisition;
import org.einthoven.ecg.EcgRecording;
import org.einthoven.ecg.Lead;
import org.einthoven.ecg.OrderRef;
import org.einthoven.ecg.QualityIssue;
import org.einthoven.ecg.QualityIssue.Severity;
import org.einthoven.ecg.SampledSignal;
import org.einthoven.ecg.SourceIdentity;

/** Reads the signal files that a header names and makes a recording of them. Used once. */
final class WfdbRecordReader {
    private final Path folder;
    private final WfdbHeader header;
    private final DecodingOptions options;
    private final List<QualityIssue> issues = new ArrayList<>();
    private final List<Integer> checksumMismatches = new ArrayList<>();
    private final MessageDigest digest = ContentDigest.create();

    WfdbRecordReader(Path headerFile, WfdbHeader header, DecodingOptions options) {
        this.folder = headerFile.toAbsolutePath().resolveSibling(".");
        this.header = header;
        this.options = options;
    }

    EcgRecording read() throws EcgDecodingException, IOException {
        Map<Lead, SampledSignal> leads = leads();
        WfdbComments comments = new WfdbComments(header.comments());
        AcquisitionTime time = WfdbTime.of(header.baseTime(), options.timeZone());
        issues.addAll(time.issues());
        if (!checksumMismatches.isEmpty()) {
            issues.add(QualityIssue.note(
                    "checksum-mismatch",
                    "The header's checksum does not match the samples of signal " + numbers(checksumMismatches)));
        }
        return new EcgRecording(
                WfdbFormat.NAME,
                identity(),
                leads,
                null,
                comments.demographics(),
                OrderRef.NONE,
                new Acquisition(time.time(), time.original(), time.zoneAssumed(), null, null, null, null),
                comments.annotations(),
                issues);
    }

    /** The voltages of one sampling rate; every other signal is named in the issues. */
    private Map<Lead, SampledSignal> leads() throws EcgDecodingException, IOException {
        int samplesPerFrame = samplesPerFrameOfMost();
        double rate = header.frameRate() * samplesPerFrame;
        if (Double.isInfinite(rate)) {
            throw new EcgDecodingException("the sampling frequency in the WFDB header is too large");
        }
        Map<Lead, SampledSignal> leads = new LinkedHashMap<>();
        List<WfdbSignal> signals = header.signals();
        for (int from = 0; from < signals.size(); ) {
            SignalGroup group = group(from);
            for (int i = 0; i < group.signals().size(); i++) {
                int number = from + i + 1;
                double[] millivolts = millivolts(group, i, number);
                if (isEcg(signals.get(number - 1), samplesPerFrame, number)) {
                    add(leads, number, new SampledSignal(rate, millivolts));
                }
            }
            from += group.signals().size();
        }
        requireOneLength(leads);
        return leads;
    }

    private SignalGroup group(int from) throws EcgDecodingException, IOException {
        List<WfdbSignal> all = header.signals();
        int to = from + 1;
        while (to < all.size() && all.get(to).sharesFileWith(all.get(from))) {
            to++;
        }
        String name = all.get(from).file();
        Path file = folder.resolve(name).normalize();
        if (!Files.isRegularFile(file)) {
            throw new EcgDecodingException("the signal file " + name + " of the WFDB record is missing");
        }
        return SignalGroup.of(
                all.subList(from, to), header.frames(), EcgSource.read(file, options.maximumBytes()), from + 1);
    }

    private double[] millivolts(SignalGroup group, int index, int number) {
        WfdbSignal signal = group.signals().get(index);
        VoltageUnit unit = VoltageUnit.ofLabel(signal.units()).orElse(VoltageUnit.MILLIVOLT);
        double[] millivolts = new double[group.length(index)];
        int sum = group.decode(index, unit.millivolts() / signal.gain(), millivolts);
        if (signal.checksum().isPresent() && (short) signal.checksum().getAsInt() != (short) sum) {
            checksumMismatches.add(number);
        }
        if (index == 0) {
            group.digest(digest);
        }
        return millivolts;
    }

    private boolean isEcg(WfdbSignal signal, int samplesPerFrame, int number) {
        if (VoltageUnit.ofLabel(signal.units()).isEmpty()) {
            issues.add(QualityIssue.note(
                    "signal-left-out", "Signal " + number + " is not a voltage (unit " + signal.units() + ")"));
            return false;
        }
        if (signal.samplesPerFrame() != samplesPerFrame) {
            issues.add(QualityIssue.note(
                    "signal-left-out", "Signal " + number + " has another sampling rate than the other leads"));
            return false;
        }
        return true;
    }

    private void add(Map<Lead, SampledSignal> leads, int number, SampledSignal samples) {
        WfdbSignal signal = header.signals().get(number - 1);
        Lead lead = Lead.of(signal.description().isBlank() ? "signal " + number : signal.description());
        if (leads.putIfAbsent(lead, samples) != null) {
            issues.add(new QualityIssue(
                    Severity.NOTE,
                    "duplicate-lead",
                    lead,
                    "Signal " + number + " repeats lead " + lead + " and is left out"));
        } else if (!signal.calibrated()) {
            issues.add(new QualityIssue(
                    Severity.NOTE,
                    "gain-assumed",
                    lead,
                    "The header gives no gain for lead " + lead + "; 200 units per millivolt is WFDB's default"));
        }
    }

    private int samplesPerFrameOfMost() throws EcgDecodingException {
        Map<Integer, Long> counts = header.signals().stream()
                .filter(s -> VoltageUnit.ofLabel(s.units()).isPresent())
                .collect(Collectors.groupingBy(WfdbSignal::samplesPerFrame, Collectors.counting()));
        Optional<Map.Entry<Integer, Long>> most = counts.entrySet().stream()
                .max(Map.Entry.<Integer, Long>comparingByValue().thenComparing(Map.Entry.comparingByKey()));
        if (most.isEmpty()) {
            throw new EcgDecodingException("no signal of the WFDB record is a voltage (the first has the unit "
                    + header.signals().get(0).units() + ")");
        }
        return most.get().getKey();
    }

    private static void requireOneLength(Map<Lead, SampledSignal> leads) throws EcgDecodingException {
        if (leads.values().stream().map(SampledSignal::length).distinct().count() > 1) {
            throw new EcgDecodingException(
                    "the WFDB header gives no number of samples and the signal files differ in length");
        }
    }

    private SourceIdentity identity() {
        StringBuilder essentials = new StringBuilder().append(header.frameRate());
        for (WfdbSignal s : header.signals()) {
            essentials
                    .append('\n')
                    .append(String.join(
                            "|",
                            "" + s.format().number(),
                            "" + s.samplesPerFrame(),
                            "" + s.skew(),
                            "" + s.gain(),
                            "" + s.baseline(),
                            s.units(),
                            s.description()));
        }
        digest.update(essentials.toString().getBytes(StandardCharsets.UTF_8));
        return new SourceIdentity(
                SourceIdentity.Kind.FILE, header.record(), HexFormat.of().formatHex(digest.digest()));
    }

    private static String numbers(List<Integer> numbers) {
        return numbers.stream().map(String::valueOf).collect(Collectors.joining(", "));
    }
}
