package org.einthoven.app.archive;

import java.io.IOException;
import java.util.Objects;
import org.einthoven.app.fhir.client.DeliveryResult;
import org.einthoven.app.fhir.client.ReportDelivery;
import org.einthoven.app.fhir.client.ReportDestination;

/**
 * An archive as a destination: a report's objects are prepared, and go there. A repeat sends the very same objects under
 * the same UIDs.
 */
public final class ArchiveDestination implements ReportDestination {
    private final String name;
    private final ObjectPreparation preparation;
    private final ObjectSender sender;

    public ArchiveDestination(String name, ObjectPreparation preparation, ObjectSender sender) {
        this.name = Objects.requireNonNull(name);
        this.preparation = Objects.requireNonNull(preparation);
        this.sender = Objects.requireNonNull(sender);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public DeliveryResult deliver(ReportDelivery delivery) {
        try (PreparedObjects objects = preparation.prepare(delivery)) {
            return objects.files().isEmpty()
                    ? new DeliveryResult.Delivered(delivery.reportId(), false, "nothing of this ECG is sent there")
                    : sender.send(objects.files(), delivery.reportId());
        } catch (NotSendableException e) {
            return new DeliveryResult.Refused(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            return new DeliveryResult.RetryLater("a report's objects could not be prepared: " + e.getMessage(), false);
        }
    }
}
