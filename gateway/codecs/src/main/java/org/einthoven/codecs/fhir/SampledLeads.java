package org.einthoven.codecs.fhir;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.einthoven.codecs.DecodingOptions.SampledDataOrigin;
import org.einthoven.codecs.EcgDecodingException;
import org.einthoven.codecs.SampleText;
import org.einthoven.codecs.VoltageUnit;
import org.einthoven.ecg.Lead;
import org.hl7.fhir.r4.model.Quantity;
import org.hl7.fhir.r4.model.SampledData;
import org.jspecify.annotations.Nullable;

/**
 * One SampledData as lead signals.
 *
 * @param samplingRateHz 1000 / period
 * @param leads the leads interlaced in it
 * @param millivolts an array a lead, all of one length; NaN where data says E, U or L
 */
record SampledLeads(double samplingRateHz, List<Lead> leads, double[][] millivolts) {
    private static final String UCUM = "http://unitsofmeasure.org";
    /** The offset between electrodes that IEC 60601-2-25 makes an electrocardiograph bear; no ECG is beyond it. */
    private static final double LARGEST_ORIGIN_MILLIVOLTS = 300;
    /** An origin from here on, with the data's median close to it, is a converter's zero and not a potential. */
    private static final double CONVERTER_ZERO_FROM = 100;

    static SampledLeads of(List<Lead> leads, SampledData data, SampledDataOrigin meaning) throws EcgDecodingException {
        int dimensions = data.hasDimensions() ? data.getDimensions() : 1;
        if (dimensions != leads.size()) {
            throw new EcgDecodingException(
                    "SampledData.dimensions is " + dimensions + " where the code names " + leads.size() + " lead(s)");
        }
        double[] raw = parse(data.getData());
        if (raw.length == 0 || raw.length % dimensions != 0) {
            throw new EcgDecodingException(
                    "SampledData.data holds " + raw.length + " values for " + dimensions + " lead(s)");
        }
        scale(raw, data, meaning);
        return new SampledLeads(rate(data), leads, deinterlace(raw, dimensions));
    }

    private static double rate(SampledData data) throws EcgDecodingException {
        if (data.getPeriod() == null) {
            throw new EcgDecodingException("SampledData.period is absent (FHIR R5's interval is not read)");
        }
        double rate = 1000 / data.getPeriod().doubleValue();
        if (!(rate > 0) || Double.isInfinite(rate)) {
            throw new EcgDecodingException("SampledData.period is not a positive number of milliseconds");
        }
        // A period is a rounded decimal: 4.16667 ms means 240 Hz.
        double whole = Math.rint(rate);
        return Math.abs(rate - whole) < 1e-5 * rate ? whole : rate;
    }

    private static void scale(double[] raw, SampledData data, SampledDataOrigin meaning) throws EcgDecodingException {
        Quantity stated = data.getOrigin();
        if (stated == null || stated.getValue() == null) {
            throw new EcgDecodingException("SampledData.origin.value is absent");
        }
        double origin = finite(stated.getValue(), "origin.value");
        double factor = data.getFactor() == null ? 1 : finite(data.getFactor(), "factor");
        VoltageUnit unit = unit(stated);
        boolean converterZero = meaning == SampledDataOrigin.CONVERTER_ZERO;
        if (!converterZero) {
            requirePotential(origin, unit, raw);
        }
        double millivolts = (unit == null ? VoltageUnit.MICROVOLT : unit).millivolts();
        double offset = converterZero ? -origin * factor : origin;
        for (int i = 0; i < raw.length; i++) {
            raw[i] = (raw[i] * factor + offset) * millivolts;
            if (Double.isInfinite(raw[i])) {
                throw new EcgDecodingException("SampledData.data holds a value beyond the range of numbers");
            }
        }
    }

    /** The unit, or null where none is stated. */
    private static @Nullable VoltageUnit unit(Quantity origin) throws EcgDecodingException {
        boolean ucum = UCUM.equals(origin.getSystem()) && origin.hasCode();
        String text = origin.hasCode() && (ucum || !origin.hasUnit()) ? origin.getCode() : origin.getUnit();
        if (text == null || text.isBlank()) {
            return null;
        }
        return (ucum ? VoltageUnit.ofUcum(text) : VoltageUnit.ofLabel(text))
                .orElseThrow(() -> new EcgDecodingException(
                        "SampledData.origin has the unit " + shown(text) + ", which is not a voltage (uV, mV, V)"));
    }

    private static String shown(String unit) {
        return unit.length() <= 20 && unit.matches("[\\x21-\\x7e]+") ? "\"" + unit + "\"" : "?";
    }

    private static void requirePotential(double origin, @Nullable VoltageUnit unit, double[] raw)
            throws EcgDecodingException {
        if (unit == null) {
            throw new EcgDecodingException("SampledData.origin has no unit, so that the samples' scale is not known");
        }
        boolean beyond = Math.abs(origin) * unit.millivolts() > LARGEST_ORIGIN_MILLIVOLTS;
        if (beyond || (Math.abs(origin) >= CONVERTER_ZERO_FROM && isNear(median(raw), origin))) {
            throw new EcgDecodingException("SampledData.origin " + plain(origin) + " " + unit.ucum()
                    + " is not plausible as a potential: it looks like the converter's zero");
        }
    }

    private static boolean isNear(double median, double origin) {
        return Math.abs(median - origin) < 0.25 * Math.abs(origin);
    }

    private static double median(double[] values) {
        double[] sorted =
                Arrays.stream(values).filter(v -> !Double.isNaN(v)).sorted().toArray();
        return sorted.length == 0 ? Double.NaN : sorted[sorted.length / 2];
    }

    private static String plain(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15 ? Long.toString((long) value) : "" + value;
    }

    private static double finite(BigDecimal value, String name) throws EcgDecodingException {
        double number = value.doubleValue();
        if (Double.isInfinite(number)) {
            throw new EcgDecodingException("SampledData." + name + " is beyond the range of numbers");
        }
        return number;
    }

    private static double[][] deinterlace(double[] values, int dimensions) {
        if (dimensions == 1) {
            return new double[][] {values};
        }
        double[][] leads = new double[dimensions][values.length / dimensions];
        for (int i = 0; i < values.length; i++) {
            leads[i % dimensions][i / dimensions] = values[i];
        }
        return leads;
    }

    /** Decimals, and E (error), U (above the upper limit), L (below the lower): these are missing samples. */
    private static double[] parse(@Nullable String data) throws EcgDecodingException {
        if (data == null) {
            throw new EcgDecodingException("SampledData.data is absent");
        }
        return SampleText.parse(data, "EUL", "SampledData.data");
    }

    /** Samples a lead. */
    int length() {
        return millivolts[0].length;
    }

    /** Splits off the leads one by one. */
    List<LeadSamples> each() {
        List<LeadSamples> each = new ArrayList<>();
        for (int i = 0; i < leads.size(); i++) {
            each.add(new LeadSamples(leads.get(i), millivolts[i]));
        }
        return each;
    }

    /** One lead's samples in millivolts. */
    record LeadSamples(Lead lead, double[] millivolts) {}
}
