package org.einthoven.codecs.philips;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.einthoven.codecs.EcgDecodingException;
import org.einthoven.codecs.SampleText;
import org.einthoven.codecs.xml.XmlElement;
import org.einthoven.ecg.Lead;
import org.einthoven.ecg.QualityIssue;
import org.einthoven.ecg.QualityIssue.Severity;
import org.einthoven.ecg.SampledSignal;
import org.jspecify.annotations.Nullable;

/**
 * The leads of parsedwaveforms, one behind the other. What is said of the samples stands beside them since 1.04, in signalcharacteristics before. A sample is (value - offset) ×
 * resolution microvolts.
 *
 * @param leads all of one rate and length
 */
record ParsedWaveforms(Map<Lead, SampledSignal> leads) {
    private static final int MOST_LEADS = 32;
    private static final double HIGHEST_RATE = 1e6;
    private static final double MICROVOLT = 1e-3;
    /** By both names that the twelve have in signalcharacteristics. */
    private static final List<String> TWELVE_LEADS = List.of("STD-12", "10-WIRE");
    /** A calibration pulse has a fifth of a second at least; leads that agree for less may do so by chance. */
    private static final double SHORTEST_CALIBRATION_SECONDS = .1;

    static ParsedWaveforms of(XmlElement root, long mostSamples, List<QualityIssue> issues)
            throws EcgDecodingException {
        XmlElement waveforms = root.at("waveforms/parsedwaveforms");
        if (waveforms == null) {
            throw new EcgDecodingException(
                    root.at("waveforms/unparsedwaveforms") == null
                            ? "the Sierra ECG holds no waveforms"
                            : "the waveforms of the Sierra ECG lie in another file (unparsedwaveforms), which is not read");
        }
        if ("True".equals(waveforms.attribute("donotanalyze"))) {
            issues.add(PhilipsDecoder.notToBeAnalysed());
        }
        return new Reader(waveforms, root.at("dataacquisition/signalcharacteristics"), mostSamples, issues).read();
    }

    private record Reader(
            XmlElement waveforms, @Nullable XmlElement characteristics, long mostSamples, List<QualityIssue> issues) {
        ParsedWaveforms read() throws EcgDecodingException {
            double rate = number("samplespersecond", "samplingrate", null);
            double milliseconds = number("durationperchannel", "durationperchannel", null);
            double resolution = number("resolution", resolutionName(), null);
            double offset = number("signaloffset", "signaloffset", 0.0);
            if (!(rate > 0) || rate > HIGHEST_RATE || !(resolution > 0)) {
                throw new EcgDecodingException("sampling rate or resolution of the Sierra ECG is not positive");
            }
            requireInteger16();
            List<String> labels = labels();
            double count = Math.rint(milliseconds * rate / 1000);
            if (count < 1 || count * labels.size() > mostSamples) {
                throw new EcgDecodingException("durationperchannel of the Sierra ECG is not one that can be read");
            }
            short[][] values = values(labels, (int) count);
            return new ParsedWaveforms(signals(labels, values, rate, offset, resolution * MICROVOLT));
        }

        private String resolutionName() {
            return characteristics != null && characteristics.child("resolution") == null
                    ? "signalresolution"
                    : "resolution";
        }

        /** An attribute of the waveforms, else an element of the characteristics. */
        private @Nullable String text(String attribute, String element) {
            String own = waveforms.attribute(attribute);
            return own != null || characteristics == null ? own : characteristics.text(element);
        }

        private double number(String attribute, String element, @Nullable Double otherwise)
                throws EcgDecodingException {
            String text = text(attribute, element);
            if (text == null && otherwise != null) {
                return otherwise;
            }
            if (text == null || !text.matches("-?\\d{1,9}(\\.\\d{1,9})?")) {
                throw new EcgDecodingException(attribute + " of the Sierra ECG is not a number");
            }
            return Double.parseDouble(text);
        }

        private void requireInteger16() throws EcgDecodingException {
            String bits = waveforms.attribute("nbitspersample");
            if (bits == null) {
                bits = text("bitspersample", "bitspersample");
            }
            if (!"16".equals(bits) || "False".equals(text("signalsigned", "signalsigned"))) {
                throw new EcgDecodingException("the samples of the Sierra ECG are not signed integers of 16 bits");
            }
        }

        private List<String> labels() throws EcgDecodingException {
            String labels = waveforms.attribute("leadlabels");
            String type = characteristics == null ? null : characteristics.text("acquisitiontype");
            List<String> names;
            if (labels != null) {
                names = List.of(labels.split("\\s+", -1));
            } else if (type != null && TWELVE_LEADS.contains(type)) {
                names = Lead.STANDARD.stream().map(Lead::name).toList();
            } else {
                throw new EcgDecodingException("the Sierra ECG does not say which leads its waveforms are");
            }
            if (names.size() > MOST_LEADS || names.stream().anyMatch(name -> name.length() > 16)) {
                throw new EcgDecodingException("leadlabels of the Sierra ECG are not names of leads");
            }
            return names;
        }

        private short[][] values(List<String> labels, int count) throws EcgDecodingException {
            String compression = compression();
            String encoding = waveforms.attribute("dataencoding");
            if (compression != null && !(compression.equals("XLI") && "Base64".equals(encoding))) {
                throw new EcgDecodingException("the compression of the Sierra ECG's waveforms is not XLI in Base64");
            }
            if ("Plain".equals(encoding)) {
                return plain(labels.size(), count);
            }
            if (!"Base64".equals(encoding)) {
                throw new EcgDecodingException("dataencoding of the Sierra ECG is neither Base64 nor Plain");
            }
            byte[] bytes = base64(waveforms.characters());
            return compression == null
                    ? integers(bytes, labels.size(), count)
                    : XliCompression.leads(bytes, labels, count);
        }

        /** Null for none. The attribute is another since 1.04. */
        private @Nullable String compression() {
            if (waveforms.attribute("compressflag") != null) {
                return "True".equals(waveforms.attribute("compressflag"))
                        ? String.valueOf(waveforms.attribute("compressmethod"))
                        : null;
            }
            return waveforms.attribute("compression");
        }

        private static byte[] base64(String text) throws EcgDecodingException {
            try {
                return Base64.getDecoder().decode(text.replaceAll("\\s+", ""));
            } catch (IllegalArgumentException e) {
                throw new EcgDecodingException("the waveforms of the Sierra ECG are not Base64", e);
            }
        }

        private short[][] plain(int leads, int count) throws EcgDecodingException {
            double[] numbers = SampleText.parse(waveforms.characters(), "", "parsedwaveforms");
            requireCount(numbers.length, leads, count);
            short[][] values = new short[leads][count];
            for (int i = 0; i < numbers.length; i++) {
                if (numbers[i] != (short) numbers[i]) {
                    throw new EcgDecodingException(
                            "value " + (i + 1) + " of parsedwaveforms is not an integer of 16 bits");
                }
                values[i / count][i % count] = (short) numbers[i];
            }
            return values;
        }

        private static short[][] integers(byte[] bytes, int leads, int count) throws EcgDecodingException {
            requireCount(bytes.length / Short.BYTES, leads, count);
            ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
            short[][] values = new short[leads][count];
            for (short[] lead : values) {
                buffer.asShortBuffer().get(lead);
                buffer.position(buffer.position() + count * Short.BYTES);
            }
            return values;
        }

        private static void requireCount(int found, int leads, int count) throws EcgDecodingException {
            if (found != leads * count) {
                throw new EcgDecodingException(
                        "the Sierra ECG holds " + found + " samples for " + leads + " leads of " + count);
            }
        }

        private Map<Lead, SampledSignal> signals(
                List<String> labels, short[][] values, double rate, double offset, double scale)
                throws EcgDecodingException {
            int length = lengthWithoutCalibration(values, rate);
            Map<Lead, SampledSignal> signals = new LinkedHashMap<>();
            for (int i = 0; i < labels.size(); i++) {
                Lead lead = Lead.of(labels.get(i));
                short[] own = values[i];
                double[] millivolts = new double[length];
                Arrays.setAll(millivolts, at -> (own[at] - offset) * scale);
                if (signals.putIfAbsent(lead, new SampledSignal(rate, millivolts)) != null) {
                    issues.add(new QualityIssue(
                            Severity.NOTE,
                            "duplicate-lead",
                            lead,
                            "Lead " + lead + " occurs again and is left out there"));
                }
            }
            return signals;
        }

        /**
         * Carts end the eleven seconds with their calibration pulse of one millivolt, the same in every lead, which no heart can be: III would be II less I. It is no ECG.
         */
        private int lengthWithoutCalibration(short[][] values, double rate) throws EcgDecodingException {
            int length = values[0].length;
            int end = length;
            while (values.length > 2 && end > 0 && isAlike(values, end - 1)) {
                end--;
            }
            if (length - end < SHORTEST_CALIBRATION_SECONDS * rate) {
                return length;
            }
            if (end == 0) {
                throw new EcgDecodingException("all leads of the Sierra ECG are the same: they are no ECG");
            }
            issues.add(QualityIssue.note(
                    "calibration-left-out",
                    "The last " + (length - end)
                            + " samples are the same in all leads, a calibration pulse, and are left out"));
            return end;
        }

        private static boolean isAlike(short[][] values, int at) {
            return Arrays.stream(values).allMatch(lead -> lead[at] == values[0][at]);
        }
    }
}
