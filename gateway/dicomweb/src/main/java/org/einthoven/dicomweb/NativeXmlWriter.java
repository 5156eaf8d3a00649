package org.einthoven.dicomweb;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.einthoven.dicom.DicomDataset;
import org.einthoven.dicom.DicomDictionary;
import org.einthoven.dicom.DicomElement;
import org.einthoven.dicom.DicomSequence;
import org.einthoven.dicom.DicomValue;
import org.einthoven.dicom.Tag;
import org.einthoven.dicom.VR;

/**
 * Writes the Native DICOM Model in XML (PS3.19 section A.1); binary values stand in it as Base64. Private attributes keep the block that their creator has in the data set.
 */
final class NativeXmlWriter {
    private static final String NAMESPACE = "http://dicom.nema.org/PS3.19/models/NativeDICOM";
    private static final List<String> NAME_COMPONENTS =
            List.of("FamilyName", "GivenName", "MiddleName", "NamePrefix", "NameSuffix");

    private final XMLStreamWriter xml;

    private NativeXmlWriter(XMLStreamWriter xml) {
        this.xml = xml;
    }

    /**
     * A data set as a document in UTF-8.
     *
     * @throws IllegalArgumentException where a value was skipped when the object was read, or is encapsulated pixel data
     */
    static byte[] toBytes(DicomDataset dataset) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            XMLStreamWriter xml =
                    XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(bytes, StandardCharsets.UTF_8.name());
            xml.writeStartDocument(StandardCharsets.UTF_8.name(), "1.0");
            xml.writeStartElement("NativeDicomModel");
            xml.writeDefaultNamespace(NAMESPACE);
            xml.writeAttribute("xml:space", "preserve");
            new NativeXmlWriter(xml).writeDataset(dataset);
            xml.writeEndDocument();
            xml.close();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("An array cannot fail to be written", e);
        }
        return bytes.toByteArray();
    }

    private void writeDataset(DicomDataset dataset) throws XMLStreamException {
        for (DicomElement element : dataset) {
            if (!Tag.isGroupLength(element.tag())) {
                writeElement(dataset, element);
            }
        }
    }

    private void writeElement(DicomDataset dataset, DicomElement element) throws XMLStreamException {
        if (element instanceof DicomSequence sequence) {
            startAttribute(element.tag(), VR.SQ);
            for (int i = 0; i < sequence.items().size(); i++) {
                startNumbered("Item", i);
                writeDataset(sequence.items().get(i));
                xml.writeEndElement();
            }
            xml.writeEndElement();
        } else if (element instanceof DicomValue value) {
            writeValue(dataset, value);
        } else {
            throw new IllegalArgumentException(Tag.describe(element.tag()) + " has no value that XML can hold");
        }
    }

    private void startAttribute(int tag, VR vr) throws XMLStreamException {
        xml.writeStartElement("DicomAttribute");
        xml.writeAttribute("tag", ModelNames.of(tag));
        xml.writeAttribute("vr", vr.name());
        String keyword = DicomDictionary.keywordOf(tag);
        if (keyword != null) {
            xml.writeAttribute("keyword", keyword);
        }
    }

    private void startNumbered(String element, int index) throws XMLStreamException {
        xml.writeStartElement(element);
        xml.writeAttribute("number", Integer.toString(index + 1));
    }

    private void writeValue(DicomDataset dataset, DicomValue value) throws XMLStreamException {
        ModelForm form = ModelForm.of(value);
        startAttribute(value.tag(), form.vr());
        if (form.binary()) {
            if (value.length() > 0) {
                writeText("InlineBinary", Base64.getEncoder().encodeToString(value.bytes()));
            }
        } else {
            writeTexts(value.vr(), dataset.getStrings(value.tag()));
        }
        xml.writeEndElement();
    }

    private void writeTexts(VR vr, List<String> texts) throws XMLStreamException {
        for (int i = 0; i < texts.size(); i++) {
            startNumbered(vr == VR.PN ? "PersonName" : "Value", i);
            if (vr == VR.PN) {
                writeName(texts.get(i));
            } else {
                writeCharacters(texts.get(i));
            }
            xml.writeEndElement();
        }
    }

    private void writeName(String name) throws XMLStreamException {
        String[] groups = name.split("=", ModelNames.NAME_GROUPS.size());
        for (int i = 0; i < groups.length; i++) {
            if (!groups[i].isEmpty()) {
                xml.writeStartElement(ModelNames.NAME_GROUPS.get(i));
                writeComponents(groups[i]);
                xml.writeEndElement();
            }
        }
    }

    private void writeComponents(String group) throws XMLStreamException {
        String[] components = group.split("\\^", NAME_COMPONENTS.size());
        for (int i = 0; i < components.length; i++) {
            if (!components[i].isEmpty()) {
                writeText(NAME_COMPONENTS.get(i), components[i]);
            }
        }
    }

    private void writeText(String element, String text) throws XMLStreamException {
        xml.writeStartElement(element);
        writeCharacters(text);
        xml.writeEndElement();
    }

    /** Whoever reads XML takes a carriage return for a line feed, unless it stands as a reference. */
    private void writeCharacters(String text) throws XMLStreamException {
        String[] lines = legal(text).split("\r", -1);
        for (int i = 0; i < lines.length; i++) {
            if (i > 0) {
                xml.writeEntityRef("#13");
            }
            xml.writeCharacters(lines[i]);
        }
    }

    /** XML 1.0 has no form at all for most control characters. */
    private static String legal(String text) {
        StringBuilder legal = new StringBuilder(text.length());
        text.codePoints()
                .map(character -> isLegal(character) ? character : 0xFFFD)
                .forEach(legal::appendCodePoint);
        return legal.toString();
    }

    private static boolean isLegal(int character) {
        return character == '\t'
                || character == '\n'
                || character == '\r'
                || (character >= 0x20 && character <= 0xD7FF)
                || (character >= 0xE000 && character <= 0xFFFD)
                || character > 0xFFFF;
    }
}
