package org.einthoven.app.intake;

import java.io.IOException;
import java.util.List;
import org.einthoven.dicom.DicomDataset;
import org.einthoven.dicom.network.DicomAssociation;
import org.einthoven.dicom.network.DicomNetwork;
import org.einthoven.dicom.network.FindResult;
import org.einthoven.dicom.network.MatchListener;
import org.einthoven.dicom.network.PresentationContext;
import org.jspecify.annotations.Nullable;

/** Asks by C-FIND, in one association as long as it lasts. */
final class DimseQuery implements ArchiveQuery {
    private static final String FIND = DicomCollection.MODEL.findUid();
    private static final int OUT_OF_RESOURCES = 0xA700;

    private final DicomNetwork network;
    private final DicomPeer peer;
    private @Nullable DicomAssociation association;

    DimseQuery(DicomNetwork network, DicomPeer peer) {
        this.network = network;
        this.peer = peer;
    }

    @Override
    public Answer find(DicomDataset keys, MatchListener listener) throws IOException {
        FindResult result = ask(keys, listener);
        if (result.isComplete()) {
            return new Answer(End.COMPLETE, "");
        }
        String told = peer.remote() + " answered C-FIND with status "
                + result.status().hexadecimal();
        // Many archives end a long answer by FE00 as if it had been cancelled, or by A7xx.
        boolean early = result.status().isCancelled() || (result.status().code() & 0xFF00) == OUT_OF_RESOURCES;
        return new Answer(early ? End.EARLY : End.FAILED, told);
    }

    /** An archive may have closed an association that was silent while objects were fetched: then one more is opened. */
    private FindResult ask(DicomDataset keys, MatchListener listener) throws IOException {
        DicomAssociation open = association;
        if (open != null) {
            Attempt attempt = new Attempt(listener);
            try {
                return open.find(FIND, keys, attempt);
            } catch (IOException e) {
                open.abort();
                association = null;
                if (attempt.hasBegun) {
                    throw e;
                }
            }
        }
        DicomAssociation fresh =
                network.connect(peer.remote(), peer.client(), List.of(PresentationContext.query(FIND)));
        association = fresh;
        return fresh.find(FIND, keys, listener);
    }

    /** Notes whether anything came: what was handed on once must not be handed on again. */
    private static final class Attempt implements MatchListener {
        private final MatchListener listener;
        private boolean hasBegun;

        Attempt(MatchListener listener) {
            this.listener = listener;
        }

        @Override
        public boolean match(DicomDataset identifier) throws IOException {
            hasBegun = true;
            return listener.match(identifier);
        }
    }

    @Override
    public void close() {
        DicomAssociation open = association;
        association = null;
        if (open != null) {
            open.close();
        }
    }
}
