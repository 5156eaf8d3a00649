package org.einthoven.codecs.wfdb;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.einthoven.codecs.DecodingOptions;
import org.einthoven.codecs.EcgDecodingException;
import org.einthoven.codecs.EcgFormat;
import org.einthoven.codecs.EcgSource;
import org.einthoven.ecg.EcgRecording;

/**
 * WFDB records: named by the header, or by a signal file whose header lies beside it.
 *
 * <p>Signal formats 8, 16, 24, 32, 61, 80, 160, 212, 310 and 311, and format 16 behind the header of a MATLAB 4 matrix (16+24), as
 * the PhysioNet challenges have it. The comments Age and Sex become demographics; every other comment a vendor
 * annotation, "Dx" one for each code (see {@link #diagnoses}).
 */
public final class WfdbFormat implements EcgFormat {
    /** {@link EcgRecording#format()} of what this reads. */
    public static final String NAME = "WFDB";

    private static final long LARGEST_HEADER = 1 << 20;
    private static final String HEADER_EXTENSION = ".hea";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean recognises(EcgSource source) throws IOException {
        return WfdbHeader.looksLike(source.headText())
                || isMatlab4Matrix(source.head())
                || isNamedByHeaderBeside(source.file());
    }

    @Override
    public EcgRecording decode(EcgSource source, DecodingOptions options) throws EcgDecodingException, IOException {
        Path header = source.file();
        if (!WfdbHeader.looksLike(source.headText())) {
            header = headerBeside(source.file());
            if (!Files.isRegularFile(header)) {
                throw new EcgDecodingException(
                        "a MATLAB 4 matrix whose WFDB header (the same name with .hea) does not lie beside it");
            }
        }
        return new WfdbRecordReader(header, parse(header), options).read();
    }

    /** The diagnosis codes of a WFDB recording, as its header's "#Dx:" lists them; empty where it has none. */
    public static List<String> diagnoses(EcgRecording recording) {
        return recording.vendorAnnotations().stream()
                .filter(a -> WfdbComments.DIAGNOSIS.equals(a.code()))
                .map(a -> a.meaning())
                .toList();
    }

    private static WfdbHeader parse(Path header) throws EcgDecodingException, IOException {
        return WfdbHeader.parse(text(EcgSource.read(header, LARGEST_HEADER)));
    }

    /** Headers are ASCII by their definition; real ones hold UTF-8 or Latin-1. */
    private static String text(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            return new String(bytes, StandardCharsets.ISO_8859_1);
        }
    }

    private static boolean isNamedByHeaderBeside(Path file) throws IOException {
        Path header = headerBeside(file);
        if (header.equals(file) || !Files.isRegularFile(header)) {
            return false;
        }
        try {
            String name = file.getFileName().toString();
            return parse(header).signals().stream().anyMatch(s -> s.file().equals(name));
        } catch (EcgDecodingException e) {
            return false; // Something else that ends in .hea says nothing about this file.
        }
    }

    private static Path headerBeside(Path file) {
        Path absolute = file.toAbsolutePath();
        String name = absolute.getFileName().toString();
        int dot = name.lastIndexOf('.');
        return absolute.resolveSibling((dot > 0 ? name.substring(0, dot) : name) + HEADER_EXTENSION);
    }

    /** MATLAB level 4: type 30 (16-bit, little-endian), rows, columns, not complex, a short name such as "val". */
    private static boolean isMatlab4Matrix(byte[] head) {
        if (head.length < 24) {
            return false;
        }
        ByteBuffer words = ByteBuffer.wrap(head).order(java.nio.ByteOrder.LITTLE_ENDIAN);
        int type = words.getInt(0);
        int nameLength = words.getInt(16);
        return type == 30
                && words.getInt(4) > 0
                && words.getInt(8) > 0
                && words.getInt(12) == 0
                && nameLength > 1
                && nameLength <= 64;
    }
}
