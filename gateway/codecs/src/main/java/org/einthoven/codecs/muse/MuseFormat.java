package org.einthoven.codecs.muse;

import java.io.IOException;
import org.einthoven.codecs.DecodingOptions;
import org.einthoven.codecs.EcgDecodingException;
import org.einthoven.codecs.EcgFormat;
import org.einthoven.codecs.EcgSource;
import org.einthoven.codecs.xml.XmlElement;
import org.einthoven.codecs.xml.XmlReader;
import org.einthoven.ecg.EcgRecording;

/**
 * RestingECG, as GE's MUSE exports it (restecg.dtd): the rhythm waveform with the leads that are stored, as a rule I, II and V1 to V6; the others follow from them where they are
 * needed. Median beats are not read.
 *
 * <p>Source: GE publishes no specification. The elements and their meaning are those that files show and that readers of several authors agree on; where a file could
 * be read in two ways it is refused.
 */
public final class MuseFormat implements EcgFormat {
    /** {@link EcgRecording#format()} of what this reads. */
    public static final String NAME = "MUSE";

    private static final String ROOT = "RestingECG";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean recognises(EcgSource source) {
        XmlElement root = XmlReader.root(source.head());
        return root != null && root.name().equals(ROOT);
    }

    @Override
    public EcgRecording decode(EcgSource source, DecodingOptions options) throws EcgDecodingException, IOException {
        return new MuseDecoder(XmlReader.read(source.read(options.maximumTextBytes())), options).decode();
    }
}
