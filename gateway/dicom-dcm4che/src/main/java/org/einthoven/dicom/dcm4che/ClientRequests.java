package org.einthoven.dicom.dcm4che;

import java.io.EOFException;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.dcm4che3.data.Attributes;
import org.dcm4che3.net.Association;
import org.dcm4che3.net.Dimse;
import org.dcm4che3.net.DimseRQHandler;
import org.dcm4che3.net.PDVInputStream;
import org.dcm4che3.net.pdu.PresentationContext;
import org.einthoven.dicom.DicomFormatException;
import org.einthoven.dicom.network.BufferedDataSet;
import org.einthoven.dicom.network.CommitmentDatasets;
import org.einthoven.dicom.network.CommitmentResult;
import org.einthoven.dicom.network.DimseStatus;
import org.einthoven.dicom.network.StorageProvider;
import org.jspecify.annotations.Nullable;

/** What a peer asks on an association that this side opened: to take the objects of a C-GET, or a commitment's result. */
final class ClientRequests implements DimseRQHandler {

    private static final System.Logger LOGGER = System.getLogger(ClientRequests.class.getName());

    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile @Nullable StorageProvider storage;
    private volatile @Nullable AwaitedResult awaited;

    /** From now on objects are taken; null takes none. */
    void storeInto(@Nullable StorageProvider provider) {
        storage = provider;
    }

    /** From now on the result of a transaction is taken; null takes none. */
    void await(@Nullable AwaitedResult result) {
        awaited = result;
    }

    /** Whether dcm4che has done with the association within this time. */
    boolean awaitClose(Duration time) throws InterruptedException {
        return closed.await(time.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void onDimseRQ(
            Association association,
            PresentationContext context,
            Dimse operation,
            Attributes request,
            @Nullable PDVInputStream data)
            throws IOException {
        StorageProvider provider = storage;
        if (operation == Dimse.C_STORE_RQ && provider != null) {
            DimseStatus status = Requests.store(association, context, request, data, provider);
            Requests.answer(association, context, operation, request, status);
        } else if (operation == Dimse.N_EVENT_REPORT_RQ && data != null) {
            event(association, context, request, DataSets.buffer(data));
        } else {
            throw new IOException("the peer requests what this side does not provide");
        }
    }

    private void event(Association association, PresentationContext context, Attributes request, BufferedDataSet data)
            throws IOException {
        AwaitedResult wait = awaited;
        CommitmentResult result = result(association, context, data);
        DimseStatus status = wait == null ? DimseStatus.PROCESSING_FAILURE : wait.statusOf(result);
        Requests.answer(association, context, Dimse.N_EVENT_REPORT_RQ, request, status);
        if (wait != null && status.isSuccess()) {
            // Not before the answer: who waits may release the association at once.
            wait.result.complete(result);
        }
    }

    private static @Nullable CommitmentResult result(
            Association association, PresentationContext context, BufferedDataSet data) {
        try {
            return CommitmentDatasets.result(data.read(context.getTransferSyntax()));
        } catch (DicomFormatException e) {
            LOGGER.log(
                    Level.WARNING, "{0}: a storage commitment result is malformed: {1}", association, e.getMessage());
            return null;
        }
    }

    @Override
    public void onClose(Association association) {
        AwaitedResult wait = awaited;
        if (wait != null) {
            wait.result.completeExceptionally(new EOFException());
        }
        closed.countDown();
    }

    /** The result of a storage commitment that may come on the association on which it was asked for. */
    static final class AwaitedResult {

        private final String transactionUid;
        private final CompletableFuture<CommitmentResult> result = new CompletableFuture<>();

        AwaitedResult(String transactionUid) {
            this.transactionUid = transactionUid;
        }

        DimseStatus statusOf(@Nullable CommitmentResult reported) {
            return reported != null && reported.transactionUid().equals(transactionUid)
                    ? DimseStatus.SUCCESS
                    : DimseStatus.INVALID_ARGUMENT;
        }

        /** Null where it does not come in time: then it comes on another association. */
        @Nullable
        CommitmentResult get(Duration patience) throws IOException, InterruptedException {
            try {
                return result.get(patience.toMillis(), TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                return null;
            } catch (ExecutionException e) {
                throw new IOException("the association ended before the result of the storage commitment came", e);
            }
        }
    }
}
