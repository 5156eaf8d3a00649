package org.einthoven.codecs.muse;

import org.einthoven.codecs.DecodingOptions;
import org.einthoven.codecs.EcgDecodingException;
import org.einthoven.codecs.xml.XmlElement;
import org.einthoven.codecs.xml.XmlFormat;
import org.einthoven.ecg.EcgRecording;

/**
 * RestingECG, as GE's MUSE exports it (restecg.dtd): the rhythm waveform with the leads that are stored, as a rule I, II and V1 to V6; the others follow from them where they are
 * needed. Median beats are not read.
 *
 * <p>Source: GE publishes no specification. The elements and their meaning are those that files show and that readers of several authors agree on; where a file could
 * be read in two ways it is refused.
 */
public final class MuseFormat extends XmlFormat {
    /** {@link EcgRecording#format()} of what this reads. */
    public static final String NAME = "MUSE";

    public MuseFormat() {
        super(NAME, "RestingECG");
    }

    @Override
    protected EcgRecording decode(XmlElement document, DecodingOptions options) throws EcgDecodingException {
        return new MuseDecoder(document, options).decode();
    }
}
