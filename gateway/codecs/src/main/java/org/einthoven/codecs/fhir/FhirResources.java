package org.einthoven.codecs.fhir;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.parser.DataFormatException;
import ca.uhn.fhir.parser.IParser;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.einthoven.codecs.ContentDigest;
import org.einthoven.codecs.EcgDecodingException;
import org.hl7.fhir.r4.model.Observation;
import org.jspecify.annotations.Nullable;

/** Text to resource and back, by HAPI's parsers for R4. */
final class FhirResources {
    private FhirResources() {}

    static ParsedResource parse(FhirText text) throws EcgDecodingException {
        ParserFindings findings = new ParserFindings();
        IParser parser = text.json() ? context().newJsonParser() : context().newXmlParser();
        parser.setParserErrorHandler(findings);
        try {
            return new ParsedResource(parser.parseResource(text.text()), findings.issues());
        } catch (ParserFindings.Refused e) {
            throw new EcgDecodingException(e.sentence(), e);
        } catch (DataFormatException e) {
            // Its message may quote the content.
            throw new EcgDecodingException(reason(text), e);
        } catch (RuntimeException e) {
            // A library's parser on hostile text: whatever it throws, the text is what is wrong.
            throw new EcgDecodingException(reason(text), e);
        }
    }

    /**
     * SHA-256 of the Observation's content: its JSON as HAPI writes it, without the id, meta and narrative that a server
     * gives, so that the same ECG hashes alike before and after, in JSON and in XML.
     */
    static String contentHash(Observation observation) {
        Observation content = observation.copy();
        content.setId((String) null);
        content.setMeta(null);
        content.setText(null);
        String json = context().newJsonParser().encodeResourceToString(content);
        return HexFormat.of().formatHex(ContentDigest.create().digest(json.getBytes(StandardCharsets.UTF_8)));
    }

    static FhirContext context() {
        return FhirContext.forR4Cached();
    }

    private static String reason(FhirText text) {
        String syntax = text.json() ? "JSON" : "XML";
        return text.json() && !text.text().contains("\"resourceType\"")
                ? "a JSON object without resourceType is not a FHIR resource"
                : "the " + syntax + " is not a valid FHIR R4 resource";
    }

    /** A name that may be shown: letters only, as those of elements are. */
    static String shown(@Nullable String name) {
        return name != null && name.matches("[A-Za-z.\\[\\]x]{1,60}") ? name : "?";
    }
}
