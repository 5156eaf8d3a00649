package org.einthoven.app.commitment;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.einthoven.app.ledger.Commitment;
import org.einthoven.app.ledger.Commitments;
import org.einthoven.app.store.DamagedObjectException;
import org.einthoven.app.store.ObjectHash;
import org.einthoven.app.store.ObjectStore;
import org.einthoven.dicom.DicomFormatException;
import org.einthoven.dicom.DicomReader;
import org.einthoven.dicom.Tag;
import org.einthoven.dicom.network.CommitmentResult;
import org.jspecify.annotations.Nullable;

/**
 * Whether an object's storage is committed: somebody may delete his own then. It is where the gateway has every original that
 * came under the SOP Instance UID (where two differ, nobody can tell which of them is meant), or where an archive has them.
 */
final class CommitmentRule {
    private final Commitments ledger;
    private final ObjectStore objects;
    private final @Nullable String archive;

    /** @param archive the destination that must have committed an object first; null where this gateway answers for it */
    CommitmentRule(Commitments ledger, ObjectStore objects, @Nullable String archive) {
        this.ledger = ledger;
        this.objects = objects;
        this.archive = archive;
    }

    /**
     * What becomes of one object; empty while that cannot be told yet.
     *
     * @throws IOException when ledger or objects cannot be read now
     */
    Optional<Commitments.Outcome> decide(Commitment.Asked asked) throws IOException {
        List<Commitments.Original> known =
                withoutSpares(ledger.originals(asked.instance().sopInstanceUid(), archive == null ? "" : archive));
        if (known.isEmpty()) {
            return failed(asked, CommitmentResult.Failure.NO_SUCH_OBJECT);
        }
        try {
            List<Commitments.Original> meant = new ArrayList<>();
            for (Commitments.Original original : known) {
                if (isOfClass(original, asked.instance().sopClassUid())) {
                    meant.add(original);
                }
            }
            return meant.isEmpty()
                    ? failed(asked, CommitmentResult.Failure.CLASS_INSTANCE_CONFLICT)
                    : decide(asked, meant);
        } catch (NoSuchFileException e) {
            return failed(asked, CommitmentResult.Failure.NO_SUCH_OBJECT);
        } catch (DamagedObjectException | DicomFormatException e) {
            return failed(asked, CommitmentResult.Failure.PROCESSING_FAILURE);
        }
    }

    /** Without what retention removed and is here in other bytes. */
    private static List<Commitments.Original> withoutSpares(List<Commitments.Original> originals) {
        Set<String> here = originals.stream()
                .filter(original -> !original.removed())
                .map(CommitmentRule::content)
                .collect(Collectors.toSet());
        return originals.stream()
                .filter(original -> !original.removed() || !here.contains(content(original)))
                .toList();
    }

    /** What was not read may differ from all others. */
    private static String content(Commitments.Original original) {
        return Objects.requireNonNullElse(original.content(), original.object().hex());
    }

    private Optional<Commitments.Outcome> decide(Commitment.Asked asked, List<Commitments.Original> meant) {
        if (archive != null && !meant.stream().allMatch(Commitments.Original::archived)) {
            boolean may = meant.stream().allMatch(original -> original.archived() || original.onItsWay());
            return may ? Optional.empty() : failed(asked, CommitmentResult.Failure.PROCESSING_FAILURE);
        }
        List<ObjectHash> originals =
                meant.stream().map(Commitments.Original::object).toList();
        String answers = differ(meant) ? null : archive;
        return Optional.of(new Commitments.Outcome(asked.position(), Commitment.COMMITTED, originals, answers));
    }

    /** An archive keeps one object under a UID; where two differ, only this gateway has both. */
    private static boolean differ(List<Commitments.Original> originals) {
        return originals.stream().map(CommitmentRule::content).distinct().count() > 1;
    }

    private static Optional<Commitments.Outcome> failed(Commitment.Asked asked, int reason) {
        return Optional.of(Commitments.Outcome.failed(asked.position(), reason));
    }

    /** As the object itself says: so it is there, whole, and can be read. One that is not here any more is what the archive committed. */
    private boolean isOfClass(Commitments.Original original, String sopClassUid)
            throws IOException, DicomFormatException {
        if (original.removed()) {
            if (!original.archived()) {
                throw new NoSuchFileException("retention removed an original");
            }
            return sopClassUid.equals(Objects.requireNonNullElse(original.archivedClass(), sopClassUid));
        }
        return sopClassUid.equals(DicomReader.standard()
                .readHeader(objects.findSound(original.object()))
                .dataset()
                .getString(Tag.SOPClassUID));
    }
}
