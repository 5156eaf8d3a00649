package org.einthoven.report.drawing;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** Reads a drawing back from its SVG, by an XML parser and the path grammar's M and l. */
final class SvgReader {
    private final Document document;

    SvgReader(String svg) throws Exception {
        document =
                DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(svg)));
    }

    Element root() {
        return document.getDocumentElement();
    }

    /** The lines of each curve of a lead, in the order of the document: x0, y0, x1, y1, … in millimetres. */
    List<List<double[]>> curves(String lead) {
        return paths("data-lead", lead);
    }

    /** The lines of each path of a stroke's colour. */
    List<List<double[]>> strokes(int rgb) {
        return paths("stroke", String.format(Locale.ROOT, "#%06x", rgb));
    }

    /** The box that clips the first curve of a lead: x, y, width, height. */
    double[] clip(String lead) {
        Element svg = (Element) elements("path").stream()
                .filter(e -> e.getAttribute("data-lead").equals(lead))
                .findFirst()
                .orElseThrow()
                .getParentNode();
        return List.of("x", "y", "width", "height").stream()
                .mapToDouble(name -> Double.parseDouble(svg.getAttribute(name)))
                .toArray();
    }

    List<String> texts() {
        return elements("text").stream().map(Element::getTextContent).toList();
    }

    List<Element> elements(String name) {
        NodeList nodes = document.getElementsByTagName(name);
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < nodes.getLength(); i++) {
            elements.add((Element) nodes.item(i));
        }
        return elements;
    }

    private List<List<double[]>> paths(String attribute, String value) {
        return elements("path").stream()
                .filter(e -> e.getAttribute(attribute).equals(value))
                .map(e -> lines(e.getAttribute("d")))
                .toList();
    }

    /** The lines of a path. */
    static List<double[]> lines(String path) {
        List<double[]> lines = new ArrayList<>();
        for (String line : path.substring(1).split("M")) {
            String[] numbers = line.split("[ l]");
            double[] points = new double[numbers.length];
            for (int i = 0; i < numbers.length; i++) {
                points[i] = Double.parseDouble(numbers[i]) + (i < 2 ? 0 : points[i - 2]);
            }
            lines.add(points);
        }
        return lines;
    }
}
