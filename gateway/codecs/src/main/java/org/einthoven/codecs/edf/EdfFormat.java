package org.einthoven.codecs.edf;

import java.io.IOException;
import org.einthoven.codecs.DecodingOptions;
import org.einthoven.codecs.EcgDecodingException;
import org.einthoven.codecs.EcgFormat;
import org.einthoven.codecs.EcgSource;
import org.einthoven.ecg.EcgRecording;

/** EDF and EDF+, continuous or not: the signals that are ECGs by their labels; others, as of a polysomnogram, are named as left out. */
public final class EdfFormat implements EcgFormat {
    /** {@link EcgRecording#format()} of what this reads. */
    public static final String NAME = "EDF";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean recognises(EcgSource source) {
        return EdfHeader.looksLike(source.head());
    }

    @Override
    public EcgRecording decode(EcgSource source, DecodingOptions options) throws EcgDecodingException, IOException {
        return new EdfDecoder(source.read(options.maximumBytes()), options).decode();
    }
}
