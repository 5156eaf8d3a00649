package org.einthoven.dicom;

import java.io.IOException;
import java.io.OutputStream;
import org.einthoven.dicom.DicomWriter.SequenceLengths;

/** Encodes data sets into bytes (PS3.5 section 7). */
final class DatasetEncoder {
    private static final long UNDEFINED = 0xFFFF_FFFFL;
    /** The longest even value that a 16-bit length holds. */
    private static final long SHORT_LENGTH = 0xFFFE;

    private final OutputStream out;
    private final boolean explicit;
    private final boolean bigEndian;
    private final boolean undefined;

    DatasetEncoder(OutputStream out, TransferSyntax syntax, SequenceLengths lengths) {
        this.out = out;
        this.explicit = syntax.explicit();
        this.bigEndian = syntax.bigEndian();
        this.undefined = lengths == SequenceLengths.UNDEFINED;
    }

    /** A whole data set; only here may groups 0000 and 0002 have their length. */
    void write(DicomDataset dataset) throws IOException {
        int group = -1;
        for (DicomElement element : dataset) {
            if (Tag.group(element.tag()) != group) {
                group = Tag.group(element.tag());
                if (group == 0x0000 || group == 0x0002) {
                    write(groupLength(dataset, group));
                }
            }
            if (isWritten(element)) {
                write(element);
            }
        }
    }

    private void writeItem(DicomDataset item) throws IOException {
        for (DicomElement element : item) {
            if (isWritten(element)) {
                write(element);
            }
        }
    }

    private static boolean isWritten(DicomElement element) {
        return !Tag.isGroupLength(element.tag());
    }

    private DicomValue groupLength(DicomDataset dataset, int group) {
        long length = 0;
        for (DicomElement element : dataset) {
            if (Tag.group(element.tag()) == group && isWritten(element)) {
                length += length(element);
            }
        }
        byte[] bytes = {(byte) length, (byte) (length >> 8), (byte) (length >> 16), (byte) (length >> 24)};
        return new DicomValue(group << 16, VR.UL, bytes);
    }

    private void write(DicomElement element) throws IOException {
        if (element instanceof DicomValue value) {
            header(value.tag(), writtenVr(value), padded(value.length()));
            value(value);
        } else if (element instanceof DicomSequence sequence) {
            sequence(sequence);
        } else if (element instanceof DicomFragments fragments) {
            fragments(fragments);
        } else {
            throw skipped(element);
        }
    }

    private static IllegalArgumentException skipped(DicomElement element) {
        return new IllegalArgumentException(
                Tag.describe(element.tag()) + " was left in its file when the object was read; read the whole object");
    }

    /** A value too long for its VR's length field is written as UN (PS3.5 section 6.2.2, note 4). */
    private VR writtenVr(DicomValue value) {
        boolean fits = value.vr().hasLongLength() || value.length() <= SHORT_LENGTH;
        return fits || !explicit ? value.vr() : VR.UN;
    }

    private void value(DicomValue value) throws IOException {
        // What is written as UN stays in little endian.
        DicomValue ordered = bigEndian && writtenVr(value) == value.vr() ? ByteOrderSwap.swapped(value) : value;
        ordered.writeTo(out);
        if ((ordered.length() & 1) != 0) {
            out.write(value.vr().padding());
        }
    }

    private void sequence(DicomSequence sequence) throws IOException {
        header(sequence.tag(), VR.SQ, undefined ? UNDEFINED : itemsLength(sequence));
        for (DicomDataset item : sequence.items()) {
            itemHeader(Tag.Item, undefined ? UNDEFINED : length(item));
            writeItem(item);
            if (undefined) {
                itemHeader(Tag.ItemDelimitationItem, 0);
            }
        }
        if (undefined) {
            itemHeader(Tag.SequenceDelimitationItem, 0);
        }
    }

    private void fragments(DicomFragments fragments) throws IOException {
        header(fragments.tag(), fragments.vr(), UNDEFINED);
        for (DicomValue fragment : fragments.fragments()) {
            itemHeader(Tag.Item, padded(fragment.length()));
            value(fragment);
        }
        itemHeader(Tag.SequenceDelimitationItem, 0);
    }

    private void header(int tag, VR vr, long length) throws IOException {
        tag(tag);
        if (!explicit) {
            integer(length);
            return;
        }
        out.write(vr.name().charAt(0));
        out.write(vr.name().charAt(1));
        if (vr.hasLongLength()) {
            word(0);
            integer(length);
        } else {
            word((int) length);
        }
    }

    private void itemHeader(int tag, long length) throws IOException {
        tag(tag);
        integer(length);
    }

    private void tag(int tag) throws IOException {
        word(Tag.group(tag));
        word(Tag.element(tag));
    }

    private void integer(long value) throws IOException {
        word((int) (bigEndian ? value >>> 16 : value) & 0xFFFF);
        word((int) (bigEndian ? value : value >>> 16) & 0xFFFF);
    }

    private void word(int value) throws IOException {
        out.write(bigEndian ? value >>> 8 : value);
        out.write(bigEndian ? value : value >>> 8);
    }

    // Lengths

    private long length(DicomDataset dataset) {
        long length = 0;
        for (DicomElement element : dataset) {
            if (isWritten(element)) {
                length += length(element);
            }
        }
        return length;
    }

    private long length(DicomElement element) {
        if (element instanceof DicomValue value) {
            return headerLength(writtenVr(value)) + padded(value.length());
        }
        if (element instanceof DicomSequence sequence) {
            return headerLength(VR.SQ) + itemsLength(sequence) + (undefined ? 8 : 0);
        }
        if (element instanceof DicomFragments fragments) {
            long length = headerLength(fragments.vr()) + 8;
            for (DicomValue fragment : fragments.fragments()) {
                length += 8 + padded(fragment.length());
            }
            return length;
        }
        throw skipped(element);
    }

    private long itemsLength(DicomSequence sequence) {
        long length = 0;
        for (DicomDataset item : sequence.items()) {
            length += 8 + length(item) + (undefined ? 8 : 0);
        }
        return length;
    }

    private int headerLength(VR vr) {
        return explicit && vr.hasLongLength() ? 12 : 8;
    }

    private static long padded(int length) {
        return length + (length & 1);
    }
}
