package org.einthoven.app.archive;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.einthoven.app.configuration.ArchiveSettings;
import org.einthoven.app.configuration.ResultKind;
import org.einthoven.app.fhir.client.DeliveryResult;
import org.einthoven.app.fhir.client.ReportDelivery;
import org.einthoven.app.fhir.client.ReportDestination;
import org.einthoven.dicom.network.DicomAssociation;
import org.einthoven.dicom.network.DicomClientSettings;
import org.einthoven.dicom.network.DicomNetwork;
import org.einthoven.dicom.network.DimseStatus;
import org.einthoven.dicom.network.PresentationContext;

/**
 * A DICOM archive as a destination: a report's objects go there by C-STORE, in one association. A repeat sends the very
 * same objects under the same UIDs.
 */
public final class ArchiveDestination implements ReportDestination {
    /** PS3.7 annex C: the object is there already. */
    private static final int DUPLICATE = 0x0111;

    private final ArchiveSettings settings;
    private final DicomNetwork network;
    private final DicomClientSettings client;
    private final Path scratch;

    /** @param scratch an existing folder for objects while they are sent */
    public ArchiveDestination(
            ArchiveSettings settings, DicomNetwork network, DicomClientSettings client, Path scratch) {
        this.settings = settings;
        this.network = network;
        this.client = client;
        this.scratch = scratch;
    }

    @Override
    public String name() {
        return settings.name();
    }

    @Override
    public DeliveryResult deliver(ReportDelivery delivery) {
        List<Path> files = new ArrayList<>();
        try {
            Optional<byte[]> packed = delivery.results();
            if (packed.isEmpty()) {
                return new DeliveryResult.Refused(
                        "the report was made before an archive was to have it;" + " the ECG must be read again");
            }
            files.addAll(write(ResultObjects.unpack(packed.get())));
            if (files.size() < settings.objects().size()) {
                return new DeliveryResult.Refused("the report was made before the archive was to have all of this;"
                        + " the ECG must be read again");
            }
            return send(files, delivery.reportId());
        } catch (IOException e) {
            return new DeliveryResult.RetryLater("a report's objects could not be prepared: " + e.getMessage(), false);
        } finally {
            files.forEach(ArchiveDestination::remove);
        }
    }

    private List<Path> write(Map<ResultKind, byte[]> objects) throws IOException {
        List<Path> files = new ArrayList<>();
        for (Map.Entry<ResultKind, byte[]> object : objects.entrySet()) {
            if (settings.objects().contains(object.getKey())) {
                files.add(Files.write(Files.createTempFile(scratch, "result-", ".dcm"), object.getValue()));
            }
        }
        return files;
    }

    private DeliveryResult send(List<Path> files, String reportId) {
        List<String> warnings = new ArrayList<>();
        try (DicomAssociation association =
                network.connect(settings.remote(), client, PresentationContext.forFiles(files))) {
            for (Path file : files) {
                DimseStatus status = association.store(file);
                if (status.isFailure() && status.code() != DUPLICATE) {
                    return refusal(status);
                }
                if (status.isWarning()) {
                    warnings.add("status " + status.hexadecimal());
                }
            }
            association.release();
        } catch (IOException e) {
            // A rejection too: whoever set up the archive may mend it.
            return new DeliveryResult.RetryLater(String.valueOf(e.getMessage()));
        }
        return new DeliveryResult.Delivered(reportId, true, warnings.isEmpty() ? null : String.join("; ", warnings));
    }

    private DeliveryResult refusal(DimseStatus status) {
        String reason = settings.remote() + " answered C-STORE with status " + status.hexadecimal();
        return status.isWorthRetrying() ? new DeliveryResult.RetryLater(reason) : new DeliveryResult.Refused(reason);
    }

    private static void remove(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            System.getLogger(ArchiveDestination.class.getName())
                    .log(System.Logger.Level.WARNING, "a sent object could not be removed: " + e.getMessage());
        }
    }
}
