package org.einthoven.app.archive;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.einthoven.app.configuration.ResultKind;

/** A report's DICOM objects, as Part 10 files, packed into one for the ledger. */
public final class ResultObjects {
    private ResultObjects() {}

    private static String entry(ResultKind kind) {
        return kind.name().toLowerCase(Locale.ROOT) + ".dcm";
    }

    /** Packs them; the same objects give the same bytes. */
    public static byte[] pack(Map<ResultKind, byte[]> objects) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Map.Entry<ResultKind, byte[]> object : new EnumMap<>(objects).entrySet()) {
                ZipEntry entry = new ZipEntry(entry(object.getKey()));
                entry.setTime(0);
                zip.putNextEntry(entry);
                zip.write(object.getValue());
                zip.closeEntry();
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return out.toByteArray();
    }

    /** @throws IOException when the bytes are damaged */
    public static Map<ResultKind, byte[]> unpack(byte[] packed) throws IOException {
        Map<ResultKind, byte[]> objects = new EnumMap<>(ResultKind.class);
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(packed))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                for (ResultKind kind : ResultKind.values()) {
                    if (entry(kind).equals(entry.getName())) {
                        objects.put(kind, zip.readAllBytes());
                    }
                }
            }
        }
        return objects;
    }
}
