package org.einthoven.dicom;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.IntPredicate;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;

/**
 * Reads DICOM objects: Part 10 files (PS3.10 section 7), with or without their preamble and file meta information, and bare data sets.
 *
 * <p>Nothing that a file claims is believed before the bytes are there. What is wrong is refused with a {@link DicomFormatException} that says which element and where; what is
 * odd and harmless is taken and noted. Safe for use by several threads.
 */
public final class DicomReader {
    private static final DicomReader STANDARD = new DicomReader(DicomLimits.STANDARD);
    private static final IntPredicate EVERY = tag -> true;

    private final DicomLimits limits;

    public DicomReader(DicomLimits limits) {
        this.limits = limits;
    }

    /** A reader with the standard limits. */
    public static DicomReader standard() {
        return STANDARD;
    }

    /** Reads a whole object. */
    public DicomFile read(Path file) throws IOException, DicomFormatException {
        try (InputStream stream = Files.newInputStream(file)) {
            if (!Files.isRegularFile(file)) {
                return read(stream);
            }
            long size = Files.size(file);
            if (size > limits.maxBytes()) {
                throw tooLarge();
            }
            byte[] bytes = new byte[(int) size];
            int read = stream.readNBytes(bytes, 0, bytes.length);
            if (read < bytes.length || stream.read() >= 0) {
                throw new IOException("The file changed while it was read");
            }
            return read(bytes);
        }
    }

    /** Reads a whole object to the end of the stream, which stays open. */
    public DicomFile read(InputStream stream) throws IOException, DicomFormatException {
        byte[] bytes = stream.readNBytes((int) limits.maxBytes());
        if (stream.read() >= 0) {
            throw tooLarge();
        }
        return read(bytes);
    }

    /** Reads a whole object; its values are slices of the bytes, which must not change afterwards. */
    public DicomFile read(byte[] bytes) throws DicomFormatException {
        if (bytes.length > limits.maxBytes()) {
            throw tooLarge();
        }
        try {
            return read(ByteSource.of(bytes), false, EVERY);
        } catch (IOException e) {
            throw new IllegalStateException("An array cannot fail to be read", e);
        }
    }

    /**
     * Reads an object but leaves Waveform Data (5400,1010) and every other binary value beyond 64 KiB in the file, each as a {@link SkippedValue} that says where it is. Costs
     * little however large the file is.
     */
    public DicomFile readHeader(Path file) throws IOException, DicomFormatException {
        try (InputStream stream = Files.newInputStream(file)) {
            return read(ByteSource.of(stream), true, EVERY);
        }
    }

    /** Reads an object from a stream without holding the values that {@link #readHeader(Path)} leaves out; the stream stays open. */
    public DicomFile readHeader(InputStream stream) throws IOException, DicomFormatException {
        return read(ByteSource.of(stream), true, EVERY);
    }

    /**
     * Reads the elements of the top level whose tags come before the given one, and no further; the stream stays open, at a position that is not defined. Before
     * {@link Tag#WaveformSequence} stands everything about patient, study and order.
     */
    public DicomFile readBefore(int tag, InputStream stream) throws IOException, DicomFormatException {
        return read(ByteSource.of(stream), true, before(tag));
    }

    /** Reads a data set without file meta information, as a message brings it (PS3.7, PS3.8). */
    public DicomDataset readDataset(byte[] bytes, TransferSyntax syntax) throws DicomFormatException {
        if (bytes.length > limits.maxBytes()) {
            throw tooLarge();
        }
        try {
            return dataset(ByteSource.of(bytes), syntax, new Notes(), false, EVERY);
        } catch (IOException e) {
            throw new IllegalStateException("An array cannot fail to be read", e);
        }
    }

    private static IntPredicate before(int tag) {
        return candidate -> Integer.compareUnsigned(candidate, tag) < 0;
    }

    private DicomLimitException tooLarge() {
        return new DicomLimitException("The object exceeds the " + limits.maxBytes() + " bytes that are accepted.");
    }

    private DicomFile read(ByteSource in, boolean header, IntPredicate wanted)
            throws IOException, DicomFormatException {
        Notes notes = new Notes();
        FileMetaParser start = new FileMetaParser(in, notes, limits);
        DicomDataset fileMeta = start.parse();
        TransferSyntax syntax = start.transferSyntax(fileMeta);
        DicomDataset dataset = dataset(in, syntax, notes, header, wanted);
        if (dataset.isEmpty() && wanted == EVERY) {
            throw new DicomFormatException("The object has no element after the file meta information.");
        }
        return new DicomFile(fileMeta, dataset, syntax, notes.list());
    }

    private DicomDataset dataset(ByteSource in, TransferSyntax syntax, Notes notes, boolean header, IntPredicate wanted)
            throws IOException, DicomFormatException {
        if (!syntax.deflated()) {
            return new DatasetParser(in, limits, notes, header, true).parse(syntax, wanted);
        }
        Inflater inflater = new Inflater(true);
        try {
            InputStream inflating =
                    new LimitedStream(new InflaterInputStream(in.rest(), inflater, 8192), limits.maxInflatedBytes());
            ByteSource inflated = header ? ByteSource.of(inflating) : ByteSource.of(inflating.readAllBytes());
            return new DatasetParser(inflated, limits, notes, header, false).parse(syntax, wanted);
        } catch (LimitedStream.ExceededException e) {
            throw new DicomLimitException("The deflated data set inflates to more than the " + limits.maxInflatedBytes()
                    + " bytes that are accepted.");
        } catch (ZipException e) {
            throw new DicomFormatException("The deflated data set is damaged.", e);
        } catch (EOFException e) {
            throw new DicomFormatException("The deflated data set is cut off.", e);
        } finally {
            inflater.end();
        }
    }
}
