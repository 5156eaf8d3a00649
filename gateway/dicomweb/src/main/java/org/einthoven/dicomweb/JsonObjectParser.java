package org.einthoven.dicomweb;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.einthoven.dicom.DicomFormatException;
import org.einthoven.dicom.DicomLimitException;
import org.einthoven.dicom.DicomLimits;
import org.einthoven.dicom.VR;
import org.jspecify.annotations.Nullable;

/** One object of the DICOM JSON model (PS3.18 section F.2) as attributes. Members may come in any order. */
final class JsonObjectParser {
    private final JsonParser parser;
    private final DicomLimits limits;
    private int elements;

    JsonObjectParser(JsonParser parser, DicomLimits limits) {
        this.parser = parser;
        this.limits = limits;
    }

    /** A member of a Value array, before the VR says what it is: a text, an object of attributes, or null. */
    private record Member(@Nullable String text, @Nullable List<ModelAttribute> item) {
        static final Member EMPTY = new Member(null, null);
    }

    /** What stands in an attribute's object. */
    private static final class Parts {
        @Nullable
        String vr;

        @Nullable
        List<Member> values;

        byte @Nullable [] binary;

        @Nullable
        String uri;
    }

    /** The attributes of the object whose START_OBJECT was just read. */
    List<ModelAttribute> attributes() throws IOException, DicomFormatException {
        parser.nextToken();
        return restOfItem();
    }

    /** The current token is the first field name or the end of the object. */
    private List<ModelAttribute> restOfItem() throws IOException, DicomFormatException {
        List<ModelAttribute> attributes = new ArrayList<>();
        while (parser.currentToken() == JsonToken.FIELD_NAME) {
            OptionalInt tag = ModelNames.tag(parser.currentName());
            parser.nextToken();
            if (tag.isPresent()) {
                count();
                attributes.add(attribute(tag.getAsInt()));
            } else {
                parser.skipChildren();
            }
            parser.nextToken();
        }
        return attributes;
    }

    private void count() throws DicomLimitException {
        if (++elements > limits.maxElements()) {
            throw new DicomLimitException("The JSON has more than the " + limits.maxElements()
                    + " elements, items and values that are accepted.");
        }
    }

    private ModelAttribute attribute(int tag) throws IOException, DicomFormatException {
        Parts parts = new Parts();
        if (parser.currentToken() == JsonToken.START_OBJECT) {
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                part(parts);
            }
        } else if (parser.currentToken() != JsonToken.VALUE_NULL) {
            throw new DicomFormatException("The attribute " + ModelNames.of(tag) + " of the JSON is no object.");
        }
        VR vr = ModelNames.vr(parts.vr, tag);
        return new ModelAttribute(tag, vr, content(tag, vr, parts));
    }

    private void part(Parts parts) throws IOException, DicomFormatException {
        String name = parser.currentName();
        JsonToken token = parser.nextToken();
        switch (name) {
            case "vr" -> parts.vr = text();
            case "Value" -> parts.values = token == JsonToken.START_ARRAY ? members() : List.of(member());
            case "InlineBinary" -> parts.binary = binary();
            case "BulkDataURI" -> parts.uri = text();
            default -> parser.skipChildren();
        }
    }

    /** A scalar as text; of anything else, none. */
    private @Nullable String text() throws IOException {
        if (parser.currentToken().isScalarValue()) {
            return parser.currentToken() == JsonToken.VALUE_NULL ? null : parser.getText();
        }
        parser.skipChildren();
        return null;
    }

    private byte[] binary() throws IOException, DicomFormatException {
        if (parser.currentToken() == JsonToken.VALUE_NULL) {
            return new byte[0];
        }
        if (parser.currentToken() != JsonToken.VALUE_STRING) {
            throw new DicomFormatException("An InlineBinary of the JSON is no string.");
        }
        return parser.getBinaryValue();
    }

    private List<Member> members() throws IOException, DicomFormatException {
        List<Member> members = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            count();
            members.add(member());
        }
        return members;
    }

    private Member member() throws IOException, DicomFormatException {
        return switch (parser.currentToken()) {
            case VALUE_NULL -> Member.EMPTY;
            case START_OBJECT -> object();
            case START_ARRAY -> throw new DicomFormatException("A value of the JSON is an array.");
            default -> new Member(parser.getText(), null);
        };
    }

    /** A person name or an item, which the first field name tells apart. */
    private Member object() throws IOException, DicomFormatException {
        parser.nextToken();
        if (parser.currentToken() == JsonToken.FIELD_NAME && ModelNames.NAME_GROUPS.contains(parser.currentName())) {
            return new Member(personName(), null);
        }
        return new Member(null, restOfItem());
    }

    private String personName() throws IOException {
        @Nullable String[] groups = new @Nullable String[ModelNames.NAME_GROUPS.size()];
        while (parser.currentToken() == JsonToken.FIELD_NAME) {
            int group = ModelNames.NAME_GROUPS.indexOf(parser.currentName());
            parser.nextToken();
            String text = text();
            if (group >= 0) {
                groups[group] = text;
            }
            parser.nextToken();
        }
        return ModelNames.personName(groups);
    }

    private static ModelAttribute.Content content(int tag, VR vr, Parts parts) throws DicomFormatException {
        if (parts.binary != null) {
            return new ModelAttribute.Binary(parts.binary);
        }
        if (parts.uri != null) {
            return new ModelAttribute.BulkData(parts.uri);
        }
        List<Member> members = parts.values == null ? List.of() : parts.values;
        return vr == VR.SQ ? items(tag, members) : values(tag, members);
    }

    private static ModelAttribute.Content items(int tag, List<Member> members) throws DicomFormatException {
        List<List<ModelAttribute>> items = new ArrayList<>();
        for (Member member : members) {
            if (member.text() != null) {
                throw new DicomFormatException("The sequence " + ModelNames.of(tag) + " of the JSON holds a value.");
            }
            items.add(member.item() == null ? List.of() : member.item());
        }
        return new ModelAttribute.Items(items);
    }

    private static ModelAttribute.Content values(int tag, List<Member> members) throws DicomFormatException {
        List<@Nullable String> values = new ArrayList<>();
        for (Member member : members) {
            if (member.item() != null && !member.item().isEmpty()) {
                throw new DicomFormatException("The value " + ModelNames.of(tag) + " of the JSON is an item.");
            }
            values.add(member.text());
        }
        return new ModelAttribute.Values(values);
    }
}
