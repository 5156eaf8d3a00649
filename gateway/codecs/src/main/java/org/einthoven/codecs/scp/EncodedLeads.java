package org.einthoven.codecs.scp;

import java.util.ArrayList;
import java.util.List;
import org.einthoven.codecs.EcgDecodingException;
import org.jspecify.annotations.Nullable;

/**
 * Sections 5 and 6, which are alike: the samples of each lead, as 16-bit numbers, their first or second differences, Huffman coded
 * or not. Sums run over at 16 bits, as the writers' do.
 *
 * @param section 5 or 6
 * @param nanovolts what 1 in a sample means
 * @param interval microseconds from sample to sample
 * @param differences how often the samples were subtracted from one another, 0 to 2
 * @param bimodal whether samples outside the protected areas were left out; false in section 5
 * @param tables null where the samples stand as they are
 * @param offsets where the bytes of each lead start in the file, and where the last ends
 */
record EncodedLeads(
        int section,
        int nanovolts,
        int interval,
        int differences,
        boolean bimodal,
        @Nullable HuffmanTables tables,
        byte[] file,
        List<Integer> offsets) {
    EncodedLeads {
        offsets = List.copyOf(offsets);
    }

    static EncodedLeads of(ScpSection section, int leads, @Nullable HuffmanTables tables) throws EcgDecodingException {
        ScpBytes bytes = section.bytes();
        int nanovolts = bytes.unsigned16();
        int interval = bytes.unsigned16();
        int differences = bytes.unsigned8();
        int bimodal = bytes.unsigned8();
        requirePositive(section, nanovolts, "amplitude value multiplier");
        requirePositive(section, interval, "sample time interval");
        if (differences > 2) {
            throw new EcgDecodingException(
                    ScpSection.describe(section.id()) + " has the unknown encoding " + differences);
        }
        List<Integer> lengths = new ArrayList<>();
        for (int i = 0; i < leads; i++) {
            lengths.add(bytes.unsigned16());
        }
        return new EncodedLeads(
                section.id(),
                nanovolts,
                interval,
                differences,
                section.id() == 6 && bimodal != 0,
                tables,
                section.file(),
                offsets(section, section.to() - bytes.remaining(), lengths));
    }

    private static List<Integer> offsets(ScpSection section, int from, List<Integer> lengths)
            throws EcgDecodingException {
        List<Integer> offsets = new ArrayList<>();
        long at = from;
        for (int length : lengths) {
            offsets.add((int) at);
            at += length;
        }
        if (at > section.to()) {
            throw new EcgDecodingException(ScpSection.describe(section.id()) + " is truncated: its leads have "
                    + (at - from) + " bytes and " + (section.to() - from) + " are left");
        }
        offsets.add((int) at);
        return offsets;
    }

    private static void requirePositive(ScpSection section, int value, String name) throws EcgDecodingException {
        if (value == 0) {
            throw new EcgDecodingException("the " + name + " in " + ScpSection.describe(section.id()) + " is 0");
        }
    }

    /** The first samples of a lead. */
    Samples decode(ScpLead lead, long count) throws EcgDecodingException {
        int from = offsets.get(lead.place() - 1);
        int to = offsets.get(lead.place());
        long most = tables == null ? (to - from) / 2 : 8L * (to - from);
        if (count > most) {
            throw new EcgDecodingException(lead.describe(section) + " is truncated: its " + (to - from)
                    + " bytes cannot hold " + count + " samples");
        }
        int[] samples = new int[(int) count];
        BitStream bits = new BitStream(file, from, to);
        if (tables == null) {
            for (int i = 0; i < samples.length; i++) {
                samples[i] = (short) (file[from + 2 * i] & 0xff | file[from + 2 * i + 1] << 8);
            }
        } else {
            tables.decode(bits, samples, lead.describe(section));
        }
        sum(samples);
        long used = tables == null ? 16 * count : 8L * (to - from) - bits.remaining();
        return new Samples(samples, 8L * (to - from) - used);
    }

    private void sum(int[] samples) {
        for (int i = differences; i < samples.length && differences > 0; i++) {
            int next = differences == 1 ? samples[i - 1] : 2 * samples[i - 1] - samples[i - 2];
            samples[i] = (short) (samples[i] + next);
        }
    }

    /**
     * What was decoded.
     *
     * @param values in units of {@link #nanovolts}
     * @param unusedBits of the lead's bytes, behind the last value
     */
    record Samples(int[] values, long unusedBits) {
        /** Whether the values are all that was stored: what is left fills up a byte, or a pair of them. */
        boolean complete() {
            return unusedBits < 16;
        }
    }
}
