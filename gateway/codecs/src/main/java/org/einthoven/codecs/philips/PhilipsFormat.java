package org.einthoven.codecs.philips;

import org.einthoven.codecs.DecodingOptions;
import org.einthoven.codecs.EcgDecodingException;
import org.einthoven.codecs.xml.XmlElement;
import org.einthoven.codecs.xml.XmlFormat;
import org.einthoven.ecg.EcgRecording;

/**
 * Sierra ECG (restingecgdata) of the schemas 1.03, 1.04 and 1.04.01: the waveforms of the document, plain, in Base64, compressed by XLI or not. Representative beats are not
 * read.
 *
 * <p>Source: Philips' schemas of these versions; of XLI C. Watford's sierra-ecg-tools (the scheme, as its authors worked it out), checked against Philips' own conversion of a
 * document to HL7 aECG.
 */
public final class PhilipsFormat extends XmlFormat {
    /** {@link EcgRecording#format()} of what this reads. */
    public static final String NAME = "PHILIPS";

    public PhilipsFormat() {
        super(NAME, "restingecgdata");
    }

    @Override
    protected EcgRecording decode(XmlElement document, DecodingOptions options) throws EcgDecodingException {
        return new PhilipsDecoder(document, options).decode();
    }
}
