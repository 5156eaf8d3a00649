package org.einthoven.codecs.scp;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.einthoven.codecs.DecodingOptions;
import org.einthoven.codecs.EcgDecodingException;
import org.einthoven.codecs.EcgFormat;
import org.einthoven.codecs.EcgSource;
import org.einthoven.ecg.EcgRecording;

/** SCP-ECG records: rhythm data in every coding that versions 1 and 2 know, header, measurements and statements. */
public final class ScpFormat implements EcgFormat {
    /** {@link EcgRecording#format()} of what this reads. */
    public static final String NAME = "SCP";

    private static final int MARK = 16;
    private static final int FIRST_POINTER = 22;

    @Override
    public String name() {
        return NAME;
    }

    /**
     * By the word that section 0 carries since version 1.3, or by section 0's pointer to itself, which starts at the record's
     * seventh byte.
     */
    @Override
    public boolean recognises(EcgSource source) {
        byte[] head = source.head();
        if (head.length < FIRST_POINTER) {
            return false;
        }
        ByteBuffer bytes = ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN);
        boolean section0 = bytes.getShort(8) == 0;
        return section0 && (hasMark(head) || pointsToItself(bytes));
    }

    @Override
    public EcgRecording decode(EcgSource source, DecodingOptions options) throws EcgDecodingException, IOException {
        return new ScpRecordReader(source.read(options.maximumBytes()), options).read();
    }

    private static boolean hasMark(byte[] head) {
        return new String(head, MARK, 6, StandardCharsets.ISO_8859_1).equals("SCPECG");
    }

    private static boolean pointsToItself(ByteBuffer bytes) {
        return bytes.limit() >= FIRST_POINTER + 10
                && bytes.getShort(FIRST_POINTER) == 0
                && bytes.getInt(FIRST_POINTER + 2) == bytes.getInt(10)
                && bytes.getInt(FIRST_POINTER + 6) == ScpRecord.PREAMBLE + 1;
    }
}
