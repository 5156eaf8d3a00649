package org.einthoven.ecg.store;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;
import org.einthoven.ecg.Demographics.Sex;
import org.einthoven.ecg.Task;
import org.jspecify.annotations.Nullable;

/**
 * A line of a shard's index: 96 bytes, little-endian. Patient key, record key (16 bytes each, high half first), second of acquisition (8), byte
 * in the shard at which the samples begin (4), window (2), leads that are there (2) and that are stored (2), age (1; 255 not known), sex (1;
 * 0 not known), a label for each task of the store (1 each, at most 16; 0 not known, 1 absent, 2 present), nothing (18), and CRC-32C
 * of the samples (4) and of what stands before in this line (4).
 *
 * @param present bit mask of the leads in {@code Lead.STANDARD}'s order
 * @param stored those whose samples the shard has; the other ones that are present follow from I and II
 */
record Entry(StoredEcg ecg, int offset, int present, int stored, int checksum) {
    static final int BYTES = 96;
    static final int MOST_TASKS = 16;
    private static final int LABELS_AT = 54;
    private static final int CHECKSUM_AT = 88;
    private static final int OWN_CHECKSUM_AT = 92;
    private static final int UNKNOWN_AGE = 255;
    private static final long UNKNOWN_SECOND = Long.MIN_VALUE;

    /** @param at where the line begins; the position stays */
    void write(ByteBuffer line, int at, List<Task> tasks) {
        for (int i = 0; i < BYTES; i++) {
            line.put(at + i, (byte) 0);
        }
        line.putLong(at, ecg.patient().high()).putLong(at + 8, ecg.patient().low());
        line.putLong(at + 16, ecg.record().high()).putLong(at + 24, ecg.record().low());
        Instant acquired = ecg.acquired();
        line.putLong(at + 32, acquired == null ? UNKNOWN_SECOND : acquired.getEpochSecond());
        line.putInt(at + 40, offset).putShort(at + 44, (short) ecg.window());
        line.putShort(at + 46, (short) present).putShort(at + 48, (short) stored);
        Integer age = ecg.ageYears();
        Sex sex = ecg.sex();
        line.put(at + 50, (byte) (age == null ? UNKNOWN_AGE : age));
        line.put(at + 51, (byte) (sex == null ? 0 : 1 + sex.ordinal()));
        for (int i = 0; i < tasks.size(); i++) {
            Boolean label = ecg.labels().get(tasks.get(i));
            line.put(at + LABELS_AT + i, (byte) (label == null ? 0 : label ? 2 : 1));
        }
        line.putInt(at + CHECKSUM_AT, checksum);
        line.putInt(at + OWN_CHECKSUM_AT, checksum(line, at));
    }

    /** Null where the line was not written to its end. */
    static @Nullable Entry read(ByteBuffer line, int at, List<Task> tasks) {
        if (line.getInt(at + OWN_CHECKSUM_AT) != checksum(line, at)) {
            return null;
        }
        long second = line.getLong(at + 32);
        int age = Byte.toUnsignedInt(line.get(at + 50));
        int sex = Byte.toUnsignedInt(line.get(at + 51));
        StoredEcg ecg = new StoredEcg(
                new StoreKey(line.getLong(at), line.getLong(at + 8)),
                new StoreKey(line.getLong(at + 16), line.getLong(at + 24)),
                Short.toUnsignedInt(line.getShort(at + 44)),
                second == UNKNOWN_SECOND ? null : Instant.ofEpochSecond(second),
                sex < 1 || sex > Sex.values().length ? null : Sex.values()[sex - 1],
                age == UNKNOWN_AGE ? null : age,
                labels(line, at, tasks));
        return new Entry(
                ecg,
                line.getInt(at + 40),
                Short.toUnsignedInt(line.getShort(at + 46)),
                Short.toUnsignedInt(line.getShort(at + 48)),
                line.getInt(at + CHECKSUM_AT));
    }

    private static Map<Task, Boolean> labels(ByteBuffer line, int at, List<Task> tasks) {
        Map<Task, Boolean> labels = new EnumMap<>(Task.class);
        for (int i = 0; i < tasks.size(); i++) {
            byte label = line.get(at + LABELS_AT + i);
            if (label != 0) {
                labels.put(tasks.get(i), label == 2);
            }
        }
        return labels;
    }

    /** The same with samples at another byte. */
    Entry at(int otherOffset) {
        return new Entry(ecg, otherOffset, present, stored, checksum);
    }

    /** Of its samples. */
    int bytes() {
        return Integer.bitCount(stored) * LeadSamples.LEAD_BYTES;
    }

    /** The byte in the shard behind its samples. */
    long end() {
        return (long) offset + bytes();
    }

    /** Whether these are its samples. */
    boolean fits(ByteBuffer samples) {
        return checksumOf(samples) == checksum;
    }

    /** The position stays. */
    static int checksumOf(ByteBuffer bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes.duplicate());
        return (int) crc.getValue();
    }

    private static int checksum(ByteBuffer line, int at) {
        return checksumOf(line.slice(at, OWN_CHECKSUM_AT));
    }
}
