package org.einthoven.dicomweb;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.einthoven.dicom.DicomFormatException;
import org.einthoven.dicom.DicomLimitException;
import org.einthoven.dicom.DicomLimits;

/**
 * Reads the DICOM JSON model (PS3.18 annex F).
 *
 * <p>Lenient in what servers get wrong and what does no harm: numbers as strings and strings as numbers, person names as plain strings, a missing or unknown VR (the dictionary's
 * is taken), members that no tag names. Safe for use by several threads.
 */
public final class DicomJsonReader {
    private static final DicomJsonReader STANDARD = new DicomJsonReader(DicomLimits.STANDARD);

    private final DicomLimits limits;
    private final JsonFactory factory;

    /** @param limits of JSON text as of a data set: its bytes, depth of sequences, number of elements and items */
    public DicomJsonReader(DicomLimits limits) {
        this.limits = limits;
        // An item is three levels deeper than the data set around it: its attribute, the array of values, itself.
        StreamReadConstraints constraints = StreamReadConstraints.builder()
                .maxNestingDepth(3 * limits.maxDepth() + 6)
                .maxStringLength((int) limits.maxBytes())
                .build();
        factory = JsonFactory.builder()
                .streamReadConstraints(constraints)
                .disable(StreamReadFeature.AUTO_CLOSE_SOURCE)
                .build();
    }

    /** A reader with the standard limits. */
    public static DicomJsonReader standard() {
        return STANDARD;
    }

    /** What takes data sets one by one. */
    @FunctionalInterface
    interface Receiver {
        void take(DicomMetadata object) throws IOException, DicomFormatException;
    }

    /** Reads all data sets of an array, or the one of an object; none of an empty stream, which stays open. */
    public List<DicomMetadata> read(InputStream json) throws IOException, DicomFormatException {
        List<DicomMetadata> objects = new ArrayList<>();
        read(json, objects::add);
        return objects;
    }

    /** Hands each data set on as soon as it was read. */
    void read(InputStream json, Receiver receiver) throws IOException, DicomFormatException {
        LimitedInput limited = new LimitedInput(json, limits.maxBytes());
        try (JsonParser parser = factory.createParser(limited)) {
            JsonToken first = parser.nextToken();
            if (first == JsonToken.START_OBJECT) {
                receiver.take(object(parser));
            } else if (first == JsonToken.START_ARRAY) {
                readArray(parser, receiver);
            } else if (first != null) {
                throw new DicomFormatException("The JSON is neither an object nor an array.");
            }
        } catch (JsonProcessingException e) {
            throw malformed(e);
        } catch (LimitedInput.TooLongException e) {
            throw new DicomLimitException("The JSON exceeds the " + limits.maxBytes() + " bytes that are accepted.");
        }
    }

    private void readArray(JsonParser parser, Receiver receiver) throws IOException, DicomFormatException {
        JsonToken token = parser.nextToken();
        while (token != JsonToken.END_ARRAY) {
            if (token != JsonToken.START_OBJECT) {
                throw new DicomFormatException("The JSON array holds something that is no object.");
            }
            receiver.take(object(parser));
            token = parser.nextToken();
        }
    }

    private DicomMetadata object(JsonParser parser) throws IOException, DicomFormatException {
        return DatasetBuilder.build(new JsonObjectParser(parser, limits).attributes());
    }

    /** Jackson's own message may quote what stands there. */
    private static DicomFormatException malformed(JsonProcessingException e) {
        String where = e.getLocation() == null
                ? ""
                : " at line " + e.getLocation().getLineNr() + ", column "
                        + e.getLocation().getColumnNr();
        return new DicomFormatException("The JSON is malformed, cut off or nested too deep" + where + ".");
    }
}
