package org.einthoven.app.archive;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.einthoven.app.fhir.client.DeliveryResult;
import org.einthoven.dicom.network.DimseStatus;
import org.einthoven.dicomweb.DicomWebClient;
import org.einthoven.dicomweb.DicomWebException;
import org.einthoven.dicomweb.StoreResult;

/** Sends by STOW-RS, all objects in one request (PS3.18 section 10.5). */
public final class WebSender implements ObjectSender {
    /** PS3.7 annex C: the object is there already. */
    private static final int DUPLICATE = 0x0111;
    /** The server understood, and will not take it as it is. */
    private static final Set<Integer> REFUSALS = Set.of(400, 406, 409, 410, 413, 415, 501, 505);
    /** What asks for longer is asked again after this, as of a FHIR server. */
    private static final Duration LONGEST_PAUSE = Duration.ofHours(1);

    private final DicomWebClient client;

    public WebSender(DicomWebClient client) {
        this.client = Objects.requireNonNull(client);
    }

    @Override
    public DeliveryResult send(List<Path> files, String reportId) {
        try {
            return result(client.store(files), reportId);
        } catch (DicomWebException e) {
            return failure(e);
        } catch (IOException e) {
            return new DeliveryResult.RetryLater("a report's objects could not be read: " + e.getMessage(), false);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new DeliveryResult.RetryLater("the gateway stops", false);
        }
    }

    private static DeliveryResult result(StoreResult stored, String reportId) {
        List<String> warnings = new ArrayList<>();
        for (StoreResult.Instance instance : stored.instances()) {
            DimseStatus status = instance.status();
            if (status.isFailure() && status.code() != DUPLICATE) {
                String reason = "the storing (STOW-RS) failed with status " + status;
                return status.isWorthRetrying()
                        ? new DeliveryResult.RetryLater(reason)
                        : new DeliveryResult.Refused(reason);
            }
            if (status.isWarning()) {
                warnings.add("status " + status.hexadecimal());
            }
        }
        return new DeliveryResult.Delivered(reportId, true, warnings.isEmpty() ? null : String.join("; ", warnings));
    }

    /** All but a plain refusal may mend: credentials, a certificate, an address, a proxy whose server is away. */
    private static DeliveryResult failure(DicomWebException failure) {
        String reason = String.valueOf(failure.getMessage());
        if (REFUSALS.contains(failure.httpStatus().orElse(0))) {
            return new DeliveryResult.Refused(reason);
        }
        Duration pause = failure.isWorthRetrying() ? failure.retryAfter().orElse(Duration.ZERO) : Duration.ZERO;
        return new DeliveryResult.RetryLater(reason, true, pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause);
    }
}
