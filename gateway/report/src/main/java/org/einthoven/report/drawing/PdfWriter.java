package org.einthoven.report.drawing;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.apache.pdfbox.pdfwriter.compress.CompressParameters;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType0Font;
import org.apache.pdfbox.util.Matrix;
import org.einthoven.report.drawing.Shape.Box;
import org.einthoven.report.drawing.Shape.Path;
import org.einthoven.report.drawing.Shape.Stroke;
import org.einthoven.report.drawing.Shape.Text;

/**
 * Writes pages as PDF: vectors, and text in the embedded font. Neither dates nor chance go into it, so that the same
 * pages give the same bytes. User space is turned to millimetres from the upper left corner.
 */
final class PdfWriter {
    private static final float POINTS_PER_MM = 72f / 25.4f;
    /** The file identifier is a hash of this in place of the time. */
    private static final long DOCUMENT_ID = 25_10;

    byte[] write(List<Page> pages) {
        try (PDDocument document = new PDDocument()) {
            document.setDocumentId(DOCUMENT_ID);
            document.getDocumentInformation().setTitle("ECG, 25 mm/s, 10 mm/mV");
            document.getDocumentInformation().setProducer("Einthoven");
            PDFont font = PDType0Font.load(document, new ByteArrayInputStream(OutlineFont.SANS.file()), true);
            for (Page page : pages) {
                write(document, page, font);
            }
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            document.save(out, CompressParameters.NO_COMPRESSION);
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(PDDocument document, Page page, PDFont font) throws IOException {
        float height = (float) Page.HEIGHT * POINTS_PER_MM;
        PDPage sheet = new PDPage(new PDRectangle((float) Page.WIDTH * POINTS_PER_MM, height));
        document.addPage(sheet);
        try (PDPageContentStream content = new PDPageContentStream(document, sheet)) {
            content.transform(new Matrix(POINTS_PER_MM, 0, 0, -POINTS_PER_MM, 0, height));
            for (Shape shape : page.shapes()) {
                if (shape instanceof Path path) {
                    write(content, path);
                } else if (shape instanceof Text text) {
                    write(content, text, font);
                }
            }
        }
    }

    private static void write(PDPageContentStream content, Path path) throws IOException {
        content.saveGraphicsState();
        Box clip = path.clip();
        if (clip != null) {
            content.addRect((float) clip.x(), (float) clip.y(), (float) clip.width(), (float) clip.height());
            content.clip();
        }
        setStroke(content, path.stroke());
        for (double[] line : path.lines()) {
            content.moveTo((float) line[0], (float) line[1]);
            for (int i = 2; i < line.length; i += 2) {
                content.lineTo((float) line[i], (float) line[i + 1]);
            }
        }
        if (!path.lines().isEmpty()) {
            content.stroke();
        }
        content.restoreGraphicsState();
    }

    private static void setStroke(PDPageContentStream content, Stroke stroke) throws IOException {
        content.setStrokingColor(
                (stroke.rgb() >> 16 & 0xFF) / 255f, (stroke.rgb() >> 8 & 0xFF) / 255f, (stroke.rgb() & 0xFF) / 255f);
        content.setLineWidth((float) stroke.width());
        if (stroke.round()) {
            content.setLineCapStyle(1);
            content.setLineJoinStyle(1);
        }
    }

    private static void write(PDPageContentStream content, Text text, PDFont font) throws IOException {
        double left = text.atEnd() ? text.x() - OutlineFont.SANS.width(text.text(), text.size()) : text.x();
        content.beginText();
        content.setFont(font, (float) text.size());
        content.setTextMatrix(new Matrix(1, 0, 0, -1, (float) left, (float) text.y()));
        content.showText(text.text());
        content.endText();
    }
}
