package org.einthoven.dicom;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/** Parses data sets out of bytes (PS3.5 section 7), whatever they claim, in bounded memory. */
final class DatasetParser {
    private static final long UNDEFINED = 0xFFFF_FFFFL;
    private static final long UNTIL_DELIMITER = -1;
    private static final int ITEM_GROUP = 0xFFFE;
    /** A header read leaves byte values beyond this in the file. */
    private static final int LARGE = 1 << 16;

    private final ByteSource in;
    private final ReadingAllowance allowance;
    private final Notes notes;
    private final boolean skipLarge;
    private final boolean seekable;

    DatasetParser(ByteSource in, DicomLimits limits, Notes notes, boolean skipLarge, boolean seekable) {
        this(in, new ReadingAllowance(limits), notes, skipLarge, seekable);
    }

    private DatasetParser(ByteSource in, ReadingAllowance allowance, Notes notes, boolean skipLarge, boolean seekable) {
        this.in = in;
        this.allowance = allowance;
        this.notes = notes;
        this.skipLarge = skipLarge;
        this.seekable = seekable;
    }

    /** What stands before a value. */
    private record Header(int tag, VR vr, long length, long position) {
        boolean isUndefined() {
            return length == UNDEFINED;
        }

        String describe() {
            return Tag.describe(tag) + " at byte " + position;
        }
    }

    /** The data set from here to the end of the source, or to the first element whose tag is not wanted. */
    DicomDataset parse(TransferSyntax syntax, IntPredicate wanted) throws IOException, DicomFormatException {
        DatasetLevel level = new DatasetLevel(syntax, notes);
        while (in.has(1) && wanted.test(nextTag(level)) && !isTrailingPadding()) {
            element(level);
        }
        return level.finish();
    }

    /** The next tag, or -1, which is no attribute's, where not even a tag is left. */
    private int nextTag(DatasetLevel level) throws IOException {
        return in.has(4) ? in.tag(0, level.bigEndian) : -1;
    }

    /** Zeros and other filling after the last element, left by writers that fill up blocks or end a text. */
    private boolean isTrailingPadding() throws IOException, DicomFormatException {
        int looked = 0;
        boolean zeros = true;
        while (looked < 8 && in.has(looked + 1)) {
            int code = in.unsignedByte(looked);
            if (!isFilling(code)) {
                return false;
            }
            zeros &= code == 0;
            looked++;
        }
        long from = in.position();
        while (in.has(1)) {
            int code = in.unsignedByte(0);
            if (!isFilling(code)) {
                throw new DicomFormatException("The data set has bytes after byte " + from + " that are no element.");
            }
            zeros &= code == 0;
            in.advance(1);
        }
        notes.add("The data set is followed by " + (zeros ? "zeros" : "filling") + " from byte " + from + ", which "
                + (zeros ? "are" : "is") + " no element.");
        return true;
    }

    /** Zero, 0xFF, blanks, line ends and the end-of-file mark of CP/M: eight of them are no header in any encoding. */
    private static boolean isFilling(int code) {
        return code == 0 || code == 0xFF || code == ' ' || code == '\r' || code == '\n' || code == 0x1A;
    }

    private void element(DatasetLevel level) throws IOException, DicomFormatException {
        Header header = header(level);
        if (Tag.group(header.tag()) == ITEM_GROUP) {
            strayDelimiter(header, level);
            return;
        }
        allowance.element();
        DicomElement element = header.isUndefined() ? undefined(header, level) : defined(header, level);
        level.add(element);
    }

    private void strayDelimiter(Header header, DatasetLevel level) throws DicomFormatException {
        // A delimiter missing before this one would move what follows into the wrong item.
        if (header.tag() == Tag.Item || header.length() != 0 || level.untilDelimiter) {
            throw new DicomFormatException(
                    "The item tag " + header.describe() + " stands where an element is expected.");
        }
        notes.add("The delimiter " + header.describe() + " ends nothing and was passed over.");
    }

    private Header header(DatasetLevel level) throws IOException, DicomFormatException {
        long position = in.position();
        if (!in.has(8) || level.end - position < 8) {
            throw truncatedHeader(position);
        }
        int tag = in.tag(0, level.bigEndian);
        if (Tag.group(tag) == ITEM_GROUP || !level.explicit) {
            long length = in.unsignedInt(4, level.bigEndian);
            in.advance(8);
            return new Header(tag, level.vrOf(tag), length, position);
        }
        VR vr = explicitVr(tag, position);
        if (!vr.hasLongLength()) {
            int length = in.unsignedShort(6, level.bigEndian);
            in.advance(8);
            return new Header(tag, vr, length, position);
        }
        if (!in.has(12) || level.end - position < 12) {
            throw truncatedHeader(position);
        }
        long length = in.unsignedInt(8, level.bigEndian);
        in.advance(12);
        return new Header(tag, vr, length, position);
    }

    private VR explicitVr(int tag, long position) throws DicomFormatException {
        int first = in.unsignedByte(4);
        int second = in.unsignedByte(5);
        VR vr = VR.of(first, second);
        if (vr != null) {
            return vr;
        }
        if (!VR.isLetter(first) || !VR.isLetter(second)) {
            throw new DicomFormatException(String.format(
                    "%s at byte %d has no value representation but the bytes %02X %02X.",
                    Tag.describe(tag), position, first, second));
        }
        notes.add(String.format(
                "%s has the unknown value representation %c%c and was read as UN.",
                Tag.describe(tag), (char) first, (char) second));
        return VR.UN;
    }

    private static DicomFormatException truncatedHeader(long position) {
        return new DicomFormatException(
                "The object is cut off inside the header of the element at byte " + position + ".");
    }

    // Values of a given length

    private DicomElement defined(Header header, DatasetLevel level) throws IOException, DicomFormatException {
        if (header.length() > level.end - in.position()) {
            throw new DicomFormatException(header.describe() + " declares " + header.length() + " bytes, but only "
                    + (level.end - in.position()) + " are left in its item.");
        }
        if (header.vr() == VR.SQ) {
            return sequence(header, level, in.position() + header.length(), level.explicit, level.bigEndian);
        }
        if ((header.length() & 1) != 0) {
            notes.add(Tag.describe(header.tag()) + " has the odd length " + header.length() + ".");
        }
        if (skipLarge && isLarge(header)) {
            return skipped(header, level);
        }
        return value(take(header, header.tag(), header.vr(), level.bigEndian), header, level);
    }

    private static boolean isLarge(Header header) {
        return header.tag() == Tag.WaveformData && header.length() > 0
                || header.length() > LARGE && !header.vr().isText();
    }

    private DicomElement skipped(Header header, DatasetLevel level) throws IOException, DicomFormatException {
        long offset = seekable ? in.position() : -1;
        if (!in.skip(header.length())) {
            throw truncatedValue(header, header.length());
        }
        return new SkippedValue(header.tag(), header.vr(), offset, header.length(), level.bigEndian);
    }

    private DicomValue take(Header header, int tag, VR vr, boolean bigEndian) throws IOException, DicomFormatException {
        if (vr.isText()) {
            allowance.text(header.describe(), header.length());
        }
        if (in.isStream()) {
            allowance.held(header.describe(), header.length());
        }
        DicomValue value = in.take(tag, vr, header.length());
        if (value == null) {
            throw truncatedValue(header, header.length());
        }
        return bigEndian ? ByteOrderSwap.swapped(value) : value;
    }

    private static DicomFormatException truncatedValue(Header header, long length) {
        return new DicomFormatException(
                header.describe() + " declares " + length + " bytes, but the object is cut off before their end.");
    }

    /**
     * A value of VR UN may be one that the dictionary knows, or a sequence, then in implicit little endian (PS3.5 section 6.2.2). Some writers give a sequence the VR of bytes.
     */
    private DicomElement value(DicomValue value, Header header, DatasetLevel level)
            throws IOException, DicomFormatException {
        if (isSequenceAsBytes(header, level) && startsWithItem(value)) {
            DicomElement sequence = sequenceOf(value, header, level);
            return sequence == null ? value : sequence;
        }
        if (value.vr() != VR.UN) {
            return value;
        }
        VR known = level.vrOf(header.tag());
        if (known == VR.SQ || known == VR.UN && startsWithItem(value)) {
            DicomElement sequence = sequenceOf(value, header, level);
            return sequence == null ? value : sequence;
        }
        return known == VR.UN ? value : value.as(known);
    }

    /** In little endian only: in big endian the words of such a value are turned round, those of its items with them. */
    private static boolean isSequenceAsBytes(Header header, DatasetLevel level) {
        return (header.vr() == VR.OB || header.vr() == VR.OW) && !level.bigEndian && level.vrOf(header.tag()) == VR.SQ;
    }

    private static boolean startsWithItem(DicomValue value) {
        return value.length() >= 8
                && value.byteAt(0) == (byte) 0xFE
                && value.byteAt(1) == (byte) 0xFF
                && value.byteAt(2) == 0
                && value.byteAt(3) == (byte) 0xE0;
    }

    /** The value as a sequence, or null where it is none, in which case its bytes stay as they are. */
    private @Nullable DicomElement sequenceOf(DicomValue value, Header header, DatasetLevel level)
            throws IOException, DicomFormatException {
        long position = in.position() - value.length();
        ByteSource inside = ByteSource.of(value, position);
        DatasetParser parser = new DatasetParser(inside, allowance, notes, false, false);
        try {
            return parser.sequence(header, level, position + value.length(), parser.holdsExplicitVr(header), false);
        } catch (DicomLimitException e) {
            throw e;
        } catch (DicomFormatException e) {
            if (DicomDictionary.vrOf(header.tag()) == VR.SQ) {
                notes.add(Tag.describe(header.tag()) + " of VR UN does not hold the items of a sequence.");
            }
            return null;
        }
    }

    // Sequences

    private DicomElement undefined(Header header, DatasetLevel level) throws IOException, DicomFormatException {
        return switch (header.vr()) {
            case SQ -> sequence(header, level, UNTIL_DELIMITER, level.explicit, level.bigEndian);
            // CP-246: a sequence of unknown VR is in implicit little endian.
            case UN -> sequence(header, level, UNTIL_DELIMITER, holdsExplicitVr(header), false);
            case OB, OW, OD, OF, OL, OV ->
                isSequenceAsBytes(header, level)
                        ? sequence(header, level, UNTIL_DELIMITER, holdsExplicitVr(header), false)
                        : fragments(header, level);
            default ->
                throw new DicomFormatException(
                        header.describe() + " has an undefined length, which VR " + header.vr() + " does not allow.");
        };
    }

    /** Some writers put explicit VR into a sequence of VR UN all the same: two letters behind its first tag show it, as no length is likely to. */
    private boolean holdsExplicitVr(Header header) throws IOException {
        boolean explicit =
                in.has(14) && in.tag(0, false) == Tag.Item && VR.of(in.unsignedByte(12), in.unsignedByte(13)) != null;
        if (explicit) {
            notes.add(
                    Tag.describe(header.tag()) + " of VR " + header.vr() + " holds explicit VR, which it should not.");
        }
        return explicit;
    }

    private DicomSequence sequence(
            Header header, DatasetLevel around, long declaredEnd, boolean explicit, boolean bigEndian)
            throws IOException, DicomFormatException {
        allowance.sequence(header.describe(), around.depth);
        boolean untilDelimiter = declaredEnd == UNTIL_DELIMITER;
        long end = untilDelimiter ? around.end : declaredEnd;
        List<DicomDataset> items = new ArrayList<>(4);
        while (untilDelimiter || in.position() < end) {
            Header item = itemHeader(header, end, bigEndian);
            if (item.tag() == Tag.SequenceDelimitationItem) {
                delimiter(header, item, untilDelimiter || in.position() == end);
                break;
            }
            items.add(item(header, item, around, end, explicit, bigEndian));
        }
        return new DicomSequence(header.tag(), items);
    }

    private Header itemHeader(Header sequence, long end, boolean bigEndian) throws IOException, DicomFormatException {
        long position = in.position();
        if (!in.has(8) || end - position < 8) {
            throw new DicomFormatException(sequence.describe() + " is cut off at byte " + position
                    + ", where an item or its end is expected.");
        }
        int tag = in.tag(0, bigEndian);
        if (tag != Tag.Item && tag != Tag.SequenceDelimitationItem) {
            throw new DicomFormatException(String.format(
                    "%s has (%04X,%04X) at byte %d, where an item or its end is expected.",
                    sequence.describe(), Tag.group(tag), Tag.element(tag), position));
        }
        Header header = new Header(tag, VR.UN, in.unsignedInt(4, bigEndian), position);
        in.advance(8);
        return header;
    }

    private void delimiter(Header sequence, Header delimiter, boolean inPlace) throws DicomFormatException {
        if (!inPlace) {
            throw new DicomFormatException(sequence.describe() + " has a delimiter at byte " + delimiter.position()
                    + ", before its declared end.");
        }
        if (delimiter.length() != 0) {
            notes.add("The delimiter of " + Tag.describe(sequence.tag()) + " has a length other than 0.");
        }
    }

    private DicomDataset item(
            Header sequence, Header item, DatasetLevel around, long end, boolean explicit, boolean bigEndian)
            throws IOException, DicomFormatException {
        allowance.element();
        if (!item.isUndefined() && item.length() > end - in.position()) {
            throw new DicomFormatException("The item at byte " + item.position() + " of " + Tag.describe(sequence.tag())
                    + " declares " + item.length() + " bytes, more than are left in the sequence.");
        }
        long itemEnd = item.isUndefined() ? end : in.position() + item.length();
        DatasetLevel level = around.item(itemEnd, item.isUndefined(), explicit, bigEndian);
        if (level.untilDelimiter) {
            elementsUntilDelimiter(level, sequence);
        } else {
            while (in.position() < itemEnd) {
                element(level);
            }
        }
        return level.finish();
    }

    private void elementsUntilDelimiter(DatasetLevel level, Header sequence) throws IOException, DicomFormatException {
        while (true) {
            if (!in.has(8) || level.end - in.position() < 8) {
                throw new DicomFormatException(sequence.describe() + " is cut off at byte " + in.position()
                        + ", before the delimiter of its item.");
            }
            if (in.tag(0, level.bigEndian) == Tag.ItemDelimitationItem) {
                in.advance(8);
                return;
            }
            element(level);
        }
    }

    private DicomFragments fragments(Header header, DatasetLevel level) throws IOException, DicomFormatException {
        List<DicomValue> fragments = new ArrayList<>();
        while (true) {
            Header item = itemHeader(header, level.end, level.bigEndian);
            if (item.tag() == Tag.SequenceDelimitationItem) {
                delimiter(header, item, true);
                return new DicomFragments(header.tag(), header.vr(), fragments);
            }
            allowance.element();
            if (item.isUndefined() || item.length() > level.end - in.position()) {
                throw new DicomFormatException("The fragment at byte " + item.position() + " of "
                        + Tag.describe(header.tag()) + " has a length that does not fit.");
            }
            fragments.add(take(item, Tag.Item, VR.OB, false));
        }
    }
}
