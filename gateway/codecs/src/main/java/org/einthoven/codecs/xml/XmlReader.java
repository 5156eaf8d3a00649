package org.einthoven.codecs.xml;

import com.ctc.wstx.api.WstxInputProperties;
import com.ctc.wstx.stax.WstxInputFactory;
import java.io.ByteArrayInputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.xml.stream.Location;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.einthoven.codecs.EcgDecodingException;
import org.jspecify.annotations.Nullable;

/**
 * Reads XML documents of unknown origin. A document type declaration is passed over: nothing that it names is fetched, and of entities there are
 * only XML's own five, so that none can grow. The encoding is that of the byte order mark or the declaration.
 */
public final class XmlReader {
    /** HL7's deepest ECG documents have some thirty levels. */
    private static final int DEEPEST = 100;
    /** A document of as many would cost memory of many times its text. */
    private static final int MOST_ELEMENTS = 1_000_000;

    private static final XMLInputFactory FACTORY = factory();

    private XmlReader() {}

    /**
     * Reads a whole document.
     *
     * @throws EcgDecodingException when it is not well-formed, or deeper than 100 elements; it names the place and none of the content
     */
    public static XmlElement read(byte[] document) throws EcgDecodingException {
        try {
            XMLStreamReader reader = FACTORY.createXMLStreamReader(new ByteArrayInputStream(document));
            return new Tree(reader).read();
        } catch (XMLStreamException e) {
            throw new EcgDecodingException("the XML is not well-formed" + at(e.getLocation()));
        }
    }

    /**
     * The name of the outermost element, with its namespace.
     *
     * @param head a document's first bytes
     * @return an element without content, or null where the bytes do not begin an XML document
     */
    public static @Nullable XmlElement root(byte[] head) {
        try {
            XMLStreamReader reader = FACTORY.createXMLStreamReader(new ByteArrayInputStream(head));
            while (reader.hasNext()) {
                if (reader.next() == XMLStreamConstants.START_ELEMENT) {
                    return new Open(reader).closed();
                }
            }
            return null;
        } catch (XMLStreamException e) {
            return null;
        }
    }

    private static String at(@Nullable Location location) {
        return location == null || location.getLineNumber() < 1
                ? ""
                : " (line " + location.getLineNumber() + ", column " + location.getColumnNumber() + ")";
    }

    private static XMLInputFactory factory() {
        WstxInputFactory factory = new WstxInputFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, false);
        // Else what is wrong in a text is found where nobody expects it.
        factory.setProperty(WstxInputProperties.P_LAZY_PARSING, false);
        // The size of a document is limited before it is read; its samples are one text.
        factory.setProperty(WstxInputProperties.P_MAX_TEXT_LENGTH, Integer.MAX_VALUE);
        factory.setXMLResolver((publicId, systemId, base, namespace) -> {
            throw new XMLStreamException("nothing is fetched");
        });
        return factory;
    }

    private record Tree(XMLStreamReader reader, Deque<Open> open) {
        Tree(XMLStreamReader reader) {
            this(reader, new ArrayDeque<>());
        }

        XmlElement read() throws XMLStreamException, EcgDecodingException {
            XmlElement root = null;
            int count = 0;
            while (reader.hasNext()) {
                switch (reader.next()) {
                    case XMLStreamConstants.START_ELEMENT -> {
                        if (open.size() == DEEPEST || ++count > MOST_ELEMENTS) {
                            throw new EcgDecodingException("the XML has more than "
                                    + (open.size() == DEEPEST ? DEEPEST + " levels" : MOST_ELEMENTS + " elements"));
                        }
                        open.push(new Open(reader));
                    }
                    case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE -> {
                        if (!open.isEmpty()) {
                            open.element()
                                    .text
                                    .append(reader.getTextCharacters(), reader.getTextStart(), reader.getTextLength());
                        }
                    }
                    case XMLStreamConstants.ENTITY_REFERENCE ->
                        throw new EcgDecodingException(
                                "the XML uses an entity that only its document type declaration could tell"
                                        + at(reader.getLocation()));
                    case XMLStreamConstants.END_ELEMENT -> {
                        XmlElement element = open.pop().closed();
                        if (open.isEmpty()) {
                            root = element;
                        } else {
                            open.element().children.add(element);
                        }
                    }
                    default -> {}
                }
            }
            if (root == null) {
                throw new EcgDecodingException("the XML has no element");
            }
            return root;
        }
    }

    /** An element of which the end is not read yet. */
    private static final class Open {
        private final String namespace;
        private final String name;
        private final Map<String, String> attributes = new HashMap<>();
        private final List<XmlElement> children = new ArrayList<>();
        private final StringBuilder text = new StringBuilder();

        Open(XMLStreamReader reader) {
            String uri = reader.getNamespaceURI();
            namespace = uri == null ? "" : uri;
            name = reader.getLocalName();
            for (int i = 0; i < reader.getAttributeCount(); i++) {
                attributes.put(reader.getAttributeLocalName(i), reader.getAttributeValue(i));
            }
        }

        XmlElement closed() {
            return new XmlElement(namespace, name, attributes, children, text.toString());
        }
    }
}
