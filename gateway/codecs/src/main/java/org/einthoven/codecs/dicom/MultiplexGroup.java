package org.einthoven.codecs.dicom;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.einthoven.codecs.EcgDecodingException;
import org.einthoven.dicom.DicomDataset;
import org.einthoven.dicom.DicomFormatException;
import org.einthoven.dicom.Tag;

/**
 * The shape of one item of the Waveform Sequence: what its channels share. Its samples are not yet touched.
 *
 * @param number its place in the sequence, from 1
 * @param channels how many channels are multiplexed
 * @param samples samples a channel
 * @param offsetMillis of its first sample from the acquisition time; empty where the object does not say
 * @param leads those channels that are ECG leads; empty where none is
 */
record MultiplexGroup(
        int number,
        DicomDataset item,
        boolean original,
        int channels,
        long samples,
        double samplingRateHz,
        OptionalDouble offsetMillis,
        List<Channel> leads) {
    private static final double LARGEST_OFFSET_SAMPLES = 1e15;

    MultiplexGroup {
        leads = List.copyOf(leads);
    }

    /**
     * Reads the shape.
     *
     * @param anyLabel whether a channel of no known lead counts as a lead too, as it does in an ECG object
     */
    static MultiplexGroup of(DicomDataset item, int number, boolean anyLabel, List<String> leftOut)
            throws DicomFormatException, EcgDecodingException {
        int channels = item.getInt(Tag.NumberOfWaveformChannels, 0);
        long samples = item.getLong(Tag.NumberOfWaveformSamples, 0);
        double rate = item.getDouble(Tag.SamplingFrequency).orElse(0);
        requirePositive(channels, Tag.NumberOfWaveformChannels, number);
        requirePositive(samples, Tag.NumberOfWaveformSamples, number);
        requirePositive(rate, Tag.SamplingFrequency, number);
        OptionalDouble offset = item.getDouble(Tag.MultiplexGroupTimeOffset);
        if (Math.abs(offset.orElse(0)) * rate > LARGEST_OFFSET_SAMPLES) {
            throw new EcgDecodingException(
                    Tag.describe(Tag.MultiplexGroupTimeOffset) + " of multiplex group " + number + " is out of range");
        }
        List<DicomDataset> definitions = item.getItems(Tag.ChannelDefinitionSequence);
        if (definitions.size() != channels) {
            throw new EcgDecodingException(Tag.describe(Tag.ChannelDefinitionSequence) + " of multiplex group " + number
                    + " has " + definitions.size() + " items for " + channels + " channels");
        }
        List<Channel> leads = new ArrayList<>();
        for (int i = 0; i < channels; i++) {
            Channel lead = new ChannelDefinition(definitions.get(i), i, rate).read(anyLabel);
            if (lead != null) {
                leads.add(lead);
            } else {
                leftOut.add("Channel " + (i + 1) + " of multiplex group " + number + " is no ECG lead and is left out");
            }
        }
        String originality = item.getString(Tag.WaveformOriginality);
        return new MultiplexGroup(number, item, !"DERIVED".equals(originality), channels, samples, rate, offset, leads);
    }

    private static void requirePositive(double value, int tag, int number) throws EcgDecodingException {
        if (!(value > 0) || Double.isInfinite(value)) {
            throw new EcgDecodingException(
                    Tag.describe(tag) + " of multiplex group " + number + " is absent or not a positive number");
        }
    }

    double durationSeconds() {
        return samples / samplingRateHz;
    }

    /** Where its first sample lies, in whole samples after the acquisition time. */
    long start() {
        return Math.round(offsetMillis.orElse(0) * samplingRateHz / 1000);
    }
}
