package org.einthoven.report.fhir;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Predicate;
import org.hl7.fhir.r4.model.Base;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.DecimalType;
import org.hl7.fhir.r4.model.Element;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.Narrative;
import org.hl7.fhir.r4.model.Property;
import org.hl7.fhir.r4.model.Resource;

/**
 * Writes a resource in FHIR's JSON (R4, section 2.6.2) from what the model's classes say of their children: the text of
 * HAPI's own parser, which looks for contained resources and takes its settings into account at every element, at a
 * quarter of its cost. For resources as reports have them: ids without versions, references that are texts.
 */
final class CompactJson {
    private static final JsonFactory FACTORY = JsonFactory.builder()
            // Else characters beyond 16 bits are written as two escapes.
            .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
            .build();
    /** A report is some 30,000 bytes. */
    private static final int USUAL_LENGTH = 1 << 15;

    private final JsonGenerator json;

    private CompactJson(JsonGenerator json) {
        this.json = json;
    }

    static String of(Resource resource) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(USUAL_LENGTH);
        try (JsonGenerator json = FACTORY.createGenerator(bytes)) {
            new CompactJson(json).object(resource);
        } catch (IOException e) {
            throw new UncheckedIOException("memory cannot fail to be written", e);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private void object(Base object) throws IOException {
        json.writeStartObject();
        if (object instanceof Resource resource) {
            json.writeStringField("resourceType", resource.fhirType());
        }
        for (Property property : object.children()) {
            List<Base> values = present(property.getValues());
            if (!values.isEmpty()) {
                property(property, values);
            }
        }
        if (object instanceof Narrative narrative && narrative.hasDiv()) {
            // XHTML is no FHIR element, and a narrative's last.
            json.writeStringField("div", narrative.getDivAsString());
        }
        json.writeEndObject();
    }

    private static List<Base> present(List<Base> values) {
        return any(values, Base::isEmpty)
                ? values.stream().filter(value -> !value.isEmpty()).toList()
                : values;
    }

    private void property(Property property, List<Base> values) throws IOException {
        String name = name(property, values.get(0));
        if (!values.get(0).isPrimitive()) {
            field(name, property, values, this::object);
            return;
        }
        if (any(values, Base::hasPrimitiveValue)) {
            field(name, property, values, this::primitive);
        }
        if (any(values, CompactJson::hasMore)) {
            field("_" + name, property, values, this::more);
        }
    }

    /** Not by a stream: this runs some thousand times a report. */
    private static boolean any(List<Base> values, Predicate<Base> condition) {
        for (Base value : values) {
            if (condition.test(value)) {
                return true;
            }
        }
        return false;
    }

    private interface Writer {
        void write(Base value) throws IOException;
    }

    private void field(String name, Property property, List<Base> values, Writer writer) throws IOException {
        json.writeFieldName(name);
        if (!property.isList()) {
            writer.write(values.get(0));
            return;
        }
        json.writeStartArray();
        for (Base value : values) {
            writer.write(value);
        }
        json.writeEndArray();
    }

    private void primitive(Base value) throws IOException {
        String text = value instanceof IdType id ? id.getIdPart() : value.primitiveValue();
        if (text == null) {
            json.writeNull();
        } else if (value instanceof DecimalType || value instanceof IntegerType || value instanceof BooleanType) {
            json.writeRawValue(text);
        } else {
            json.writeString(text);
        }
    }

    /** Whether a primitive has an id or extensions, which JSON holds beside its value. */
    private static boolean hasMore(Base value) {
        return value instanceof Element element && (element.hasExtension() || element.hasId());
    }

    private void more(Base value) throws IOException {
        if (hasMore(value)) {
            object(value);
        } else {
            json.writeNull();
        }
    }

    private static String name(Property property, Base value) {
        String name = property.getName();
        if (!name.endsWith("[x]")) {
            return name;
        }
        String type = value.fhirType();
        return name.substring(0, name.length() - 3) + Character.toUpperCase(type.charAt(0)) + type.substring(1);
    }
}
