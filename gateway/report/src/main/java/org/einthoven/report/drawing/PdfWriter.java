package org.einthoven.report.drawing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdfwriter.compress.CompressParameters;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDResources;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.common.PDStream;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType0Font;

/**
 * Writes pages as PDF: vectors, and text in the embedded font. Neither dates nor chance go into it, so that the same
 * pages give the same bytes.
 */
final class PdfWriter {
    private static final double POINTS_PER_MM = 72 / 25.4;
    /** The file identifier is a hash of this in place of the time. */
    private static final long DOCUMENT_ID = 25_10;
    /** Of deflating: the level that PDFBox takes, 6, spends four times as long on a page for 4 % less. */
    private static final int LEVEL = 4;

    byte[] write(List<Page> pages) {
        try (PDDocument document = new PDDocument()) {
            document.setDocumentId(DOCUMENT_ID);
            document.getDocumentInformation().setTitle("ECG, 25 mm/s, 10 mm/mV");
            document.getDocumentInformation().setProducer("Einthoven");
            PDFont font = PDType0Font.load(document, OutlineFont.SANS.trueType(), true);
            for (Page page : pages) {
                write(document, page, font);
            }
            // Done by PDFBox itself only for text that its own writer wrote.
            font.subset();
            ByteArrayOutputStream out = new ByteArrayOutputStream(1 << 17);
            document.save(out, CompressParameters.NO_COMPRESSION);
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(PDDocument document, Page page, PDFont font) throws IOException {
        PDPage sheet = new PDPage(
                new PDRectangle((float) (Page.WIDTH * POINTS_PER_MM), (float) (Page.HEIGHT * POINTS_PER_MM)));
        PDResources resources = new PDResources();
        String fontName = resources.add(font).getName();
        sheet.setResources(resources);
        sheet.setContents(deflated(document, PdfContent.of(page, font, fontName)));
        document.addPage(sheet);
    }

    private static PDStream deflated(PDDocument document, byte[] content) throws IOException {
        PDStream stream = new PDStream(document);
        Deflater deflater = new Deflater(LEVEL);
        try (OutputStream out = new DeflaterOutputStream(stream.getCOSObject().createRawOutputStream(), deflater)) {
            out.write(content);
        } finally {
            deflater.end();
        }
        stream.getCOSObject().setItem(COSName.FILTER, COSName.FLATE_DECODE);
        return stream;
    }
}
