package org.einthoven.dicom.network;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import org.einthoven.dicom.TransferSyntax;
import org.einthoven.dicom.UID;

/**
 * What a requestor proposes: an abstract syntax (SOP class) in one of several transfer syntaxes, of which the acceptor
 * chooses one (PS3.8 annex B). An association has at most 128 of them.
 *
 * @param transferSyntaxUids at least one, the preferred first
 * @param isProvider whether the requestor is the provider (SCP) of the class and not, as usual, its user (PS3.7 D.3.3.4)
 */
public record PresentationContext(String abstractSyntaxUid, List<String> transferSyntaxUids, boolean isProvider) {

    /** How many an association may have. */
    public static final int MOST = 128;

    private static final List<String> UNCOMPRESSED =
            List.of(TransferSyntax.EXPLICIT_LITTLE_ENDIAN.uid(), TransferSyntax.IMPLICIT_LITTLE_ENDIAN.uid());

    public PresentationContext {
        transferSyntaxUids = List.copyOf(transferSyntaxUids);
        if (abstractSyntaxUid.isBlank() || transferSyntaxUids.isEmpty()) {
            throw new IllegalArgumentException(
                    "a presentation context has an abstract and at least one transfer syntax");
        }
    }

    /** The requestor is the user. */
    public PresentationContext(String abstractSyntaxUid, List<String> transferSyntaxUids) {
        this(abstractSyntaxUid, transferSyntaxUids, false);
    }

    /** For C-ECHO. */
    public static PresentationContext verification() {
        return new PresentationContext(UID.Verification, List.of(TransferSyntax.IMPLICIT_LITTLE_ENDIAN.uid()));
    }

    /**
     * For C-STORE of an object: its own transfer syntax in a context of its own, so that an acceptor's preference
     * cannot force a transcoding, and Explicit and Implicit Little Endian, which every acceptor knows, in another.
     */
    public static List<PresentationContext> storage(String sopClassUid, String transferSyntaxUid) {
        List<PresentationContext> contexts = new ArrayList<>();
        contexts.add(new PresentationContext(sopClassUid, List.of(transferSyntaxUid)));
        LinkedHashSet<String> common = new LinkedHashSet<>(
                List.of(TransferSyntax.EXPLICIT_LITTLE_ENDIAN.uid(), TransferSyntax.IMPLICIT_LITTLE_ENDIAN.uid()));
        common.remove(transferSyntaxUid);
        contexts.add(new PresentationContext(sopClassUid, List.copyOf(common)));
        return contexts;
    }

    /** For C-FIND and C-MOVE, by the class's UID. */
    public static PresentationContext query(String sopClassUid) {
        return new PresentationContext(sopClassUid, UNCOMPRESSED);
    }

    /**
     * For C-GET: the class itself, and each storage class that may come with the requestor as its provider.
     *
     * @throws IllegalArgumentException for more than 127 storage classes
     */
    public static List<PresentationContext> get(QueryRetrieveModel model, Collection<String> storageSopClasses) {
        List<PresentationContext> contexts = new ArrayList<>();
        contexts.add(query(model.getUid()));
        for (String sopClass : storageSopClasses) {
            contexts.add(new PresentationContext(sopClass, TransferSyntaxes.BY_PREFERENCE, true));
        }
        if (contexts.size() > MOST) {
            throw new IllegalArgumentException("an association has at most " + MOST + " presentation contexts");
        }
        return contexts;
    }

    /** For a request for storage commitment. */
    public static PresentationContext commitmentRequest() {
        return new PresentationContext(UID.StorageCommitmentPushModel, UNCOMPRESSED);
    }

    /** To report the result of a storage commitment: the requestor is the one who keeps the objects (PS3.4 J.3.3). */
    public static PresentationContext commitmentResult() {
        return new PresentationContext(UID.StorageCommitmentPushModel, UNCOMPRESSED, true);
    }

    /**
     * For C-STORE of these Part 10 files in one association.
     *
     * @throws IOException when a file cannot be read or is no DICOM object
     * @throws IllegalArgumentException when the files need more than 128 contexts
     */
    public static List<PresentationContext> forFiles(Collection<Path> part10Files) throws IOException {
        LinkedHashSet<PresentationContext> contexts = new LinkedHashSet<>();
        for (Path file : part10Files) {
            contexts.addAll(OutgoingObject.open(file).contexts());
        }
        if (contexts.size() > MOST) {
            throw new IllegalArgumentException(
                    "the files need " + contexts.size() + " presentation contexts, more than an association has");
        }
        return List.copyOf(contexts);
    }
}
