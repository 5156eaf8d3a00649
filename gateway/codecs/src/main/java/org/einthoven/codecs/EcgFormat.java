package org.einthoven.codecs;

import java.io.IOException;
import org.einthoven.ecg.EcgRecording;

/** One file format that carries ECGs. Safe for use by many threads at once. */
public interface EcgFormat {
    /** The name in {@link EcgRecording#format()}: DICOM, FHIR, WFDB, ... */
    String name();

    /**
     * Whether the content says that it is this format: also when it carries no ECG, so that {@link #decode} can say what
     * it carries instead.
     */
    boolean recognises(EcgSource source) throws IOException;

    /**
     * Reads the one ECG of the file.
     *
     * @throws EcgDecodingException when it holds none, or one that cannot be read without a guess
     */
    EcgRecording decode(EcgSource source, DecodingOptions options) throws EcgDecodingException, IOException;
}
