package org.einthoven.dicom.network;

import java.util.List;
import java.util.Objects;

/**
 * For which objects of a request responsibility was taken (PS3.4 J.3.3). Who asked may delete those, and no others.
 *
 * @param transactionUid that of the request
 * @param committed the objects that are kept
 * @param failed the others, each with why not
 */
public record CommitmentResult(String transactionUid, List<SopReference> committed, List<Failure> failed) {

    public CommitmentResult {
        Objects.requireNonNull(transactionUid, "transactionUid");
        committed = List.copyOf(committed);
        failed = List.copyOf(failed);
    }

    /**
     * An object that is not kept.
     *
     * @param reason Failure Reason (0008,1197), PS3.3 C.14.1.1: 0110 processing failure, 0112 no such object, 0213
     *     resource limitation, 0122 SOP class not supported, 0119 class and instance do not match, 0131 duplicate
     *     transaction UID
     */
    public record Failure(SopReference instance, int reason) {
        public static final int PROCESSING_FAILURE = 0x0110;
        public static final int NO_SUCH_OBJECT = 0x0112;
        public static final int RESOURCE_LIMITATION = 0x0213;
        public static final int CLASS_INSTANCE_CONFLICT = 0x0119;
    }
}
