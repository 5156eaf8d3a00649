package org.einthoven.codecs.aecg;

import org.einthoven.codecs.DecodingOptions;
import org.einthoven.codecs.EcgDecodingException;
import org.einthoven.codecs.xml.XmlElement;
import org.einthoven.codecs.xml.XmlFormat;
import org.einthoven.ecg.EcgRecording;

/**
 * HL7 version 3 annotated ECG: one rhythm series of a subject. Representative beats and other derived series are not read; what annotations say, by a recorder or a person, is
 * kept.
 *
 * <p>Source: ANSI/HL7 V3 ECG, R1-2004 (PORT_RM020001); B. Brown, F. Badilini, "HL7 aECG Implementation Guide" (2005).
 */
public final class AecgFormat extends XmlFormat {
    /** {@link EcgRecording#format()} of what this reads. */
    public static final String NAME = "AECG";

    public AecgFormat() {
        super(NAME, "AnnotatedECG");
    }

    @Override
    protected EcgRecording decode(XmlElement document, DecodingOptions options) throws EcgDecodingException {
        return new AecgDecoder(document, options).decode();
    }
}
