package org.einthoven.dicomweb;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.OptionalInt;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.einthoven.dicom.DicomFormatException;
import org.einthoven.dicom.DicomLimitException;
import org.einthoven.dicom.DicomLimits;
import org.einthoven.dicom.VR;
import org.jspecify.annotations.Nullable;

/**
 * Reads the Native DICOM Model in XML (PS3.19 section A.1) by local names, since servers leave the namespace out. No document type, and so no entity, is taken.
 */
final class NativeXmlReader {
    private static final XMLInputFactory FACTORY = factory();
    private static final List<String> NAME_COMPONENTS =
            List.of("FamilyName", "GivenName", "MiddleName", "NamePrefix", "NameSuffix");

    private final XMLStreamReader xml;
    private final DicomLimits limits;
    private int elements;

    private NativeXmlReader(XMLStreamReader xml, DicomLimits limits) {
        this.xml = xml;
        this.limits = limits;
    }

    private static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        return factory;
    }

    /** Reads one document; the stream stays open. */
    static DicomMetadata read(InputStream document, DicomLimits limits) throws IOException, DicomFormatException {
        LimitedInput limited = new LimitedInput(document, limits.maxBytes());
        try {
            XMLStreamReader xml = newReader(XmlText.of(limited));
            return DatasetBuilder.build(new NativeXmlReader(xml, limits).root());
        } catch (LimitedInput.TooLongException e) {
            throw tooLong(limits);
        } catch (XMLStreamException e) {
            throw malformed(e, limits);
        }
    }

    /** The JDK's factory makes no promise to be safe for use by several threads. */
    private static synchronized XMLStreamReader newReader(Reader document) throws XMLStreamException {
        return FACTORY.createXMLStreamReader(document);
    }

    private static DicomFormatException malformed(XMLStreamException e, DicomLimits limits) throws IOException {
        Throwable cause = e.getNestedException();
        if (cause instanceof LimitedInput.TooLongException) {
            return tooLong(limits);
        }
        if (cause instanceof IOException failure && !(cause instanceof CharacterCodingException)) {
            throw failure;
        }
        String where = e.getLocation() == null
                ? ""
                : " at line " + e.getLocation().getLineNumber() + ", column "
                        + e.getLocation().getColumnNumber();
        return new DicomFormatException("The XML is malformed or cut off" + where + ".");
    }

    private static DicomLimitException tooLong(DicomLimits limits) {
        return new DicomLimitException("The XML exceeds the " + limits.maxBytes() + " bytes that are accepted.");
    }

    private List<ModelAttribute> root() throws XMLStreamException, DicomFormatException {
        while (xml.next() != XMLStreamConstants.START_ELEMENT) {
            if (xml.getEventType() == XMLStreamConstants.DTD) {
                throw new DicomFormatException("The XML has a document type, which the model never has.");
            }
        }
        if (!xml.getLocalName().equals("NativeDicomModel")) {
            throw new DicomFormatException("The XML is no Native DICOM Model.");
        }
        List<ModelAttribute> attributes = item(0);
        while (xml.hasNext()) {
            xml.next();
        }
        return attributes;
    }

    /** The attributes of the element that was just begun, which is then at its end. */
    private List<ModelAttribute> item(int depth) throws XMLStreamException, DicomFormatException {
        if (depth > limits.maxDepth()) {
            throw new DicomLimitException(
                    "The XML nests sequences deeper than the " + limits.maxDepth() + " levels that are accepted.");
        }
        List<ModelAttribute> attributes = new ArrayList<>();
        while (nextChild()) {
            OptionalInt tag = ModelNames.tag(xml.getAttributeValue(null, "tag"));
            if (xml.getLocalName().equals("DicomAttribute") && tag.isPresent()) {
                attributes.add(attribute(tag.getAsInt(), depth));
            } else {
                skip();
            }
        }
        return attributes;
    }

    /** Goes to the next child element; false, and at the end of the parent, where there is none. */
    private boolean nextChild() throws XMLStreamException, DicomFormatException {
        int event = xml.next();
        while (event != XMLStreamConstants.START_ELEMENT && event != XMLStreamConstants.END_ELEMENT) {
            event = xml.next();
        }
        if (event == XMLStreamConstants.START_ELEMENT && ++elements > limits.maxElements()) {
            throw new DicomLimitException(
                    "The XML has more than the " + limits.maxElements() + " elements that are accepted.");
        }
        return event == XMLStreamConstants.START_ELEMENT;
    }

    private void skip() throws XMLStreamException {
        int open = 1;
        while (open > 0) {
            int event = xml.next();
            if (event == XMLStreamConstants.START_ELEMENT) {
                open++;
            } else if (event == XMLStreamConstants.END_ELEMENT) {
                open--;
            }
        }
    }

    private ModelAttribute attribute(int tag, int depth) throws XMLStreamException, DicomFormatException {
        VR vr = ModelNames.vr(xml.getAttributeValue(null, "vr"), tag);
        List<@Nullable String> values = new ArrayList<>();
        List<List<ModelAttribute>> items = new ArrayList<>();
        ModelAttribute.Content content = null;
        while (nextChild()) {
            switch (xml.getLocalName()) {
                case "Value" -> values.add(xml.getElementText());
                case "PersonName" -> values.add(personName());
                case "Item" -> items.add(item(depth + 1));
                case "InlineBinary" -> content = binary();
                case "BulkData" -> content = bulkData();
                default -> skip();
            }
        }
        if (content == null) {
            content = vr == VR.SQ ? new ModelAttribute.Items(items) : new ModelAttribute.Values(values);
        }
        return new ModelAttribute(tag, vr, content);
    }

    private ModelAttribute.Content binary() throws XMLStreamException, DicomFormatException {
        try {
            return new ModelAttribute.Binary(Base64.getMimeDecoder().decode(xml.getElementText()));
        } catch (IllegalArgumentException e) {
            throw new DicomFormatException("An InlineBinary of the XML is no Base64.");
        }
    }

    private ModelAttribute.Content bulkData() throws XMLStreamException, DicomFormatException {
        String uri = xml.getAttributeValue(null, "uri");
        skip();
        if (uri == null) {
            throw new DicomFormatException("A BulkData of the XML has no uri.");
        }
        return new ModelAttribute.BulkData(uri);
    }

    private String personName() throws XMLStreamException, DicomFormatException {
        @Nullable String[] groups = new @Nullable String[ModelNames.NAME_GROUPS.size()];
        while (nextChild()) {
            int group = ModelNames.NAME_GROUPS.indexOf(xml.getLocalName());
            if (group >= 0) {
                groups[group] = components();
            } else {
                skip();
            }
        }
        return ModelNames.personName(groups);
    }

    private String components() throws XMLStreamException, DicomFormatException {
        String[] components = new String[NAME_COMPONENTS.size()];
        int last = 0;
        java.util.Arrays.fill(components, "");
        while (nextChild()) {
            int component = NAME_COMPONENTS.indexOf(xml.getLocalName());
            if (component >= 0) {
                components[component] = xml.getElementText();
                last = Math.max(last, component + 1);
            } else {
                skip();
            }
        }
        return String.join("^", List.of(components).subList(0, last));
    }
}
