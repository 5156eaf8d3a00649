package org.einthoven.codecs.dicom;

import java.util.List;
import java.util.OptionalDouble;
import org.einthoven.codecs.EcgDecodingException;
import org.einthoven.codecs.VoltageUnit;
import org.einthoven.dicom.DicomDataset;
import org.einthoven.dicom.DicomFormatException;
import org.einthoven.dicom.Tag;
import org.einthoven.ecg.Lead;
import org.jspecify.annotations.Nullable;

/**
 * One item of a Channel Definition Sequence (003A,0200): PS3.3 section C.10.9.1.4.
 *
 * @param index its place, from 0
 * @param samplingRateHz of its group
 */
record ChannelDefinition(DicomDataset item, int index, double samplingRateHz) {
    /** The lead, or null where the channel is none. */
    @Nullable
    Channel read(boolean anyLabel) throws DicomFormatException, EcgDecodingException {
        Lead known = DicomLeads.known(item);
        if (known == null && !(anyLabel && unit().isVoltage())) {
            return null;
        }
        Lead lead = known == null ? DicomLeads.named(item, index) : known;
        String name = "channel " + (index + 1) + " (" + (known == null ? "?" : known) + ")";
        double sensitivity = number(Tag.ChannelSensitivity, name);
        double correction =
                item.getDouble(Tag.ChannelSensitivityCorrectionFactor).orElse(1);
        double baseline = item.getDouble(Tag.ChannelBaseline).orElse(0);
        double unit = millivolts(name);
        double scale = sensitivity * correction * unit;
        if (scale == 0 || !Double.isFinite(scale) || !Double.isFinite(baseline * unit)) {
            throw new EcgDecodingException("The sensitivity of " + name + " is zero or not finite: "
                    + Tag.describe(Tag.ChannelSensitivity) + ", its correction factor or its baseline is wrong");
        }
        List<String> status = item.getStrings(Tag.ChannelStatus);
        return new Channel(index, lead, scale, baseline * unit, shift(), bitsStored(), status);
    }

    private double number(int tag, String name) throws DicomFormatException, EcgDecodingException {
        OptionalDouble value = item.getDouble(tag);
        if (value.isEmpty()) {
            throw new EcgDecodingException(
                    Tag.describe(tag) + " of " + name + " is absent, so that its samples have no scale");
        }
        return value.getAsDouble();
    }

    private double millivolts(String name) throws EcgDecodingException {
        Unit unit = unit();
        if (unit.code() == null) {
            throw new EcgDecodingException(
                    Tag.describe(Tag.ChannelSensitivityUnitsSequence) + " of " + name + " is absent");
        }
        return VoltageUnit.ofUcum(unit.code())
                .filter(u -> u != VoltageUnit.NANOVOLT)
                .orElseThrow(() -> new EcgDecodingException(Tag.describe(Tag.ChannelSensitivityUnitsSequence) + " of "
                        + name + " is " + unit.shown() + ", not uV, mV or V (CID 3082)"))
                .millivolts();
    }

    /** Channel Sample Skew (003A,0215) in samples, else Channel Time Skew (003A,0214) in seconds. */
    private int shift() throws DicomFormatException, EcgDecodingException {
        OptionalDouble samples = item.getDouble(Tag.ChannelSampleSkew);
        double skew = samples.isPresent()
                ? samples.getAsDouble()
                : item.getDouble(Tag.ChannelTimeSkew).orElse(0) * samplingRateHz;
        if (!(Math.abs(skew) < Integer.MAX_VALUE / 2)) {
            throw new EcgDecodingException(Tag.describe(Tag.ChannelTimeSkew) + " or "
                    + Tag.describe(Tag.ChannelSampleSkew) + " of channel " + (index + 1) + " is out of range");
        }
        return (int) (Math.signum(skew) * Math.round(Math.abs(skew)));
    }

    /** 0 where it is not stated. */
    private int bitsStored() throws DicomFormatException {
        return item.getInt(Tag.WaveformBitsStored, 0);
    }

    private Unit unit() {
        DicomDataset unit = item.getItem(Tag.ChannelSensitivityUnitsSequence);
        return new Unit(unit == null ? null : DicomPatients.text(unit, Tag.CodeValue));
    }

    /** A unit as the object states it. */
    private record Unit(@Nullable String code) {
        boolean isVoltage() {
            // One that is not stated may well be: reading it then says what is missing.
            return code == null || VoltageUnit.ofUcum(code).isPresent();
        }

        String shown() {
            return code != null && code.matches("[\\x21-\\x7e]{1,16}") ? "\"" + code + "\"" : "an unknown code";
        }
    }
}
