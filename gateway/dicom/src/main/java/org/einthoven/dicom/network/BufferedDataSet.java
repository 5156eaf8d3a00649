package org.einthoven.dicom.network;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import org.einthoven.dicom.DicomDataset;
import org.einthoven.dicom.DicomFormatException;
import org.einthoven.dicom.DicomLimits;
import org.einthoven.dicom.DicomReader;
import org.einthoven.dicom.TransferSyntax;

/** A data set of a message that is no object: an identifier, a list of objects. It is kept in memory, to a limit. */
public final class BufferedDataSet {

    /** A storage commitment of 50,000 objects; a match of a query has kilobytes. */
    static final int LONGEST = 16 << 20;

    private static final DicomReader READER = new DicomReader(new DicomLimits(LONGEST, LONGEST, 8, 500_000));

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private boolean isTooLong;

    public void write(ByteBuffer fragment) {
        if (bytes.size() + fragment.remaining() > LONGEST) {
            isTooLong = true;
            bytes.reset();
        } else if (!isTooLong) {
            bytes.write(fragment.array(), fragment.arrayOffset() + fragment.position(), fragment.remaining());
        }
    }

    /** @throws DicomFormatException where it is malformed or longer than 16 MiB */
    public DicomDataset read(String transferSyntaxUid) throws DicomFormatException {
        if (isTooLong) {
            throw new DicomFormatException("the data set is longer than " + LONGEST + " bytes");
        }
        return READER.readDataset(bytes.toByteArray(), TransferSyntax.of(transferSyntaxUid));
    }
}
