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

/** A report's DICOM objects, as Part 10 files, packed into one for the ledger. */
public final class ResultObjects {
    /** What a report is written as. */
    public enum Kind {
        /** Comprehensive SR, TID 3700. */
        SR,
        /** Encapsulated PDF. */
        PDF;

        private String entry() {
            return name().toLowerCase(Locale.ROOT) + ".dcm";
        }
    }

    private ResultObjects() {}

    /** Packs them; the same objects give the same bytes. */
    public static byte[] pack(Map<Kind, byte[]> objects) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Map.Entry<Kind, byte[]> object : new EnumMap<>(objects).entrySet()) {
                ZipEntry entry = new ZipEntry(object.getKey().entry());
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
    public static Map<Kind, byte[]> unpack(byte[] packed) throws IOException {
        Map<Kind, byte[]> objects = new EnumMap<>(Kind.class);
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(packed))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                for (Kind kind : Kind.values()) {
                    if (kind.entry().equals(entry.getName())) {
                        objects.put(kind, zip.readAllBytes());
                    }
                }
            }
        }
        return objects;
    }
}
