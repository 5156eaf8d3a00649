package org.einthoven.codecs.xml;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One element of an XML document. Names are local names: which prefix a writer chose says nothing.
 *
 * @param namespace its URI, empty where there is none
 * @param attributes by local name
 * @param characters all text directly in it, in one piece, as it stands there
 */
public record XmlElement(
        String namespace, String name, Map<String, String> attributes, List<XmlElement> children, String characters) {
    public XmlElement {
        attributes = Map.copyOf(attributes);
        children = List.copyOf(children);
    }

    /** The first child of a name, or null. */
    public @Nullable XmlElement child(String childName) {
        for (XmlElement child : children) {
            if (child.name.equals(childName)) {
                return child;
            }
        }
        return null;
    }

    /** All children of a name, in their order. */
    public List<XmlElement> children(String childName) {
        return children.stream().filter(child -> child.name.equals(childName)).toList();
    }

    /**
     * The first element that names lead to, or null.
     *
     * @param path names of children, one below the other, divided by "/"
     */
    public @Nullable XmlElement at(String path) {
        List<XmlElement> found = all(path);
        return found.isEmpty() ? null : found.get(0);
    }

    /** All elements that names lead to, in the order of the document. */
    public List<XmlElement> all(String path) {
        List<XmlElement> here = List.of(this);
        for (String step : path.split("/", -1)) {
            List<XmlElement> below = new ArrayList<>();
            here.forEach(element -> below.addAll(element.children(step)));
            here = below;
        }
        return here;
    }

    /** Itself and all below it, in the order of the document. */
    public Stream<XmlElement> descendants() {
        return Stream.concat(Stream.of(this), children.stream().flatMap(XmlElement::descendants));
    }

    /** Its text without white space around it, or null where nothing is left. */
    public @Nullable String text() {
        return stripped(characters);
    }

    /** The text of the first element that names lead to, or null where there is none or it is empty. */
    public @Nullable String text(String path) {
        XmlElement element = at(path);
        return element == null ? null : element.text();
    }

    /** An attribute's value without white space around it, or null where it is absent or empty. */
    public @Nullable String attribute(String attributeName) {
        String value = attributes.get(attributeName);
        return value == null ? null : stripped(value);
    }

    /** An attribute of the first element that names lead to, or null. */
    public @Nullable String attribute(String path, String attributeName) {
        XmlElement element = at(path);
        return element == null ? null : element.attribute(attributeName);
    }

    private static @Nullable String stripped(String text) {
        String stripped = text.strip();
        return stripped.isEmpty() ? null : stripped;
    }

    /** The name alone: the content may be a patient's. */
    @Override
    public String toString() {
        return "<" + name + ">";
    }
}
