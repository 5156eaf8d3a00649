package org.einthoven.codecs.fhir;

import java.io.IOException;
import java.util.regex.Pattern;
import org.einthoven.codecs.DecodingOptions;
import org.einthoven.codecs.EcgDecodingException;
import org.einthoven.codecs.EcgFormat;
import org.einthoven.codecs.EcgSource;
import org.einthoven.ecg.EcgRecording;

/**
 * A FHIR R4 Observation with a SampledData component a lead, or a Bundle that holds exactly one such Observation; JSON
 * or XML.
 *
 * <p>A Bundle of several ECGs is refused with their number: each is a source of its own with its own report, so they
 * come in one by one.
 */
public final class FhirFormat implements EcgFormat {
    /** {@link EcgRecording#format()} of what this reads. */
    public static final String NAME = "FHIR";

    private static final Pattern XML =
            Pattern.compile("\\s*<.*xmlns(:\\w+)?\\s*=\\s*[\"']http://hl7\\.org/fhir[\"'].*", Pattern.DOTALL);

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean recognises(EcgSource source) {
        String start = withoutByteOrderMark(source.headText());
        return isJsonObject(start) || XML.matcher(start).matches();
    }

    @Override
    public EcgRecording decode(EcgSource source, DecodingOptions options) throws EcgDecodingException, IOException {
        FhirText text = FhirText.of(source.read(options.maximumTextBytes()));
        ParsedResource parsed = FhirResources.parse(text);
        return new ObservationDecoder(EcgObservations.theOneIn(parsed.resource()), options, parsed.issues()).decode();
    }

    private static boolean isJsonObject(String start) {
        String json = start.stripLeading();
        if (!json.startsWith("{")) {
            return false;
        }
        String inside = json.substring(1).stripLeading();
        return inside.startsWith("\"") || inside.startsWith("}");
    }

    private static String withoutByteOrderMark(String latin1) {
        return latin1.startsWith("\u00ef\u00bb\u00bf") ? latin1.substring(3) : latin1;
    }
}
