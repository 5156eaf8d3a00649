package org.einthoven.codecs.scp;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.einthoven.codecs.EcgDecodingException;
import org.einthoven.ecg.QualityIssue;
import org.jspecify.annotations.Nullable;

/**
 * The sections of a record, found by the pointers of section 0 and checked.
 *
 * <p>A CRC that is there and wrong means damage, and a damaged ECG can look like a sick heart: the record is refused, to be sent
 * again. Some writers put 0 or 0xFFFF in a CRC's place: that is told, and each section is read only where its own CRC or the
 * record's vouches for it. Where a section's header and its pointer disagree on its length, the CRC says which is right. Bytes
 * behind the record, such as the rest of a memory page, are not read.
 */
final class ScpRecord {
    /** CRC and length of the record stand before section 0. */
    static final int PREAMBLE = 6;

    private static final int POINTER = 10;
    private static final int LAST_STANDARD_SECTION = 11;
    private static final int MOST_LISTED = 18;

    private final byte[] file;
    private final int length;
    private final boolean vouchedFor;
    private final Map<Integer, ScpSection> sections = new HashMap<>();
    private final SortedSet<Integer> unread = new TreeSet<>();
    private final SortedSet<Integer> unchecked = new TreeSet<>();

    private ScpRecord(byte[] file, int length, boolean vouchedFor) {
        this.file = file;
        this.length = length;
        this.vouchedFor = vouchedFor;
    }

    /** @param issues takes what is odd and not wrong */
    static ScpRecord of(byte[] file, List<QualityIssue> issues) throws EcgDecodingException {
        ScpBytes preamble = new ScpBytes("the SCP record", file, 0, file.length);
        int crc = preamble.unsigned16();
        long length = preamble.unsigned32();
        if (length > file.length) {
            throw new EcgDecodingException(
                    "the SCP record is truncated: it declares " + length + " bytes and the file holds " + file.length);
        }
        if (length < PREAMBLE + ScpSection.HEADER) {
            throw new EcgDecodingException("the SCP record declares a length of " + length + " bytes");
        }
        boolean right = crc == ScpCrc.of(file, 2, (int) length);
        if (!right && !ScpCrc.isAbsent(crc)) {
            throw new EcgDecodingException("the SCP record is damaged: its CRC does not match its content");
        }
        ScpRecord record = new ScpRecord(file, (int) length, right);
        record.readPointers();
        record.tell(issues);
        return record;
    }

    @Nullable
    ScpSection section(int id) {
        return sections.get(id);
    }

    /** Sections that the standard gives numbers to beyond those read here, or leaves to the manufacturer. */
    SortedSet<Integer> unread() {
        return unread;
    }

    /** The version of the standard, times ten, as the section or section 0 states it. */
    int protocol(ScpSection section) {
        ScpSection pointers = sections.get(0);
        return section.protocol() != 0 || pointers == null ? section.protocol() : pointers.protocol();
    }

    private void tell(List<QualityIssue> issues) {
        if (length < file.length) {
            issues.add(QualityIssue.note(
                    "trailing-bytes", (file.length - length) + " bytes behind the end of the SCP record are not read"));
        }
        if (!vouchedFor) {
            issues.add(QualityIssue.note("crc-absent", "The SCP record has no CRC; those of its sections are right"));
        }
        if (!unchecked.isEmpty()) {
            issues.add(QualityIssue.note(
                    "crc-absent", "Sections of the SCP record have no CRC of their own: " + list(unchecked)));
        }
    }

    private void readPointers() throws EcgDecodingException {
        ScpBytes header = new ScpBytes(ScpSection.describe(0), file, PREAMBLE + 4, length);
        ScpSection pointers = add(0, header.unsigned32(), PREAMBLE + 1);
        ScpBytes bytes = pointers.bytes();
        while (bytes.remaining() >= POINTER) {
            int id = bytes.unsigned16();
            long size = bytes.unsigned32();
            long index = bytes.unsigned32();
            if (id == 0 || size == 0) {
                continue;
            }
            if (id > LAST_STANDARD_SECTION) {
                unread.add(id);
            } else {
                add(id, size, index);
            }
        }
    }

    /** @param index where the section starts, from 1 */
    private ScpSection add(int id, long size, long index) throws EcgDecodingException {
        if (size < ScpSection.HEADER || index <= PREAMBLE || index - 1 + size > length) {
            throw new EcgDecodingException(ScpSection.describe(id) + " does not lie within it: " + size
                    + " bytes from byte " + index + " of " + length);
        }
        int at = (int) index - 1;
        ScpBytes header = new ScpBytes(ScpSection.describe(id), file, at, at + ScpSection.HEADER);
        int crc = header.unsigned16();
        int stated = header.unsigned16();
        long own = header.unsigned32();
        header.unsigned8();
        int protocol = header.unsigned8();
        if (stated != id) {
            throw new EcgDecodingException(
                    "section 0 of the SCP record points to section " + id + " where section " + stated + " stands");
        }
        int checked = checkedLength(id, at, crc, own, (int) size);
        ScpSection section = new ScpSection(id, protocol, file, at + ScpSection.HEADER, at + checked);
        if (sections.putIfAbsent(id, section) != null) {
            throw new EcgDecodingException("section 0 of the SCP record points to section " + id + " twice");
        }
        return section;
    }

    private int checkedLength(int id, int at, int crc, long own, int pointed) throws EcgDecodingException {
        for (long size : new long[] {pointed, own}) {
            boolean inside = size >= ScpSection.HEADER && at + size <= length;
            if (inside && ScpCrc.of(file, at + 2, at + (int) size) == crc) {
                return (int) size;
            }
        }
        if (!vouchedFor || !ScpCrc.isAbsent(crc)) {
            throw new EcgDecodingException(ScpSection.describe(id) + " is damaged: its CRC does not match its content");
        }
        if (own != pointed) {
            throw new EcgDecodingException(
                    ScpSection.describe(id) + " has " + own + " bytes by its header and " + pointed + " by section 0");
        }
        unchecked.add(id);
        return pointed;
    }

    /** At most as many as the standard has. */
    static String list(SortedSet<Integer> ids) {
        return ids.stream().limit(MOST_LISTED).map(String::valueOf).collect(Collectors.joining(", "))
                + (ids.size() > MOST_LISTED ? ", and more" : "");
    }
}
