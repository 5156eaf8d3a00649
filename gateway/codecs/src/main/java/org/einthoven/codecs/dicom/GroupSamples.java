package org.einthoven.codecs.dicom;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.einthoven.codecs.EcgDecodingException;
import org.einthoven.dicom.DicomDataset;
import org.einthoven.dicom.DicomFormatException;
import org.einthoven.dicom.Tag;
import org.einthoven.ecg.Lead;
import org.einthoven.ecg.QualityIssue;
import org.einthoven.ecg.QualityIssue.Severity;
import org.jspecify.annotations.Nullable;

/** The samples of one multiplex group, turned into millivolts channel by channel. Used by one thread. */
final class GroupSamples {
    /** A run of the padding value 0 as long as this is no coincidence. */
    private static final double ZERO_PADDING_SECONDS = 1;

    private final MultiplexGroup group;
    private final SampleInterpretation interpretation;
    private final byte[] data;
    private final boolean padded;
    /** Meant only where the group is padded. */
    private final long padding;

    private final long[] raw;
    private final List<QualityIssue> issues = new ArrayList<>();

    private GroupSamples(
            MultiplexGroup group, SampleInterpretation interpretation, byte[] data, @Nullable Long padding) {
        this.group = group;
        this.interpretation = interpretation;
        this.data = data;
        this.padded = padding != null;
        this.padding = padding == null ? 0 : padding;
        this.raw = new long[(int) group.samples()];
    }

    /** Checks that the data is as long as the group declares before anything of that size is allocated. */
    static GroupSamples of(MultiplexGroup group) throws DicomFormatException, EcgDecodingException {
        DicomDataset item = group.item();
        SampleInterpretation interpretation = interpretation(item, group.number());
        byte[] data = item.getBytes(Tag.WaveformData);
        if (data == null) {
            throw new EcgDecodingException(
                    Tag.describe(Tag.WaveformData) + " of multiplex group " + group.number() + " is absent");
        }
        long needed = Math.multiplyExact(group.samples(), (long) group.channels() * interpretation.bytes());
        if (data.length < needed) {
            throw new EcgDecodingException(Tag.describe(Tag.WaveformData) + " of multiplex group " + group.number()
                    + " holds " + data.length + " bytes where " + group.channels() + " channels of " + group.samples()
                    + " samples of " + interpretation.bits() + " bits need " + needed);
        }
        GroupSamples samples = new GroupSamples(group, interpretation, data, padding(item, interpretation));
        samples.noteLayout(needed);
        return samples;
    }

    List<QualityIssue> issues() {
        return issues;
    }

    /** One lead, NaN where a sample is padding, was not connected or was moved in by the skew. */
    double[] millivolts(Channel channel) throws EcgDecodingException {
        double[] millivolts = new double[raw.length];
        if (channel.carriesNoSignal()) {
            flag(
                    Severity.EXCLUDE_LEAD,
                    "lead-disconnected",
                    channel,
                    "is marked " + channel.status().get(0));
            Arrays.fill(millivolts, Double.NaN);
            return millivolts;
        }
        noteStatus(channel);
        int stride = group.channels() * interpretation.bytes();
        interpretation.read(data, channel.index() * interpretation.bytes(), stride, raw);
        extendSign(channel);
        scale(channel, millivolts);
        maskPadding(channel, millivolts);
        shift(channel.shift(), millivolts);
        return millivolts;
    }

    private void scale(Channel channel, double[] millivolts) {
        double scale = channel.millivoltsPerUnit();
        double baseline = channel.baselineMillivolts();
        for (int i = 0; i < raw.length; i++) {
            millivolts[i] = raw[i] * scale + baseline;
        }
    }

    private static SampleInterpretation interpretation(DicomDataset item, int number)
            throws DicomFormatException, EcgDecodingException {
        String code = DicomPatients.text(item, Tag.WaveformSampleInterpretation);
        SampleInterpretation interpretation =
                code == null ? null : SampleInterpretation.of(code).orElse(null);
        if (interpretation == null) {
            throw new EcgDecodingException(Tag.describe(Tag.WaveformSampleInterpretation) + " of multiplex group "
                    + number + (code == null ? " is absent" : " is none of SB, UB, MB, AB, SS, US, SL, UL"));
        }
        // Where the object does not say it, the interpretation does.
        int bits = item.getInt(Tag.WaveformBitsAllocated, interpretation.bits());
        if (bits != interpretation.bits()) {
            throw new EcgDecodingException(Tag.describe(Tag.WaveformBitsAllocated) + " of multiplex group " + number
                    + " is " + bits + " where the sample interpretation " + interpretation + " means "
                    + interpretation.bits());
        }
        return interpretation;
    }

    /** The padding value in the samples' own form; null where there is none or it is too short to be one. */
    private static @Nullable Long padding(DicomDataset item, SampleInterpretation interpretation) {
        byte[] bytes = item.getBytes(Tag.WaveformPaddingValue);
        if (bytes == null || bytes.length < interpretation.bytes()) {
            return null;
        }
        long[] value = new long[1];
        interpretation.read(bytes, 0, 0, value);
        return value[0];
    }

    private void noteLayout(long needed) {
        if (data.length > needed + (needed & 1)) {
            issues.add(QualityIssue.note(
                    "waveform-data-longer",
                    "Waveform Data of multiplex group " + group.number() + " is longer than its samples; the rest is"
                            + " not read"));
        }
        if (interpretation.companded()) {
            issues.add(QualityIssue.note(
                    "companded-samples",
                    "The samples are stored as " + interpretation + " (G.711), which an ECG should not be"));
        }
        if (padded && padding == 0) {
            issues.add(QualityIssue.note(
                    "padding-value-zero",
                    "Waveform Padding Value is 0, which samples have too; only runs of a second or more are taken as"
                            + " not recorded"));
        }
    }

    private void noteStatus(Channel channel) {
        for (String status : channel.status()) {
            switch (status) {
                case "TEST DATA" -> flag(Severity.DO_NOT_ANALYSE, "test-data", channel, "is marked TEST DATA");
                case "QUESTIONABLE", "UNCALIBRATED", "UNZEROED" ->
                    flag(Severity.NOTE, "channel-status", channel, "is marked " + status);
                default -> {
                    // "OK", or a vendor's own word.
                }
            }
        }
    }

    /**
     * Samples of fewer bits than are allocated are sign-extended by the standard. A vendor who leaves zeros above them
     * is understood; one whose samples need more bits than are said to be stored is taken by the bits allocated.
     */
    private void extendSign(Channel channel) {
        int bits = channel.bitsStored();
        if (bits < 2 || bits >= interpretation.bits() || !interpretation.signed() || interpretation.companded()) {
            return;
        }
        long half = 1L << (bits - 1);
        boolean beyond = false;
        boolean zerosAbove = true;
        for (long value : raw) {
            boolean pad = padded && value == padding;
            beyond |= !pad && (value >= half || value < -half);
            zerosAbove &= pad || (value >= 0 && value < 2 * half);
        }
        if (!beyond) {
            return;
        }
        if (zerosAbove) {
            for (int i = 0; i < raw.length; i++) {
                raw[i] = padded && raw[i] == padding ? raw[i] : raw[i] << (64 - bits) >> (64 - bits);
            }
        }
        flag(
                Severity.NOTE,
                "bits-stored",
                channel,
                zerosAbove
                        ? "is not sign-extended beyond Waveform Bits Stored; it was"
                        : "exceeds Waveform Bits Stored; all bits allocated are used");
    }

    /**
     * A padding value that no ECG sample has marks every sample that has it. Zero is the isoelectric line itself: some
     * recorders state it as padding although their samples pass through it in every beat. It is believed where it stays
     * for a second, as it does in the unrecorded part of a 4 × 2.5 s layout and does not in a heartbeat.
     */
    private void maskPadding(Channel channel, double[] millivolts) {
        if (!padded) {
            return;
        }
        int least = padding == 0 ? (int) Math.ceil(ZERO_PADDING_SECONDS * group.samplingRateHz()) : 1;
        long pad = padding;
        int run = 0;
        for (int i = 0; i < raw.length; i++) {
            run = raw[i] == pad ? run + 1 : 0;
            if (run == least) {
                Arrays.fill(millivolts, i + 1 - run, i + 1, Double.NaN);
            } else if (run > least) {
                millivolts[i] = Double.NaN;
            }
        }
        if (Double.isNaN(millivolts[0]) && Arrays.stream(millivolts).allMatch(Double::isNaN)) {
            flag(Severity.NOTE, "lead-not-recorded", channel, "holds nothing but the padding value");
        }
    }

    private void shift(int samples, double[] millivolts) throws EcgDecodingException {
        int length = millivolts.length;
        if (Math.abs(samples) >= length) {
            throw new EcgDecodingException("The skew of a channel in multiplex group " + group.number()
                    + " exceeds the length of the recording");
        }
        if (samples > 0) {
            System.arraycopy(millivolts, 0, millivolts, samples, length - samples);
            Arrays.fill(millivolts, 0, samples, Double.NaN);
        } else if (samples < 0) {
            System.arraycopy(millivolts, -samples, millivolts, 0, length + samples);
            Arrays.fill(millivolts, length + samples, length, Double.NaN);
        }
    }

    private void flag(Severity severity, String code, Channel channel, String text) {
        Lead lead = channel.lead();
        issues.add(new QualityIssue(severity, code, lead, "Lead " + lead + " " + text));
    }
}
