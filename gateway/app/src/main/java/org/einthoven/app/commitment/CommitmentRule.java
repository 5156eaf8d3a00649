package org.einthoven.app.commitment;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.einthoven.app.ledger.Commitment;
import org.einthoven.app.ledger.Commitments;
import org.einthoven.app.store.ObjectHash;
import org.einthoven.app.store.ObjectStore;
import org.einthoven.dicom.DicomFormatException;
import org.einthoven.dicom.DicomReader;
import org.einthoven.dicom.Tag;
import org.einthoven.dicom.network.CommitmentResult;

/**
 * Whether an object's storage is committed: somebody may delete his own then. It is where the gateway has every original that
 * came under the SOP Instance UID: where two differ, nobody can tell which of them is meant.
 */
final class CommitmentRule {
    private final Commitments ledger;
    private final ObjectStore objects;

    CommitmentRule(Commitments ledger, ObjectStore objects) {
        this.ledger = ledger;
        this.objects = objects;
    }

    /**
     * What becomes of one object; empty while that cannot be told yet.
     *
     * @throws IOException when ledger or objects cannot be read now
     */
    Optional<Commitments.Outcome> decide(Commitment.Asked asked) throws IOException {
        List<Commitments.Original> known = ledger.originals(asked.instance().sopInstanceUid());
        if (known.isEmpty() || known.stream().anyMatch(Commitments.Original::removed)) {
            return failed(asked, CommitmentResult.Failure.NO_SUCH_OBJECT);
        }
        List<ObjectHash> meant = new ArrayList<>();
        try {
            for (Commitments.Original original : known) {
                if (isOfClass(original.object(), asked.instance().sopClassUid())) {
                    meant.add(original.object());
                }
            }
        } catch (NoSuchFileException e) {
            return failed(asked, CommitmentResult.Failure.NO_SUCH_OBJECT);
        } catch (DicomFormatException e) {
            return failed(asked, CommitmentResult.Failure.PROCESSING_FAILURE);
        }
        return meant.isEmpty()
                ? failed(asked, CommitmentResult.Failure.CLASS_INSTANCE_CONFLICT)
                : Optional.of(new Commitments.Outcome(asked.position(), Commitment.COMMITTED, meant, true));
    }

    private static Optional<Commitments.Outcome> failed(Commitment.Asked asked, int reason) {
        return Optional.of(Commitments.Outcome.failed(asked.position(), reason));
    }

    /** As the object itself says: so it is there, and can be read. */
    private boolean isOfClass(ObjectHash object, String sopClassUid) throws IOException, DicomFormatException {
        return sopClassUid.equals(DicomReader.standard()
                .readHeader(objects.find(object))
                .dataset()
                .getString(Tag.SOPClassUID));
    }
}
