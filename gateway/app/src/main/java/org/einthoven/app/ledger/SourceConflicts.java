package org.einthoven.app.ledger;

import java.util.List;
import org.einthoven.app.store.ObjectHash;
import org.einthoven.ecg.SourceIdentity;
import org.jdbi.v3.core.Handle;

/**
 * ECGs that bear the same SOP Instance UID and differ: a cart numbered two alike, or somebody changed an object and kept its name. PS3.5 section 9 has a UID name one object. All
 * are kept, each has its report, and each one's way names the others.
 */
final class SourceConflicts {
    private static final int MOST = 10;

    private SourceConflicts() {}

    /** The originals that were read before and differ under this UID, the latest first, at most ten. None of anything but DICOM, where versions may share an identifier. */
    static List<ObjectHash> of(Handle handle, SourceIdentity source) {
        if (source.kind() != SourceIdentity.Kind.DICOM) {
            return List.of();
        }
        return handle.createQuery("select object_hash from received where source_identifier = :identifier"
                        + " and source_key <> :key order by sequence desc limit :most")
                .bind("identifier", source.identifier())
                .bind("key", source.key())
                .bind("most", MOST)
                .map((row, context) -> new ObjectHash(row.getString("object_hash")))
                .list();
    }

    /** Notes in the way of an ECG that is read for the first time, and in those of the others, that they differ. */
    static void note(Handle handle, MadeReport made, long at, String node) {
        if (ReceivedTable.isReadAs(handle, made.original(), made.source())) {
            return;
        }
        List<ObjectHash> others = of(handle, made.source());
        for (ObjectHash other : others) {
            StepTable.add(handle, made.original(), at, StepTable.INTERPRET, "CONFLICT", reason(other), node);
            StepTable.add(handle, other, at, StepTable.INTERPRET, "CONFLICT", reason(made.original()), node);
        }
        if (!others.isEmpty()) {
            keep(handle, made, at);
        }
    }

    /** Of those that differ an archive may keep one only, whatever it has committed; retention removes none of them. */
    private static void keep(Handle handle, MadeReport made, long at) {
        List<ObjectHash> all = handle.createQuery("select object_hash from received where removed_at is null"
                        + " and (source_identifier = :identifier or object_hash = :object)")
                .bind("identifier", made.source().identifier())
                .bind("object", made.original().hex())
                .map((row, context) -> new ObjectHash(row.getString("object_hash")))
                .list();
        Commitments.keep(handle, all, at);
    }

    private static String reason(ObjectHash other) {
        return "object " + other + " has the same SOP Instance UID and other content; both are kept";
    }
}
