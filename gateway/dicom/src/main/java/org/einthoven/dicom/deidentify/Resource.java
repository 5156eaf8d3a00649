package org.einthoven.dicom.deidentify;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The tables beside the classes, a row a line. */
final class Resource {
    private Resource() {}

    static List<String> lines(String name) {
        try (InputStream resource = Resource.class.getResourceAsStream(name)) {
            if (resource == null) {
                throw new IllegalStateException(name + " is missing beside " + Resource.class.getName());
            }
            return new String(resource.readAllBytes(), StandardCharsets.US_ASCII)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(name + " cannot be read", e);
        }
    }
}
