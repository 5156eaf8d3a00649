package org.einthoven.dicom.network;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * What a requestor proposes: an abstract syntax (SOP class) in one of several transfer syntaxes, of which the acceptor
 * chooses one (PS3.8 annex B). An association has at most 128 of them.
 *
 * @param transferSyntaxUids at least one, the preferred first
 */
public record PresentationContext(String abstractSyntaxUid, List<String> transferSyntaxUids) {

    public PresentationContext {
        transferSyntaxUids = List.copyOf(transferSyntaxUids);
        if (abstractSyntaxUid.isBlank() || transferSyntaxUids.isEmpty()) {
            throw new IllegalArgumentException(
                    "a presentation context has an abstract and at least one transfer syntax");
        }
    }

    /** For C-ECHO. */
    public static PresentationContext verification() {
        return new PresentationContext(SopClasses.VERIFICATION, List.of(TransferSyntaxes.IMPLICIT_LITTLE_ENDIAN));
    }

    /**
     * For C-STORE of an object: its own transfer syntax in a context of its own, so that an acceptor's preference
     * cannot force a transcoding, and Explicit and Implicit Little Endian, which every acceptor knows, in another.
     */
    public static List<PresentationContext> storage(String sopClassUid, String transferSyntaxUid) {
        List<PresentationContext> contexts = new ArrayList<>();
        contexts.add(new PresentationContext(sopClassUid, List.of(transferSyntaxUid)));
        LinkedHashSet<String> common = new LinkedHashSet<>(
                List.of(TransferSyntaxes.EXPLICIT_LITTLE_ENDIAN, TransferSyntaxes.IMPLICIT_LITTLE_ENDIAN));
        common.remove(transferSyntaxUid);
        contexts.add(new PresentationContext(sopClassUid, List.copyOf(common)));
        return contexts;
    }
}
