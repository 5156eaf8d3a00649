package org.einthoven.report.drawing;

import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.fontbox.ttf.CmapLookup;
import org.apache.fontbox.ttf.GlyphData;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.io.RandomAccessReadBuffer;
import org.apache.pdfbox.pdmodel.PDDocument;

/**
 * Liberation Sans, which PDFBox brings along, as outlines. The Java platform's own fonts are not asked: a headless
 * JRE on a machine without fonts cannot write a letter.
 */
final class OutlineFont {
    private static final String RESOURCE = "/org/apache/pdfbox/resources/ttf/LiberationSans-Regular.ttf";
    static final OutlineFont SANS = new OutlineFont();

    private final TrueTypeFont font;
    private final CmapLookup characters;
    private final double unitsPerEm;
    private final Map<Integer, Glyph> glyphs = new ConcurrentHashMap<>();

    private OutlineFont() {
        try (InputStream in = PDDocument.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException("PDFBox does not bring " + RESOURCE);
            }
            font = new TTFParser().parse(new RandomAccessReadBuffer(in.readAllBytes()));
            characters = font.getUnicodeCmapLookup();
            unitsPerEm = font.getUnitsPerEm();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The parsed font; its tables are read under a lock of their own, and nobody may close it. */
    TrueTypeFont trueType() {
        return font;
    }

    boolean has(int codePoint) {
        return glyph(codePoint).drawable();
    }

    /** How wide a text runs, in the unit of the size. */
    double width(String text, double size) {
        return text.codePoints().mapToDouble(c -> glyph(c).advance()).sum() * size;
    }

    /** The outline of a text whose baseline begins at the origin, y downwards, for a font of em 1. */
    Path2D outline(String text) {
        Path2D outline = new Path2D.Double(Path2D.WIND_NON_ZERO);
        double x = 0;
        for (int codePoint : text.codePoints().toArray()) {
            Glyph glyph = glyph(codePoint);
            outline.append(glyph.outline().getPathIterator(AffineTransform.getTranslateInstance(x, 0)), false);
            x += glyph.advance();
        }
        return outline;
    }

    private Glyph glyph(int codePoint) {
        return glyphs.computeIfAbsent(codePoint, this::read);
    }

    /** The parser reads from one position in the file, hence one glyph at a time. */
    private synchronized Glyph read(int codePoint) {
        try {
            int id = characters.getGlyphId(codePoint);
            GlyphData data = font.getGlyph().getGlyph(id);
            Path2D outline = new Path2D.Double();
            if (data != null) {
                AffineTransform toEm = AffineTransform.getScaleInstance(1 / unitsPerEm, -1 / unitsPerEm);
                outline.append(data.getPath().getPathIterator(toEm), false);
            }
            return new Glyph(outline, font.getAdvanceWidth(id) / unitsPerEm, id != 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A character's form in em: its outline, how far the next one stands, and whether the font has it. */
    private record Glyph(Path2D outline, double advance, boolean drawable) {}
}
