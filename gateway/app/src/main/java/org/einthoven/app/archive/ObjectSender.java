package org.einthoven.app.archive;

import java.nio.file.Path;
import java.util.List;
import org.einthoven.app.fhir.client.DeliveryResult;

/** Brings objects to an archive. Used by many threads at once. */
public interface ObjectSender {
    /**
     * Sends all of them, or says why not; never throws for anything the archive does. Blocks.
     *
     * @param files at least one Part 10 file
     * @param reportId of the report that they are of: the version of the delivery
     */
    DeliveryResult send(List<Path> files, String reportId);
}
