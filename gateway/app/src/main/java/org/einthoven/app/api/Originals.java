package org.einthoven.app.api;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.einthoven.app.ledger.LedgerEntry;
import org.einthoven.app.ledger.LedgerSearch;
import org.einthoven.app.store.ObjectHash;
import org.einthoven.app.store.ObjectStore;

/** /api/originals: the bytes of an ECG as they came in. */
final class Originals {
    private final LedgerSearch search;
    private final ObjectStore objects;

    Originals(LedgerSearch search, ObjectStore objects) {
        this.search = search;
        this.objects = objects;
    }

    /** @param object all 64 digits of its hash */
    void send(String object, HttpServletResponse response) throws ApiException, IOException {
        if (!object.matches("[0-9a-f]{64}")) {
            throw ApiException.notFound("An original is named by its object hash of 64 lower-case hex digits.");
        }
        ObjectHash hash = new ObjectHash(object);
        LedgerEntry entry = search.find(hash)
                .orElseThrow(() -> ApiException.notFound("No ECG has this object hash; it may never have come in."));
        Path file = find(hash, entry);
        response.setContentType(isDicom(entry) ? "application/dicom" : "application/octet-stream");
        response.setContentLengthLong(Files.size(file));
        Files.copy(file, response.getOutputStream());
    }

    private Path find(ObjectHash hash, LedgerEntry entry) throws ApiException, IOException {
        try {
            return objects.find(hash);
        } catch (NoSuchFileException e) {
            throw ApiException.notFound(
                    entry.removed()
                            ? "Retention removed this original."
                            : "This node does not hold this original, which came in at the node " + entry.node() + ".");
        }
    }

    private static boolean isDicom(LedgerEntry entry) {
        return "DICOM".equals(entry.format())
                || (entry.format() == null && entry.channel().equals("dicom"));
    }
}
