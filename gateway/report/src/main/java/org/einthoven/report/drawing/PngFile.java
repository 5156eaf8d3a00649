package org.einthoven.report.drawing;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** An image as a PNG of indexed colours (ISO/IEC 15948) that knows its size on paper. */
final class PngFile {
    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
    private static final byte DEPTH = 8;
    private static final byte INDEXED = 3;
    private static final byte METRE = 1;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream(1 << 18);

    private PngFile() {}

    static byte[] of(PixelImage image, int pixelsPerMetre) {
        PngFile file = new PngFile();
        file.out.writeBytes(SIGNATURE);
        byte[] header = {DEPTH, INDEXED, 0, 0, 0};
        file.chunk(
                "IHDR", buffer(13).putInt(image.width()).putInt(image.height()).put(header));
        file.chunk(
                "pHYs", buffer(9).putInt(pixelsPerMetre).putInt(pixelsPerMetre).put(METRE));
        file.chunk("PLTE", colours(image.palette()));
        file.chunk("IDAT", deflated(image.rows()));
        file.chunk("IEND", buffer(0));
        return file.out.toByteArray();
    }

    private static ByteBuffer buffer(int size) {
        return ByteBuffer.allocate(size);
    }

    private static ByteBuffer colours(Palette palette) {
        ByteBuffer colours = buffer(3 * palette.size());
        for (int i = 0; i < palette.size(); i++) {
            int rgb = palette.rgb(i);
            colours.put((byte) (rgb >> 16)).put((byte) (rgb >> 8)).put((byte) rgb);
        }
        return colours;
    }

    /** Fast rather than small: a fifth larger than the best, in a quarter of the time. */
    private static ByteBuffer deflated(byte[] data) {
        Deflater deflater = new Deflater(Deflater.BEST_SPEED);
        try {
            deflater.setInput(data);
            deflater.finish();
            ByteArrayOutputStream out = new ByteArrayOutputStream(data.length / 8);
            byte[] piece = new byte[1 << 16];
            while (!deflater.finished()) {
                out.write(piece, 0, deflater.deflate(piece));
            }
            byte[] all = out.toByteArray();
            return ByteBuffer.wrap(all).position(all.length);
        } finally {
            deflater.end();
        }
    }

    /** @param data filled to its end */
    private void chunk(String type, ByteBuffer data) {
        byte[] name = type.getBytes(StandardCharsets.US_ASCII);
        CRC32 sum = new CRC32();
        sum.update(name);
        sum.update(data.array(), 0, data.position());
        out.writeBytes(buffer(4).putInt(data.position()).array());
        out.writeBytes(name);
        out.write(data.array(), 0, data.position());
        out.writeBytes(buffer(4).putInt((int) sum.getValue()).array());
    }
}
