package org.einthoven.dicomweb;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.james.mime4j.stream.NameValuePair;
import org.apache.james.mime4j.stream.RawBody;
import org.apache.james.mime4j.stream.RawFieldParser;
import org.apache.james.mime4j.util.ByteSequence;
import org.apache.james.mime4j.util.ContentUtil;
import org.jspecify.annotations.Nullable;

/**
 * A media type (RFC 9110 section 8.3.1).
 *
 * @param name type and subtype in lower case
 * @param parameters by name in lower case, values without quotes
 */
record MediaType(String name, Map<String, String> parameters) {
    static final String DICOM = "application/dicom";
    static final String DICOM_JSON = "application/dicom+json";
    static final String DICOM_XML = "application/dicom+xml";
    static final String JSON = "application/json";
    static final String OCTET_STREAM = "application/octet-stream";
    static final String MULTIPART_RELATED = "multipart/related";

    /** Nothing that is sent by anyone needs more. */
    private static final int LONGEST = 2000;

    MediaType {
        parameters = Map.copyOf(parameters);
    }

    /** The media type of a header, or null where there is none. */
    static @Nullable MediaType parse(@Nullable String header) {
        if (header == null || header.isBlank() || header.length() > LONGEST) {
            return null;
        }
        ByteSequence bytes = ContentUtil.encode(StandardCharsets.ISO_8859_1, header);
        RawBody body = RawFieldParser.DEFAULT.parseRawBody(
                bytes, new org.apache.james.mime4j.stream.ParserCursor(0, bytes.length()));
        Map<String, String> parameters = new LinkedHashMap<>();
        for (NameValuePair parameter : body.getParams()) {
            if (parameter.getName() != null && parameter.getValue() != null) {
                parameters.putIfAbsent(parameter.getName().toLowerCase(Locale.ROOT), parameter.getValue());
            }
        }
        return new MediaType(body.getValue().toLowerCase(Locale.ROOT), parameters);
    }

    @Nullable
    String parameter(String parameter) {
        return parameters.get(parameter);
    }

    boolean is(String other) {
        return name.equals(other);
    }

    boolean isJson() {
        return is(DICOM_JSON) || is(JSON);
    }

    boolean isXml() {
        return is(DICOM_XML) || is("application/xml") || is("text/xml");
    }

    boolean isMultipart() {
        return name.startsWith("multipart/");
    }

    /** The media type of the parts of a multipart/related, in lower case; null where it is not told. */
    @Nullable
    String partType() {
        String type = parameter("type");
        return type == null ? null : type.toLowerCase(Locale.ROOT);
    }
}
