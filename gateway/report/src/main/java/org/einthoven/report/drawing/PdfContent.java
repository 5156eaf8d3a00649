package org.einthoven.report.drawing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.einthoven.report.drawing.Shape.Box;
import org.einthoven.report.drawing.Shape.Path;
import org.einthoven.report.drawing.Shape.Stroke;
import org.einthoven.report.drawing.Shape.Text;

/**
 * A page's content stream (ISO 32000-1, 8 and 9) in whole hundredths of a millimetre from the page's upper left corner.
 * PDFBox's own writer formats twenty thousand decimal fractions a page, which takes longer than all the rest.
 */
final class PdfContent {
    /** Units a millimetre. */
    private static final int PER_MM = 100;

    private static final double POINTS_PER_UNIT = 72 / 25.4 / PER_MM;
    private static final int LONGEST_NUMBER = 20;

    private final PDFont font;
    private final String fontName;
    private byte[] bytes = new byte[1 << 17];
    private int size;

    private PdfContent(PDFont font, String fontName) {
        this.font = font;
        this.fontName = fontName;
    }

    /** @param fontName what the page's resources call the font */
    static byte[] of(Page page, PDFont font, String fontName) throws IOException {
        PdfContent content = new PdfContent(font, fontName);
        content.text(String.format(
                Locale.ROOT,
                "%.8f 0 0 %.8f 0 %.5f cm\n",
                POINTS_PER_UNIT,
                -POINTS_PER_UNIT,
                Page.HEIGHT * PER_MM * POINTS_PER_UNIT));
        for (Shape shape : page.shapes()) {
            if (shape instanceof Path path) {
                content.write(path);
            } else if (shape instanceof Text text) {
                content.write(text);
            }
        }
        return Arrays.copyOf(content.bytes, content.size);
    }

    private void write(Path path) {
        if (path.lines().isEmpty()) {
            return;
        }
        text("q\n");
        Box clip = path.clip();
        if (clip != null) {
            mm(clip.x()).mm(clip.y()).mm(clip.width()).mm(clip.height()).text("re W n\n");
        }
        write(path.stroke());
        path.lines().forEach(this::write);
        text("S Q\n");
    }

    private void write(Stroke stroke) {
        int rgb = stroke.rgb();
        text(part(rgb >> 16))
                .text(" ")
                .text(part(rgb >> 8))
                .text(" ")
                .text(part(rgb))
                .text(" RG\n");
        mm(stroke.width()).text(stroke.round() ? "w 1 J 1 j\n" : "w\n");
    }

    /** A channel of a colour, from 0 to 1. */
    private static String part(int channel) {
        return Double.toString(Math.rint((channel & 0xFF) / 255.0 * 1000) / 1000);
    }

    private void write(double[] line) {
        mm(line[0]).mm(line[1]).text("m\n");
        for (int i = 2; i < line.length; i += 2) {
            mm(line[i]).mm(line[i + 1]).text("l\n");
        }
    }

    private void write(Text text) throws IOException {
        double left = text.atEnd() ? text.x() - OutlineFont.SANS.width(text.text(), text.size()) : text.x();
        text("BT /").text(fontName).text(" ").mm(text.size()).text("Tf 1 0 0 -1 ");
        mm(left).mm(text.y()).text("Tm <");
        text.text().codePoints().forEach(font::addToSubset);
        text(HexFormat.of().formatHex(font.encode(text.text()))).text("> Tj ET\n");
    }

    private PdfContent text(String ascii) {
        byte[] more = ascii.getBytes(StandardCharsets.US_ASCII);
        makeRoom(more.length);
        System.arraycopy(more, 0, bytes, size, more.length);
        size += more.length;
        return this;
    }

    private PdfContent mm(double value) {
        makeRoom(LONGEST_NUMBER + 1);
        long units = Math.round(value * PER_MM);
        if (units < 0) {
            bytes[size++] = '-';
        }
        long rest = Math.abs(units);
        int digits = 1;
        for (long power = 10; power <= rest; power *= 10) {
            digits++;
        }
        for (int i = digits - 1; i >= 0; i--) {
            bytes[size + i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        size += digits;
        bytes[size++] = ' ';
        return this;
    }

    private void makeRoom(int more) {
        if (size + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, 2 * Math.max(bytes.length, more));
        }
    }
}
