package org.einthoven.app.archive;

import java.io.IOException;
import org.einthoven.app.ledger.ArchiveCommitments;
import org.einthoven.dicom.network.CommitmentResult;
import org.einthoven.dicom.network.DimseStatus;
import org.einthoven.dicom.network.StorageCommitmentUser;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hears what archives commit, on associations that they open to the gateway's listener. */
public final class CommitmentListener implements StorageCommitmentUser {
    private static final Logger LOG = LoggerFactory.getLogger(CommitmentListener.class);

    private final ArchiveCommitments ledger;

    public CommitmentListener(ArchiveCommitments ledger) {
        this.ledger = ledger;
    }

    @Override
    public DimseStatus result(CommitmentResult result, String callingAeTitle) throws IOException {
        if (ledger.result(result)) {
            return DimseStatus.SUCCESS;
        }
        LOG.warn(
                "{} tells the result of a storage commitment that nobody asked for, or asks for any more",
                callingAeTitle);
        return DimseStatus.NO_SUCH_OBJECT.because("unknown Transaction UID");
    }
}
