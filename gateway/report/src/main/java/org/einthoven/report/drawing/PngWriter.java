package org.einthoven.report.drawing;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOInvalidTreeException;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.einthoven.report.drawing.Shape.Box;
import org.einthoven.report.drawing.Shape.Path;
import org.einthoven.report.drawing.Shape.Stroke;
import org.einthoven.report.drawing.Shape.Text;

/** Paints pages into a PNG with Java2D, without a display and without the platform's fonts. */
final class PngWriter {
    private static final double MM_PER_INCH = 25.4;
    private static final int FEWEST_DOTS = 36;
    private static final int MOST_DOTS = 600;
    private static final long LARGEST_IMAGE = 120_000_000;
    private static final String METADATA = "javax_imageio_png_1.0";

    private final int dotsPerInch;
    private final double scale;

    PngWriter(int dotsPerInch) {
        if (dotsPerInch < FEWEST_DOTS || dotsPerInch > MOST_DOTS) {
            throw new IllegalArgumentException(
                    "a drawing has " + FEWEST_DOTS + " to " + MOST_DOTS + " dots an inch, not " + dotsPerInch);
        }
        this.dotsPerInch = dotsPerInch;
        this.scale = dotsPerInch / MM_PER_INCH;
    }

    byte[] write(List<Page> pages) {
        long width = Math.round(Page.WIDTH * scale);
        long height = Math.round(Page.HEIGHT * pages.size() * scale);
        if (width * height > LARGEST_IMAGE) {
            throw new IllegalArgumentException(pages.size() + " pages of " + dotsPerInch
                    + " dots an inch make too large a PNG: fewer pages, fewer dots, or a PDF");
        }
        BufferedImage image = new BufferedImage((int) width, (int) height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        try {
            paint(graphics, pages, image);
        } finally {
            graphics.dispose();
        }
        return encode(image);
    }

    private void paint(Graphics2D graphics, List<Page> pages, BufferedImage image) {
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, image.getWidth(), image.getHeight());
        graphics.scale(scale, scale);
        for (Page page : pages) {
            page.shapes().forEach(shape -> paint(graphics, shape));
            graphics.translate(0, Page.HEIGHT);
        }
    }

    private static void paint(Graphics2D graphics, Shape shape) {
        if (shape instanceof Path path) {
            paint(graphics, path);
        } else if (shape instanceof Text text) {
            paint(graphics, text);
        }
    }

    private static void paint(Graphics2D graphics, Path path) {
        Box clip = path.clip();
        graphics.setClip(clip == null ? null : new Rectangle2D.Double(clip.x(), clip.y(), clip.width(), clip.height()));
        graphics.setColor(new Color(path.stroke().rgb()));
        graphics.setStroke(stroke(path.stroke()));
        for (double[] line : path.lines()) {
            Path2D outline = new Path2D.Double(Path2D.WIND_NON_ZERO, line.length / 2);
            outline.moveTo(line[0], line[1]);
            for (int i = 2; i < line.length; i += 2) {
                outline.lineTo(line[i], line[i + 1]);
            }
            graphics.draw(outline);
        }
        graphics.setClip(null);
    }

    private static BasicStroke stroke(Stroke stroke) {
        int cap = stroke.round() ? BasicStroke.CAP_ROUND : BasicStroke.CAP_BUTT;
        return new BasicStroke((float) stroke.width(), cap, BasicStroke.JOIN_ROUND);
    }

    private static void paint(Graphics2D graphics, Text text) {
        double left = text.atEnd() ? text.x() - OutlineFont.SANS.width(text.text(), text.size()) : text.x();
        AffineTransform place = AffineTransform.getTranslateInstance(left, text.y());
        place.scale(text.size(), text.size());
        graphics.setColor(Color.BLACK);
        graphics.fill(place.createTransformedShape(OutlineFont.SANS.outline(text.text())));
    }

    private byte[] encode(BufferedImage image) {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("png").next();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            IIOMetadata metadata = writer.getDefaultImageMetadata(
                    ImageTypeSpecifier.createFromRenderedImage(image), writer.getDefaultWriteParam());
            setResolution(metadata);
            writer.setOutput(out);
            writer.write(new IIOImage(image, null, metadata));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    /** So that it prints in its real size (PNG, chunk pHYs). */
    private void setResolution(IIOMetadata metadata) throws IIOInvalidTreeException {
        String perMetre = Long.toString(Math.round(scale * 1000));
        IIOMetadataNode physical = new IIOMetadataNode("pHYs");
        physical.setAttribute("pixelsPerUnitXAxis", perMetre);
        physical.setAttribute("pixelsPerUnitYAxis", perMetre);
        physical.setAttribute("unitSpecifier", "meter");
        IIOMetadataNode root = new IIOMetadataNode(METADATA);
        root.appendChild(physical);
        metadata.mergeTree(METADATA, root);
    }
}
