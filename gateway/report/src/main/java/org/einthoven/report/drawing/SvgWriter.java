package org.einthoven.report.drawing;

import java.util.List;
import java.util.Locale;
import org.einthoven.report.drawing.Shape.Box;
import org.einthoven.report.drawing.Shape.Path;
import org.einthoven.report.drawing.Shape.Stroke;
import org.einthoven.report.drawing.Shape.Text;

/**
 * Writes pages as SVG 1.1: user units are millimetres. Clips are nested svg elements, not clipPaths, so that the
 * document needs no ids and several can stand in one HTML page.
 */
final class SvgWriter {
    /** Coordinates have three decimals: a micrometre, 0.1 µV. */
    private static final int PER_MILLIMETRE = 1000;

    private static final int EXPECTED_SIZE = 1 << 18;

    private final StringBuilder out = new StringBuilder(EXPECTED_SIZE);

    String write(List<Page> pages) {
        double height = Page.HEIGHT * pages.size();
        out.append("<svg xmlns=\"http://www.w3.org/2000/svg\" version=\"1.1\"");
        attribute("width", Page.WIDTH, "mm");
        attribute("height", height, "mm");
        out.append(" viewBox=\"0 0 ");
        number(Page.WIDTH).append(' ');
        number(height).append("\" role=\"img\" font-family=\"'Liberation Sans',Arial,Helvetica,sans-serif\">\n");
        out.append("<title>ECG, 25 mm/s, 10 mm/mV</title>\n");
        out.append("<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n");
        for (int i = 0; i < pages.size(); i++) {
            out.append("<g transform=\"translate(0,");
            number(i * Page.HEIGHT).append(")\">\n");
            pages.get(i).shapes().forEach(this::write);
            out.append("</g>\n");
        }
        return out.append("</svg>\n").toString();
    }

    private void write(Shape shape) {
        if (shape instanceof Path path) {
            write(path);
        } else if (shape instanceof Text text) {
            write(text);
        }
    }

    private void write(Path path) {
        Box clip = path.clip();
        if (clip != null) {
            openClip(clip);
        }
        out.append("<path");
        if (path.lead() != null) {
            out.append(" data-lead=\"");
            escaped(path.lead()).append('"');
        }
        stroke(path.stroke());
        out.append(" d=\"");
        path.lines().forEach(this::line);
        out.append("\"/>");
        out.append(clip == null ? "\n" : "</svg>\n");
    }

    private void openClip(Box clip) {
        out.append("<svg overflow=\"hidden\"");
        attribute("x", clip.x(), "");
        attribute("y", clip.y(), "");
        attribute("width", clip.width(), "");
        attribute("height", clip.height(), "");
        out.append(" viewBox=\"");
        number(clip.x()).append(' ');
        number(clip.y()).append(' ');
        number(clip.width()).append(' ');
        number(clip.height()).append("\">");
    }

    private void stroke(Stroke stroke) {
        out.append(String.format(Locale.ROOT, " fill=\"none\" stroke=\"#%06x\"", stroke.rgb()));
        attribute("stroke-width", stroke.width(), "");
        if (stroke.round()) {
            out.append(" stroke-linejoin=\"round\" stroke-linecap=\"round\"");
        }
    }

    /** Steps between rounded points, so that rounding does not add up. */
    private void line(double[] line) {
        long x = rounded(line[0]);
        long y = rounded(line[1]);
        out.append('M');
        number(x).append(' ');
        number(y).append('l');
        for (int i = 2; i < line.length; i += 2) {
            long nextX = rounded(line[i]);
            long nextY = rounded(line[i + 1]);
            number(nextX - x).append(' ');
            number(nextY - y).append(i + 2 < line.length ? " " : "");
            x = nextX;
            y = nextY;
        }
    }

    private void write(Text text) {
        out.append("<text");
        attribute("x", text.x(), "");
        attribute("y", text.y(), "");
        attribute("font-size", text.size(), "");
        out.append(text.atEnd() ? " text-anchor=\"end\">" : ">");
        escaped(text.text()).append("</text>\n");
    }

    private StringBuilder escaped(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                default -> out.append(c);
            }
        }
        return out;
    }

    private void attribute(String name, double value, String unit) {
        out.append(' ').append(name).append("=\"");
        number(value).append(unit).append('"');
    }

    private StringBuilder number(double value) {
        return number(rounded(value));
    }

    /** A number of thousandths, without zeros that say nothing. */
    private StringBuilder number(long thousandths) {
        long rest = Math.abs(thousandths);
        if (thousandths < 0) {
            out.append('-');
        }
        out.append(rest / PER_MILLIMETRE);
        long decimals = rest % PER_MILLIMETRE;
        if (decimals != 0) {
            out.append('.').append((char) ('0' + decimals / 100));
            if (decimals % 100 != 0) {
                out.append((char) ('0' + decimals / 10 % 10));
            }
            if (decimals % 10 != 0) {
                out.append((char) ('0' + decimals % 10));
            }
        }
        return out;
    }

    private static long rounded(double value) {
        return Math.round(value * PER_MILLIMETRE);
    }
}
