package org.einthoven.codecs.scp;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Writes SCP-ECG records for tests, in every coding of the standard, and wrong ones by request. Shares nothing with the reader. */
public final class ScpWriter {
    /** Annex C, bits as they are read. */
    public static final List<Code> DEFAULT_TABLE = defaultTable();

    private final List<LeadSamples> leads = new ArrayList<>();
    private final List<Beat> beats = new ArrayList<>();
    private final TreeMap<Integer, byte[]> sections = new TreeMap<>();
    private final ByteArrayOutputStream tags = new ByteArrayOutputStream();
    private int protocol = 20;
    private int nanovolts = 2500;
    private int interval = 2000;
    private int differences = 2;
    private int factor = 1;
    private boolean bimodalFlag;
    private boolean averagePartialGroups;
    private boolean protectedAreas = true;
    private int simultaneous = 4;
    private int fiducial;
    private int beatNanovolts = 2500;
    private int[] @Nullable [] beat;
    private @Nullable List<List<Code>> tables;
    private boolean standardTable = true;

    /** One code: its bits, and a value, or the bits that follow, or the table that follows. */
    public record Code(String bits, int extra, int value, int table) {
        static Code value(String bits, int value) {
            return new Code(bits, 0, value, 0);
        }

        static Code extra(String bits, int extra) {
            return new Code(bits, extra, 0, 0);
        }

        static Code table(String bits, int table) {
            return new Code(bits, 0, 0, table);
        }
    }

    /** A lead: its number, its first sample's number, and its samples. */
    public record LeadSamples(int number, int start, int[] samples) {}

    /** A beat of section 4. */
    public record Beat(int type, int start, int fiducial, int end, int protectedStart, int protectedEnd) {}

    public ScpWriter lead(int number, int... samples) {
        return lead(number, 1, samples);
    }

    public ScpWriter lead(int number, int start, int[] samples) {
        leads.add(new LeadSamples(number, start, samples));
        return this;
    }

    public ScpWriter protocol(int version) {
        protocol = version;
        return this;
    }

    public ScpWriter scale(int nanovoltsPerUnit, int microseconds) {
        nanovolts = nanovoltsPerUnit;
        interval = microseconds;
        return this;
    }

    public ScpWriter differences(int order) {
        differences = order;
        return this;
    }

    public ScpWriter uncoded() {
        standardTable = false;
        tables = null;
        return this;
    }

    public ScpWriter tables(List<List<Code>> own) {
        standardTable = false;
        tables = own;
        return this;
    }

    public ScpWriter notSimultaneous() {
        simultaneous = 0;
        return this;
    }

    /** The reference beat of each lead, with the sample (from 1) that is its fiducial point. */
    public ScpWriter referenceBeat(int nanovoltsPerUnit, int fiducialSample, int[][] samples) {
        beatNanovolts = nanovoltsPerUnit;
        fiducial = fiducialSample;
        beat = samples;
        return this;
    }

    public ScpWriter beat(Beat added) {
        beats.add(added);
        return this;
    }

    /** One value for several samples outside of the protected areas. */
    public ScpWriter decimated(int samples, boolean flagged) {
        factor = samples;
        bimodalFlag = flagged;
        return this;
    }

    public ScpWriter averagePartialGroups() {
        averagePartialGroups = true;
        return this;
    }

    public ScpWriter withoutProtectedAreas() {
        protectedAreas = false;
        return this;
    }

    public ScpWriter tag(int tag, byte... content) {
        tags.write(tag);
        tags.writeBytes(numbers(2, content.length));
        tags.writeBytes(content);
        return this;
    }

    public ScpWriter tag(int tag, String text) {
        return tag(tag, text, StandardCharsets.ISO_8859_1);
    }

    public ScpWriter tag(int tag, String text, Charset charset) {
        return tag(tag, (text + "\0").getBytes(charset));
    }

    /** A section's data in place of what this would write; null for none. */
    public ScpWriter section(int id, byte @Nullable [] content) {
        sections.put(id, content == null ? new byte[0] : content);
        return this;
    }

    /** Numbers of one size, little-endian. */
    public static byte[] numbers(int bytes, long... values) {
        ByteBuffer all = ByteBuffer.allocate(8 * values.length + 8).order(ByteOrder.LITTLE_ENDIAN);
        for (long value : values) {
            all.putLong(all.position(), value).position(all.position() + bytes);
        }
        return Arrays.copyOf(all.array(), bytes * values.length);
    }

    public static byte[] join(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    public byte[] write() {
        TreeMap<Integer, byte[]> all = new TreeMap<>(sections);
        all.putIfAbsent(1, join(tags.toByteArray(), new byte[] {(byte) 255, 0, 0}));
        all.putIfAbsent(2, huffmanSection());
        all.putIfAbsent(3, leadSection());
        all.putIfAbsent(4, beats.isEmpty() && beat == null ? new byte[0] : locationSection());
        all.putIfAbsent(5, beat == null ? new byte[0] : dataSection(beatNanovolts, interval, 0, List.of(beat)));
        all.putIfAbsent(6, dataSection(nanovolts, interval * factor, bimodalFlag ? 1 : 0, rhythm()));
        return assemble(all);
    }

    private byte[] huffmanSection() {
        if (standardTable) {
            return numbers(2, 19_999);
        }
        if (tables == null) {
            return new byte[0];
        }
        ByteArrayOutputStream section = new ByteArrayOutputStream();
        section.writeBytes(numbers(2, tables.size()));
        for (List<Code> table : tables) {
            section.writeBytes(numbers(2, table.size()));
            for (Code code : table) {
                section.write(code.bits.length());
                section.write(code.bits.length() + code.extra);
                section.write(code.table == 0 ? 1 : 0);
                section.writeBytes(numbers(2, code.table == 0 ? code.value : code.table));
                String reversed = new StringBuilder(code.bits).reverse().toString();
                section.writeBytes(numbers(4, Long.parseLong(reversed, 2)));
            }
        }
        return section.toByteArray();
    }

    private byte[] leadSection() {
        ByteArrayOutputStream section = new ByteArrayOutputStream();
        section.write(leads.size());
        section.write((beat == null ? 0 : 1) | simultaneous | leads.size() << 3);
        for (LeadSamples lead : leads) {
            section.writeBytes(numbers(4, lead.start, lead.start + lead.samples.length - 1));
            section.write(lead.number);
        }
        return section.toByteArray();
    }

    private byte[] locationSection() {
        int milliseconds = beat == null ? 0 : beat[0].length * interval / 1000;
        ByteArrayOutputStream section = new ByteArrayOutputStream();
        section.writeBytes(numbers(2, milliseconds, fiducial, beats.size()));
        for (Beat b : beats) {
            section.writeBytes(numbers(2, b.type));
            section.writeBytes(numbers(4, b.start, b.fiducial, b.end));
        }
        for (Beat b : protectedAreas ? beats : List.<Beat>of()) {
            section.writeBytes(numbers(4, b.protectedStart, b.protectedEnd));
        }
        return section.toByteArray();
    }

    private List<int[]> rhythm() {
        List<int[]> rhythm = new ArrayList<>();
        for (int i = 0; i < leads.size(); i++) {
            rhythm.add(decimate(leads.get(i), residual(leads.get(i), i)));
        }
        return rhythm;
    }

    private int[] residual(LeadSamples lead, int index) {
        int[] residual = lead.samples.clone();
        for (Beat b : beat == null ? List.<Beat>of() : beats) {
            for (int sample = b.start; b.type == 0 && sample <= b.end; sample++) {
                int inBeat = sample - b.fiducial + fiducial;
                int inLead = sample - lead.start;
                if (inBeat >= 1 && inBeat <= beat[index].length && inLead >= 0 && inLead < residual.length) {
                    residual[inLead] -= beat[index][inBeat - 1] * beatNanovolts / nanovolts;
                }
            }
        }
        return residual;
    }

    private int[] decimate(LeadSamples lead, int[] all) {
        if (factor == 1) {
            return all;
        }
        List<Integer> kept = new ArrayList<>();
        List<Integer> group = new ArrayList<>();
        for (int i = 0; i < all.length; i++) {
            if (isProtected(lead.start + i)) {
                flush(group, kept);
                kept.add(all[i]);
            } else {
                group.add(all[i]);
                if (group.size() == factor) {
                    kept.add(mean(group));
                    group.clear();
                }
            }
        }
        flush(group, kept);
        return kept.stream().mapToInt(i -> i).toArray();
    }

    private void flush(List<Integer> group, List<Integer> kept) {
        if (!group.isEmpty()) {
            kept.addAll(averagePartialGroups ? List.of(mean(group)) : group);
            group.clear();
        }
    }

    private static int mean(List<Integer> group) {
        return (int) Math.round(group.stream().mapToInt(i -> i).average().orElseThrow());
    }

    private boolean isProtected(int sample) {
        return beats.stream()
                .anyMatch(b -> protectedAreas
                        ? sample >= b.protectedStart && sample <= b.protectedEnd
                        : sample >= b.start && sample <= b.end);
    }

    private byte[] dataSection(int units, int microseconds, int flag, List<int[]> samples) {
        ByteArrayOutputStream section = new ByteArrayOutputStream();
        section.writeBytes(numbers(2, units, microseconds));
        section.write(differences);
        section.write(flag);
        List<byte[]> coded = samples.stream().map(s -> code(subtract(s))).toList();
        coded.forEach(c -> section.writeBytes(numbers(2, c.length)));
        coded.forEach(section::writeBytes);
        return section.toByteArray();
    }

    private int[] subtract(int[] samples) {
        int[] result = samples.clone();
        for (int i = samples.length - 1; i >= differences && differences > 0; i--) {
            int predicted = differences == 1 ? samples[i - 1] : 2 * samples[i - 1] - samples[i - 2];
            result[i] = (short) (samples[i] - predicted);
        }
        return result;
    }

    private byte[] code(int[] values) {
        if (!standardTable && tables == null) {
            return numbers(2, Arrays.stream(values).asLongStream().toArray());
        }
        List<List<Code>> all = tables == null ? List.of(DEFAULT_TABLE) : tables;
        StringBuilder bits = new StringBuilder();
        List<Code> table = all.get(0);
        for (int i = 0; i < values.length; i++) {
            // Every seventh value goes by another table, where the one in use can switch.
            Code switching =
                    table.stream().filter(c -> c.table != 0).findFirst().orElse(null);
            if (i % 7 == 6 && switching != null) {
                bits.append(switching.bits);
                table = switching.table == 19_999 ? DEFAULT_TABLE : all.get(switching.table - 1);
            }
            bits.append(bits(table, values[i]));
        }
        bits.append("0".repeat((16 - bits.length() % 16) % 16));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 0; i < bits.length(); i += 8) {
            bytes.write(Integer.parseInt(bits.substring(i, i + 8), 2));
        }
        return bytes.toByteArray();
    }

    private static String bits(List<Code> table, int value) {
        for (Code code : table) {
            if (code.table == 0 && code.extra == 0 && code.value == value) {
                return code.bits;
            }
        }
        for (Code code : table) {
            int half = 1 << Math.max(0, code.extra - 1);
            if (code.extra > 0 && value >= -half && value < half) {
                String all = "0".repeat(32) + Integer.toBinaryString(value);
                return code.bits + all.substring(all.length() - code.extra);
            }
        }
        throw new IllegalArgumentException("no code for " + value);
    }

    private byte[] assemble(TreeMap<Integer, byte[]> all) {
        int pointers = Math.max(12, all.lastKey() + 1);
        int at = 7 + 16 + 10 * pointers;
        ByteArrayOutputStream table = new ByteArrayOutputStream();
        ByteArrayOutputStream rest = new ByteArrayOutputStream();
        table.writeBytes(numbers(2, 0));
        table.writeBytes(numbers(4, 16 + 10L * pointers, 7));
        for (int id = 1; id < pointers; id++) {
            byte[] content = all.getOrDefault(id, new byte[0]);
            byte[] section = content.length == 0 ? content : header(id, protocol, content);
            table.writeBytes(numbers(2, id));
            table.writeBytes(numbers(4, section.length, section.length == 0 ? 0 : at));
            rest.writeBytes(section);
            at += section.length;
        }
        byte[] whole = join(header(0, protocol, table.toByteArray()), rest.toByteArray());
        byte[] record = join(numbers(2, 0), numbers(4, whole.length + 6L), whole);
        return repair(record);
    }

    private static byte[] header(int id, int protocol, byte[] content) {
        byte[] even = content.length % 2 == 0 ? content : Arrays.copyOf(content, content.length + 1);
        byte[] reserved = id == 0 ? "SCPECG".getBytes(StandardCharsets.US_ASCII) : new byte[6];
        return join(
                numbers(2, 0, id),
                numbers(4, 16L + even.length),
                new byte[] {(byte) protocol, (byte) protocol},
                reserved,
                even);
    }

    /** Makes every CRC right again that can be found, in place. */
    public static byte[] repair(byte[] record) {
        ByteBuffer bytes = ByteBuffer.wrap(record).order(ByteOrder.LITTLE_ENDIAN);
        if (record.length >= 22) {
            repair(bytes, 6, bytes.getInt(10));
            for (int at = 22; at + 10 <= record.length && at < 6 + bytes.getInt(10); at += 10) {
                repair(bytes, bytes.getInt(at + 6) - 1, bytes.getInt(at + 2));
            }
            // The pointers lie in section 0, which may have been taken for another.
            repair(bytes, 6, bytes.getInt(10));
            repair(bytes, 0, bytes.getInt(2));
        }
        return record;
    }

    private static void repair(ByteBuffer bytes, int at, int length) {
        if (at >= 0 && length >= 6 && (long) at + length <= bytes.limit()) {
            bytes.putShort(at, (short) crc(bytes.array(), at + 2, at + length));
        }
    }

    /** Bit by bit, as the standard defines it. */
    private static int crc(byte[] data, int from, int to) {
        int crc = 0xffff;
        for (int i = from; i < to; i++) {
            for (int bit = 7; bit >= 0; bit--) {
                boolean differ = ((crc >> 15) & 1) != ((data[i] >> bit) & 1);
                crc = (crc << 1) & 0xffff ^ (differ ? 0x1021 : 0);
            }
        }
        return crc;
    }

    private static List<Code> defaultTable() {
        List<Code> codes = new ArrayList<>(List.of(Code.value("0", 0)));
        for (int size = 1; size <= 8; size++) {
            codes.add(Code.value("1".repeat(size) + "00", size));
            codes.add(Code.value("1".repeat(size) + "01", -size));
        }
        codes.add(Code.extra("1111111110", 8));
        codes.add(Code.extra("1111111111", 16));
        return List.copyOf(codes);
    }
}
