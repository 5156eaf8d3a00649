package org.einthoven.codecs.philips;

import java.io.IOException;
import org.einthoven.codecs.DecodingOptions;
import org.einthoven.codecs.EcgDecodingException;
import org.einthoven.codecs.EcgFormat;
import org.einthoven.codecs.EcgSource;
import org.einthoven.codecs.xml.XmlElement;
import org.einthoven.codecs.xml.XmlReader;
import org.einthoven.ecg.EcgRecording;

/**
 * Sierra ECG (restingecgdata) of the schemas 1.03, 1.04 and 1.04.01: the waveforms of the document, plain, in Base64, compressed by XLI or not. Representative beats are not
 * read.
 *
 * <p>Source: Philips' schemas of these versions; of XLI C. Watford's sierra-ecg-tools (the scheme, as its authors worked it out), checked against Philips' own conversion of a
 * document to HL7 aECG.
 */
public final class PhilipsFormat implements EcgFormat {
    /** {@link EcgRecording#format()} of what this reads. */
    public static final String NAME = "PHILIPS";

    private static final String ROOT = "restingecgdata";

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
        return new PhilipsDecoder(XmlReader.read(source.read(options.maximumTextBytes())), options).decode();
    }
}
