package org.einthoven.codecs.muse;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.zip.CRC32;
import org.einthoven.codecs.EcgDecodingException;
import org.einthoven.codecs.LeadStrip;
import org.einthoven.codecs.xml.XmlElement;
import org.einthoven.ecg.Lead;
import org.einthoven.ecg.QualityIssue;
import org.einthoven.ecg.QualityIssue.Severity;
import org.jspecify.annotations.Nullable;

/**
 * The leads of a Waveform: each LeadData holds Base64 of little-endian integers, whose number, bytes and CRC-32 must be those that stand beside it: what was changed since the cart
 * wrote it is not the ECG that it recorded. LeadOffsetFirstSample shifts a lead by samples.
 */
final class RhythmLeads {
    private static final Map<String, Double> MILLIVOLTS = Map.of("MICROVOLTS", 1e-3, "MILLIVOLTS", 1.0, "VOLTS", 1e3);
    private static final double HIGHEST_RATE = 1e6;

    private final XmlElement waveform;
    private final List<QualityIssue> issues;

    private RhythmLeads(XmlElement waveform, List<QualityIssue> issues) {
        this.waveform = waveform;
        this.issues = issues;
    }

    /** One strip for each set of leads that begin together and are of one length. */
    static List<LeadStrip> of(XmlElement waveform, List<QualityIssue> issues) throws EcgDecodingException {
        return new RhythmLeads(waveform, issues).strips();
    }

    private List<LeadStrip> strips() throws EcgDecodingException {
        String type = waveform.text("SampleType");
        if (type != null && !type.equals("CONTINUOUS_SAMPLES")) {
            throw new EcgDecodingException("the SampleType of the rhythm waveform is not CONTINUOUS_SAMPLES");
        }
        double rate = rate();
        Map<Place, Map<Lead, double[]>> byPlace = new LinkedHashMap<>();
        List<Lead> seen = new ArrayList<>();
        for (XmlElement data : waveform.children("LeadData")) {
            String id = data.text("LeadID");
            if (id == null || id.length() > 16) {
                throw new EcgDecodingException("a LeadData of the rhythm waveform has no LeadID");
            }
            Lead lead = Lead.of(id);
            double[] samples = samples(data, lead);
            if (seen.contains(lead)) {
                issues.add(new QualityIssue(
                        Severity.NOTE, "duplicate-lead", lead, "Lead " + lead + " occurs again and is left out there"));
                continue;
            }
            seen.add(lead);
            Place place = new Place(number(data, "LeadOffsetFirstSample", 0, lead), samples.length);
            byPlace.computeIfAbsent(place, key -> new LinkedHashMap<>()).put(lead, samples);
        }
        if (byPlace.isEmpty()) {
            throw new EcgDecodingException("the rhythm waveform has no LeadData");
        }
        List<LeadStrip> strips = new ArrayList<>();
        byPlace.forEach((place, leads) ->
                strips.add(new LeadStrip("rhythm leads from sample " + place.start, rate, place.start, leads)));
        return strips;
    }

    private record Place(long start, int length) {}

    /** SampleBase × 10^SampleExponent. */
    private double rate() throws EcgDecodingException {
        double base = number(waveform.text("SampleBase"), "SampleBase");
        String exponent = waveform.text("SampleExponent");
        double rate = base * Math.pow(10, exponent == null ? 0 : number(exponent, "SampleExponent"));
        if (!(rate > 0) || rate > HIGHEST_RATE) {
            throw new EcgDecodingException("the rhythm waveform's SampleBase and SampleExponent are no sampling rate");
        }
        return rate;
    }

    private static double number(@Nullable String text, String name) throws EcgDecodingException {
        if (text == null || !text.matches("-?\\d{1,6}(\\.\\d{1,9})?")) {
            throw new EcgDecodingException("the rhythm waveform's " + name + " is not a number");
        }
        return Double.parseDouble(text);
    }

    private double[] samples(XmlElement data, Lead lead) throws EcgDecodingException {
        byte[] bytes = bytes(data, lead);
        int size = (int) number(data, "LeadSampleSize", 2, lead);
        if (size != 2 && size != 4) {
            throw new EcgDecodingException("LeadSampleSize of lead " + lead + " is neither 2 nor 4 bytes");
        }
        requireZero(data, "FirstSampleBaseline", lead);
        int count = bytes.length / size;
        if (count == 0 || bytes.length % size != 0 || number(data, "LeadSampleCountTotal", count, lead) != count) {
            throw new EcgDecodingException(
                    "LeadSampleCountTotal of lead " + lead + " is not the number of its samples, " + count);
        }
        if (!"FALSE".equals(data.text("LeadOff")) && data.text("LeadOff") != null) {
            issues.add(new QualityIssue(
                    Severity.NOTE, "lead-off", lead, "The recorder says that lead " + lead + " was off"));
        }
        double millivolts = millivoltsPerBit(data, lead);
        ByteBuffer integers = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        double[] samples = new double[count];
        for (int i = 0; i < count; i++) {
            samples[i] = (size == 2 ? integers.getShort() : integers.getInt()) * millivolts;
        }
        return samples;
    }

    private static byte[] bytes(XmlElement data, Lead lead) throws EcgDecodingException {
        String text = data.text("WaveFormData");
        if (text == null) {
            throw new EcgDecodingException("lead " + lead + " has no WaveFormData");
        }
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(text.replaceAll("\\s+", ""));
        } catch (IllegalArgumentException e) {
            throw new EcgDecodingException("WaveFormData of lead " + lead + " is not Base64", e);
        }
        if (number(data, "LeadByteCountTotal", bytes.length, lead) != bytes.length) {
            throw new EcgDecodingException(
                    "LeadByteCountTotal of lead " + lead + " is not the number of its bytes, " + bytes.length);
        }
        CRC32 crc = new CRC32();
        crc.update(bytes);
        if (number(data, "LeadDataCRC32", crc.getValue(), lead) != crc.getValue()) {
            throw new EcgDecodingException("the samples of lead " + lead
                    + " do not have the CRC-32 that stands beside them: they were changed or damaged");
        }
        return bytes;
    }

    private static void requireZero(XmlElement data, String name, Lead lead) throws EcgDecodingException {
        if (number(data, name, 0, lead) != 0) {
            throw new EcgDecodingException(name + " of lead " + lead + " is not 0; what it would mean is not known");
        }
    }

    private static double millivoltsPerBit(XmlElement data, Lead lead) throws EcgDecodingException {
        String unit = data.text("LeadAmplitudeUnits");
        // Absent it is microvolts by the document type definition.
        Double millivolts = MILLIVOLTS.get(unit == null ? "MICROVOLTS" : unit.toUpperCase(Locale.ROOT));
        if (millivolts == null) {
            throw new EcgDecodingException("LeadAmplitudeUnits of lead " + lead + " is not a voltage");
        }
        String text = data.text("LeadAmplitudeUnitsPerBit");
        // Some exports have their country's comma.
        String number = text == null ? "" : text.replace(',', '.');
        double units = number.matches("\\d{1,6}(\\.\\d{1,9})?") ? Double.parseDouble(number) : 0;
        if (units == 0) {
            throw new EcgDecodingException("LeadAmplitudeUnitsPerBit of lead " + lead + " is not a positive number");
        }
        return units * millivolts;
    }

    /** A whole number that may be absent. */
    private static long number(XmlElement data, String name, long otherwise, Lead lead) throws EcgDecodingException {
        String text = data.text(name);
        if (text == null) {
            return otherwise;
        }
        if (!text.matches("-?\\d{1,10}")) {
            throw new EcgDecodingException(name + " of lead " + lead + " is not a whole number");
        }
        return Long.parseLong(text);
    }
}
