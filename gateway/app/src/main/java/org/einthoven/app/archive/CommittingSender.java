package org.einthoven.app.archive;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.einthoven.app.fhir.client.DeliveryResult;
import org.einthoven.app.ledger.ArchiveCommitment;
import org.einthoven.app.ledger.ArchiveCommitments;
import org.einthoven.dicom.UID;
import org.einthoven.dicom.network.CommitmentReply;
import org.einthoven.dicom.network.CommitmentRequest;
import org.einthoven.dicom.network.DicomAssociation;
import org.einthoven.dicom.network.DimseStatus;
import org.einthoven.dicom.network.OutgoingObject;
import org.einthoven.dicom.network.PresentationContext;
import org.einthoven.dicom.network.SopReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends by C-STORE, then asks the archive to commit what it took; delivered is what it has committed. It may say so in the same
 * association, or on one of its own, when {@link CommitmentListener} hears it.
 */
public final class CommittingSender implements ObjectSender {
    /** An archive that commits at once says so at once; one that does not calls back. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    /** How long an archive may take, until it is asked again. */
    static final Duration LONGEST_WAIT = Duration.ofDays(1);

    private static final String WAITS = "the archive has not committed it yet";

    private static final Logger LOG = LoggerFactory.getLogger(CommittingSender.class);

    private final String destination;
    private final DimseSender archive;
    private final ArchiveCommitments ledger;
    private final Clock clock;
    /** The statuses of which the log said so. */
    private final Set<Integer> told = ConcurrentHashMap.newKeySet();

    /** @param destination the archive's name in the configuration */
    public CommittingSender(String destination, DimseSender archive, ArchiveCommitments ledger, Clock clock) {
        this.destination = Objects.requireNonNull(destination);
        this.archive = Objects.requireNonNull(archive);
        this.ledger = Objects.requireNonNull(ledger);
        this.clock = Objects.requireNonNull(clock);
    }

    @Override
    public DeliveryResult send(List<Path> files, String reportId) {
        try {
            Optional<ArchiveCommitment> asked = ledger.find(reportId, destination);
            return asked.isEmpty() ? sendAndAsk(files, reportId) : goOn(asked.get(), reportId);
        } catch (IOException e) {
            return new DeliveryResult.RetryLater("a storage commitment could not be noted: " + e.getMessage(), false);
        }
    }

    private DeliveryResult goOn(ArchiveCommitment asked, String reportId) throws IOException {
        Duration left = Duration.between(clock.instant(), asked.askedAt().plus(LONGEST_WAIT));
        if (asked.state() != ArchiveCommitment.State.OPEN) {
            return settled(asked, reportId);
        }
        return left.isNegative() ? askAgain(asked, reportId) : new DeliveryResult.Awaited(WAITS, left);
    }

    /** What it says is made use of once: whoever sends the report again sends its objects again. */
    private DeliveryResult settled(ArchiveCommitment asked, String reportId) throws IOException {
        ledger.forget(reportId, destination);
        return asked.state() == ArchiveCommitment.State.COMMITTED
                ? new DeliveryResult.Delivered(reportId, true, asked.warning())
                : new DeliveryResult.RetryLater(String.valueOf(asked.reason()), false);
    }

    private DeliveryResult sendAndAsk(List<Path> files, String reportId) throws IOException {
        List<PresentationContext> contexts = new ArrayList<>(PresentationContext.forFiles(files));
        contexts.add(PresentationContext.commitmentRequest());
        List<SopReference> objects = new ArrayList<>();
        for (Path file : files) {
            OutgoingObject object = OutgoingObject.open(file);
            objects.add(new SopReference(object.sopClassUid(), object.sopInstanceUid()));
        }
        return archive.with(contexts, association -> {
            DeliveryResult stored = archive.store(
                    association,
                    files,
                    reportId,
                    (file, status) -> doubt(objects.get(files.indexOf(file)), reportId, status));
            return stored instanceof DeliveryResult.Delivered taken
                    ? ask(association, objects, reportId, taken.warning())
                    : stored;
        });
    }

    /** Before it is asked to commit anything: what it says then holds for what it has. */
    private void doubt(SopReference object, String reportId, DimseStatus status) throws IOException {
        boolean noted = ledger.doubted(reportId, destination, object.sopInstanceUid(), status.hexadecimal());
        if (noted && told.add(status.code())) {
            LOG.warn(
                    "{} answers C-STORE with status {}: what it commits may differ from what it was sent, so an ECG that a"
                            + " peer was told to be committed is kept here, whatever retention says",
                    destination,
                    status.hexadecimal());
        }
    }

    /** The objects are there; the archive has not said a word about them. */
    private DeliveryResult askAgain(ArchiveCommitment asked, String reportId) throws IOException {
        List<SopReference> objects = ledger.objects(asked);
        ledger.forget(reportId, destination);
        return archive.with(
                List.of(PresentationContext.commitmentRequest()),
                association -> ask(association, objects, reportId, asked.warning()));
    }

    private DeliveryResult ask(
            DicomAssociation association, List<SopReference> objects, String reportId, @Nullable String warning)
            throws IOException {
        if (!association.accepts(UID.StorageCommitmentPushModel)) {
            return new DeliveryResult.Refused(association.remote() + " accepts no storage commitment");
        }
        CommitmentRequest request = new CommitmentRequest(UID.random(), objects);
        ledger.asked(request, reportId, destination, warning);
        CommitmentReply reply = reply(association, request, reportId);
        if (!reply.status().isSuccess()) {
            ledger.forget(reportId, destination);
            return new DeliveryResult.RetryLater(
                    association.remote() + " answered the request for storage commitment with status "
                            + reply.status().hexadecimal(),
                    false);
        }
        if (reply.result() != null) {
            ledger.result(reply.result());
        }
        Instant now = clock.instant();
        return goOn(
                ledger.find(reportId, destination)
                        .orElse(new ArchiveCommitment(
                                request.transactionUid(), now, ArchiveCommitment.State.OPEN, null, null)),
                reportId);
    }

    /** Whether it heard a request that it did not answer nobody knows: it is sent all again. */
    private CommitmentReply reply(DicomAssociation association, CommitmentRequest request, String reportId)
            throws IOException {
        try {
            return association.requestCommitment(request, PATIENCE);
        } catch (IOException e) {
            ledger.forget(reportId, destination);
            throw e;
        }
    }
}
