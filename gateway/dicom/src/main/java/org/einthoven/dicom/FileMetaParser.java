package org.einthoven.dicom;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The beginning of an object: preamble, file meta information (PS3.10 section 7.1), and how the data set behind is encoded. */
final class FileMetaParser {
    private static final int PREAMBLE = 128;
    private static final int FILE_META_GROUP = 0x0002;
    /** A first element longer than this is not believed. */
    private static final long PLAUSIBLE_LENGTH = 0xFFFE;

    private final ByteSource in;
    private final Notes notes;
    private final DicomLimits limits;
    private boolean marked;

    FileMetaParser(ByteSource in, Notes notes, DicomLimits limits) {
        this.in = in;
        this.notes = notes;
        this.limits = limits;
    }

    /** The file meta information, empty where there is none; the source then stands at the data set. */
    DicomDataset parse() throws IOException, DicomFormatException {
        passPreamble();
        if (!startsFileMeta()) {
            notes.add("The object has no file meta information.");
            return new DicomDataset();
        }
        TransferSyntax syntax = TransferSyntax.EXPLICIT_LITTLE_ENDIAN;
        if (in.has(8) && VR.of(in.unsignedByte(4), in.unsignedByte(5)) == null) {
            notes.add("The file meta information is in implicit VR.");
            syntax = TransferSyntax.IMPLICIT_LITTLE_ENDIAN;
        }
        long start = in.position();
        DicomDataset fileMeta = new DatasetParser(in, limits, notes, false, false)
                .parse(syntax, tag -> Tag.group(tag) == FILE_META_GROUP);
        checkLength(fileMeta, start);
        return fileMeta;
    }

    private void passPreamble() throws IOException {
        if (isMark(PREAMBLE)) {
            marked = true;
            in.advance(PREAMBLE + 4);
        } else if (isMark(0)) {
            marked = true;
            in.advance(4);
            notes.add("The object has no preamble.");
        } else {
            notes.add("The object has neither preamble nor the mark DICM.");
        }
    }

    private boolean isMark(int ahead) throws IOException {
        return in.has(ahead + 4) && in.unsignedInt(ahead, true) == 0x4449434DL;
    }

    private boolean startsFileMeta() throws IOException {
        return in.has(8)
                && in.unsignedShort(0, false) == FILE_META_GROUP
                && DicomDictionary.keywordOf(in.tag(0, false)) != null;
    }

    private void checkLength(DicomDataset fileMeta, long start) throws DicomFormatException {
        // Counted from behind the group length element itself, which takes 12 bytes.
        long length = in.position() - start - 12;
        if (fileMeta.getLong(Tag.FileMetaInformationGroupLength, -1) != length) {
            notes.add("(0002,0000) FileMetaInformationGroupLength is wrong or absent.");
        }
    }

    /** The encoding of the data set: the declared one unless the bytes show another. */
    TransferSyntax transferSyntax(DicomDataset fileMeta) throws IOException, DicomFormatException {
        String uid = fileMeta.getString(Tag.TransferSyntaxUID);
        TransferSyntax seen = seen();
        if (uid == null) {
            return undeclared(fileMeta, seen);
        }
        TransferSyntax declared = TransferSyntax.of(uid);
        if (seen == null || isEncodedLike(declared, seen)) {
            return declared;
        }
        notes.add("(0002,0010) TransferSyntaxUID says otherwise, but the data set is encoded as " + seen.uid() + ".");
        return seen;
    }

    private TransferSyntax undeclared(DicomDataset fileMeta, @Nullable TransferSyntax seen)
            throws DicomFormatException {
        if (seen == null) {
            throw new DicomFormatException(
                    marked || !fileMeta.isEmpty()
                            ? "(0002,0010) TransferSyntaxUID is absent, and the data set cannot be recognised."
                            : "This is no DICOM object: neither the mark DICM at byte 128 nor a data set at byte 0 is there.");
        }
        notes.add("(0002,0010) TransferSyntaxUID is absent; the data set was read as " + seen.uid() + ".");
        return seen;
    }

    private static boolean isEncodedLike(TransferSyntax declared, TransferSyntax seen) {
        return !declared.deflated()
                && declared.explicit() == seen.explicit()
                && declared.bigEndian() == seen.bigEndian();
    }

    /** The encoding that the first element shows, or null where it shows none. */
    private @Nullable TransferSyntax seen() throws IOException {
        if (!in.has(8)) {
            return null;
        }
        boolean named = VR.of(in.unsignedByte(4), in.unsignedByte(5)) != null;
        if (named && isKnown(in.tag(0, false))) {
            return TransferSyntax.EXPLICIT_LITTLE_ENDIAN;
        }
        if (named && isKnown(in.tag(0, true))) {
            return TransferSyntax.EXPLICIT_BIG_ENDIAN;
        }
        return isKnown(in.tag(0, false)) && in.unsignedInt(4, false) <= PLAUSIBLE_LENGTH
                ? TransferSyntax.IMPLICIT_LITTLE_ENDIAN
                : null;
    }

    private static boolean isKnown(int tag) {
        return DicomDictionary.lists(tag) || Tag.isGroupLength(tag) && Tag.group(tag) <= 0x0010;
    }
}
