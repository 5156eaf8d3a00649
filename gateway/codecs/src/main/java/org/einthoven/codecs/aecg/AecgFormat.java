package org.einthoven.codecs.aecg;

import java.io.IOException;
import org.einthoven.codecs.DecodingOptions;
import org.einthoven.codecs.EcgDecodingException;
import org.einthoven.codecs.EcgFormat;
import org.einthoven.codecs.EcgSource;
import org.einthoven.codecs.xml.XmlElement;
import org.einthoven.codecs.xml.XmlReader;
import org.einthoven.ecg.EcgRecording;

/**
 * HL7 version 3 annotated ECG: one rhythm series of a subject. Representative beats and other derived series are not read; what annotations say, by a recorder or a person, is
 * kept.
 *
 * <p>Source: ANSI/HL7 V3 ECG, R1-2004 (PORT_RM020001); B. Brown, F. Badilini, "HL7 aECG Implementation Guide" (2005).
 */
public final class AecgFormat implements EcgFormat {
    /** {@link EcgRecording#format()} of what this reads. */
    public static final String NAME = "AECG";

    private static final String ROOT = "AnnotatedECG";

    @Override
    public String name() {
        return NAME;
    }

    /** By its root alone: some writers leave the namespace out. */
    @Override
    public boolean recognises(EcgSource source) {
        XmlElement root = XmlReader.root(source.head());
        return root != null && root.name().equals(ROOT);
    }

    @Override
    public EcgRecording decode(EcgSource source, DecodingOptions options) throws EcgDecodingException, IOException {
        return new AecgDecoder(XmlReader.read(source.read(options.maximumTextBytes())), options).decode();
    }
}
