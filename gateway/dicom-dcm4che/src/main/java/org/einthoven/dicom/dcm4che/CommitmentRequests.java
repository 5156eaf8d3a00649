package org.einthoven.dicom.dcm4che;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.dcm4che3.data.Attributes;
import org.dcm4che3.data.Tag;
import org.dcm4che3.data.UID;
import org.dcm4che3.net.Association;
import org.dcm4che3.net.Dimse;
import org.dcm4che3.net.DimseRSPHandler;
import org.dcm4che3.net.PDVInputStream;
import org.dcm4che3.net.pdu.PresentationContext;
import org.einthoven.dicom.DicomDataset;
import org.einthoven.dicom.DicomFormatException;
import org.einthoven.dicom.network.BufferedDataSet;
import org.einthoven.dicom.network.CommitmentDatasets;
import org.einthoven.dicom.network.CommitmentRequest;
import org.einthoven.dicom.network.CommitmentResult;
import org.einthoven.dicom.network.DicomServices;
import org.einthoven.dicom.network.DimseStatus;
import org.einthoven.dicom.network.StorageCommitmentProvider;
import org.einthoven.dicom.network.StorageCommitmentUser;
import org.jspecify.annotations.Nullable;

/** Storage commitment on associations that peers opened (PS3.4 annex J), in both roles. */
final class CommitmentRequests {

    private static final System.Logger LOGGER = System.getLogger(CommitmentRequests.class.getName());

    private final DicomServices services;
    private final Executor reporting;

    /** @param reporting sends results: the thread that reads an association must not wait for its responses */
    CommitmentRequests(DicomServices services, Executor reporting) {
        this.services = services;
        this.reporting = reporting;
    }

    /** Does what a request asks for. */
    @FunctionalInterface
    private interface Action {
        DimseStatus perform(DicomDataset dataset) throws IOException, DicomFormatException;
    }

    void action(Association association, PresentationContext context, Attributes request, @Nullable PDVInputStream data)
            throws IOException {
        Due due = new Due();
        DimseStatus status = requested(association, context, request, data, due);
        Requests.answer(association, context, Dimse.N_ACTION_RQ, request, status);
        CommitmentResult result = due.result;
        StorageCommitmentProvider provider = services.commitmentProvider();
        if (result != null && provider != null) {
            report(association, context, result, provider);
        }
    }

    /** The result that is known at once. */
    private static final class Due {
        private @Nullable CommitmentResult result;
    }

    private DimseStatus requested(
            Association association,
            PresentationContext context,
            Attributes request,
            @Nullable PDVInputStream data,
            Due due)
            throws IOException {
        if (data == null) {
            return DimseStatus.INVALID_ARGUMENT.because("no data set was sent");
        }
        StorageCommitmentProvider provider = services.commitmentProvider();
        if (provider == null || !isCommitment(association, context)) {
            return refuse(data, DimseStatus.UNRECOGNIZED_OPERATION);
        }
        if (request.getInt(Tag.ActionTypeID, 0) != CommitmentDatasets.REQUEST_ACTION) {
            return refuse(data, DimseStatus.NO_SUCH_ACTION);
        }
        String title = Requests.origin(association).callingAeTitle();
        return perform(association, context, data, dataset -> {
            CommitmentRequest asked = CommitmentDatasets.request(dataset);
            DimseStatus status = provider.request(asked, title);
            due.result = status.isSuccess() ? provider.resultNow(asked, title) : null;
            return status;
        });
    }

    private static boolean isCommitment(Association association, PresentationContext context) {
        return Requests.abstractSyntax(association, context).equals(UID.StorageCommitmentPushModel);
    }

    private static DimseStatus refuse(PDVInputStream data, DimseStatus status) throws IOException {
        data.skipAll();
        return status;
    }

    void event(Association association, PresentationContext context, Attributes request, @Nullable PDVInputStream data)
            throws IOException {
        DimseStatus status = reported(association, context, data);
        Requests.answer(association, context, Dimse.N_EVENT_REPORT_RQ, request, status);
    }

    private DimseStatus reported(Association association, PresentationContext context, @Nullable PDVInputStream data)
            throws IOException {
        if (data == null) {
            return DimseStatus.INVALID_ARGUMENT.because("no data set was sent");
        }
        StorageCommitmentUser user = services.commitmentUser();
        if (user == null || !isCommitment(association, context)) {
            return refuse(data, DimseStatus.UNRECOGNIZED_OPERATION);
        }
        String title = Requests.origin(association).callingAeTitle();
        return perform(association, context, data, dataset -> user.result(CommitmentDatasets.result(dataset), title));
    }

    private static DimseStatus perform(
            Association association, PresentationContext context, PDVInputStream data, Action action)
            throws IOException {
        BufferedDataSet dataset = DataSets.buffer(data);
        try {
            return action.perform(dataset.read(context.getTransferSyntax()));
        } catch (DicomFormatException e) {
            LOGGER.log(
                    Level.WARNING,
                    "{0}: a storage commitment message is malformed: {1}",
                    Requests.origin(association),
                    e.getMessage());
            return DimseStatus.INVALID_ARGUMENT.because("malformed");
        } catch (IOException e) {
            LOGGER.log(
                    Level.WARNING,
                    Requests.origin(association) + ": a storage commitment message could not be kept",
                    e);
            return DimseStatus.PROCESSING_FAILURE;
        } catch (RuntimeException e) {
            LOGGER.log(Level.ERROR, Requests.origin(association) + ": a storage commitment message failed", e);
            return DimseStatus.PROCESSING_FAILURE;
        }
    }

    /** dcm4che sends the next result when the one before was confirmed: it was told one operation at a time. */
    private void report(
            Association association,
            PresentationContext context,
            CommitmentResult result,
            StorageCommitmentProvider provider) {
        try {
            reporting.execute(() -> send(association, context, result, provider));
        } catch (RejectedExecutionException e) {
            LOGGER.log(
                    Level.DEBUG, "{0}: a result is not reported while the server closes", Requests.origin(association));
        }
    }

    private static void send(
            Association association,
            PresentationContext context,
            CommitmentResult result,
            StorageCommitmentProvider provider) {
        int id = association.nextMessageID();
        Attributes event = AssociationCommands.commitmentEvent(id, result);
        try {
            association.invoke(
                    context,
                    event,
                    DataSets.writing(CommitmentDatasets.of(result)),
                    new Confirmation(id, result, provider),
                    0,
                    0);
        } catch (IOException e) {
            LOGGER.log(
                    Level.DEBUG,
                    "{0}: a result could not be reported: {1}",
                    Requests.origin(association),
                    e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The peer's response to a reported result. */
    private static final class Confirmation extends DimseRSPHandler {

        private final CommitmentResult result;
        private final StorageCommitmentProvider provider;

        Confirmation(int messageId, CommitmentResult result, StorageCommitmentProvider provider) {
            super(messageId);
            this.result = result;
            this.provider = provider;
        }

        @Override
        public void onDimseRSP(Association association, Attributes response, @Nullable Attributes data) {
            super.onDimseRSP(association, response, data);
            DimseStatus status = Requests.status(response);
            if (status.isSuccess()) {
                provider.confirmed(result, Requests.origin(association).callingAeTitle());
            } else {
                LOGGER.log(
                        Level.WARNING,
                        "{0}: a storage commitment result was answered with {1}",
                        Requests.origin(association),
                        status);
            }
        }
    }
}
