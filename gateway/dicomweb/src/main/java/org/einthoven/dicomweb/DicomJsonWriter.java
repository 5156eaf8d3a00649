package org.einthoven.dicomweb;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.regex.Pattern;
import org.einthoven.dicom.DicomDataset;
import org.einthoven.dicom.DicomElement;
import org.einthoven.dicom.DicomSequence;
import org.einthoven.dicom.DicomValue;
import org.einthoven.dicom.Tag;
import org.einthoven.dicom.VR;

/** Writes the DICOM JSON model (PS3.18 annex F); binary values stand in it as Base64. Safe for use by several threads. */
public final class DicomJsonWriter {
    private static final DicomJsonWriter STANDARD = new DicomJsonWriter();
    private static final JsonFactory FACTORY =
            JsonFactory.builder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build();
    /** RFC 8259 section 6. A DS like "+1" or "1." is none. */
    private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?");
    /** The integers that every JSON reader holds exactly have 15 digits. */
    private static final int EXACT_DIGITS = 15;

    private DicomJsonWriter() {}

    public static DicomJsonWriter standard() {
        return STANDARD;
    }

    /**
     * Writes a data set as one object; the stream stays open.
     *
     * @throws IllegalArgumentException where a value was skipped when the object was read, or is encapsulated pixel data
     */
    public void write(DicomDataset dataset, OutputStream out) throws IOException {
        try (JsonGenerator json = FACTORY.createGenerator(out)) {
            writeObject(json, dataset);
        }
    }

    /** Writes data sets as an array; see {@link #write(DicomDataset, OutputStream)}. */
    public void write(List<DicomDataset> datasets, OutputStream out) throws IOException {
        try (JsonGenerator json = FACTORY.createGenerator(out)) {
            json.writeStartArray();
            for (DicomDataset dataset : datasets) {
                writeObject(json, dataset);
            }
            json.writeEndArray();
        }
    }

    /** A data set as one object in UTF-8. */
    public byte[] toBytes(DicomDataset dataset) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            write(dataset, bytes);
        } catch (IOException e) {
            throw new IllegalStateException("An array cannot fail to be written", e);
        }
        return bytes.toByteArray();
    }

    private static void writeObject(JsonGenerator json, DicomDataset dataset) throws IOException {
        json.writeStartObject();
        for (DicomElement element : dataset) {
            if (!Tag.isGroupLength(element.tag())) {
                json.writeObjectFieldStart(ModelNames.of(element.tag()));
                writeElement(json, dataset, element);
                json.writeEndObject();
            }
        }
        json.writeEndObject();
    }

    private static void writeElement(JsonGenerator json, DicomDataset dataset, DicomElement element)
            throws IOException {
        if (element instanceof DicomSequence sequence) {
            writeItems(json, sequence);
        } else if (element instanceof DicomValue value) {
            writeValue(json, dataset, value);
        } else {
            throw new IllegalArgumentException(Tag.describe(element.tag()) + " has no value that JSON can hold");
        }
    }

    private static void writeItems(JsonGenerator json, DicomSequence sequence) throws IOException {
        json.writeStringField("vr", VR.SQ.name());
        if (!sequence.items().isEmpty()) {
            json.writeArrayFieldStart("Value");
            for (DicomDataset item : sequence.items()) {
                writeObject(json, item);
            }
            json.writeEndArray();
        }
    }

    private static void writeValue(JsonGenerator json, DicomDataset dataset, DicomValue value) throws IOException {
        ModelForm form = ModelForm.of(value);
        json.writeStringField("vr", form.vr().name());
        if (form.binary()) {
            if (value.length() > 0) {
                json.writeBinaryField("InlineBinary", value.bytes());
            }
            return;
        }
        List<String> texts = dataset.getStrings(value.tag());
        if (!texts.isEmpty()) {
            json.writeArrayFieldStart("Value");
            for (String text : texts) {
                writeText(json, value.vr(), text);
            }
            json.writeEndArray();
        }
    }

    private static void writeText(JsonGenerator json, VR vr, String text) throws IOException {
        if (text.isEmpty()) {
            json.writeNull();
        } else if (vr == VR.PN) {
            writeName(json, text);
        } else if (isNumber(vr, text)) {
            json.writeNumber(text);
        } else {
            json.writeString(text);
        }
    }

    private static boolean isNumber(VR vr, String text) {
        return switch (vr) {
            case FL, FD, SL, SS, UL, US, IS, DS -> NUMBER.matcher(text).matches();
            case SV, UV -> text.length() <= EXACT_DIGITS;
            default -> false;
        };
    }

    private static void writeName(JsonGenerator json, String name) throws IOException {
        json.writeStartObject();
        String[] groups = name.split("=", ModelNames.NAME_GROUPS.size());
        for (int i = 0; i < groups.length; i++) {
            if (!groups[i].isEmpty()) {
                json.writeStringField(ModelNames.NAME_GROUPS.get(i), groups[i]);
            }
        }
        json.writeEndObject();
    }
}
