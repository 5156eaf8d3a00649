package org.einthoven.dicom.dcm4che;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.dcm4che3.data.Attributes;
import org.dcm4che3.data.UID;
import org.dcm4che3.net.Association;
import org.dcm4che3.net.Commands;
import org.dcm4che3.net.DataWriter;
import org.dcm4che3.net.Priority;
import org.dcm4che3.net.pdu.AAbort;
import org.dcm4che3.net.pdu.PresentationContext;
import org.einthoven.dicom.DicomDataset;
import org.einthoven.dicom.DicomFormatException;
import org.einthoven.dicom.network.AeTitle;
import org.einthoven.dicom.network.AssociationAbortedException;
import org.einthoven.dicom.network.CommitmentDatasets;
import org.einthoven.dicom.network.CommitmentReply;
import org.einthoven.dicom.network.CommitmentRequest;
import org.einthoven.dicom.network.CommitmentResult;
import org.einthoven.dicom.network.DataSetSource;
import org.einthoven.dicom.network.DicomAssociation;
import org.einthoven.dicom.network.DicomClientSettings;
import org.einthoven.dicom.network.DicomNetworkException;
import org.einthoven.dicom.network.DimseStatus;
import org.einthoven.dicom.network.FindResult;
import org.einthoven.dicom.network.GuardedSocket;
import org.einthoven.dicom.network.MatchListener;
import org.einthoven.dicom.network.Origin;
import org.einthoven.dicom.network.OutgoingObject;
import org.einthoven.dicom.network.QueryRetrieveModel;
import org.einthoven.dicom.network.RemoteAe;
import org.einthoven.dicom.network.RetrieveResult;
import org.einthoven.dicom.network.SpoolFolder;
import org.einthoven.dicom.network.StorageHandler;
import org.einthoven.dicom.network.StorageProvider;
import org.jspecify.annotations.Nullable;

/** One association of dcm4che's as its requestor. */
final class Dcm4cheAssociation implements DicomAssociation {

    private static final System.Logger LOGGER = System.getLogger(Dcm4cheAssociation.class.getName());
    private static final Duration LAST_WORDS = Duration.ofMillis(200);
    private static final Duration END = Duration.ofSeconds(5);

    private final RemoteAe remote;
    private final DicomClientSettings settings;
    private final Association association;
    private final GuardedSocket socket;
    private final ClientRequests requests;

    Dcm4cheAssociation(
            RemoteAe remote,
            DicomClientSettings settings,
            Association association,
            GuardedSocket socket,
            ClientRequests requests) {
        this.remote = remote;
        this.settings = settings;
        this.association = association;
        this.socket = socket;
        this.requests = requests;
    }

    @Override
    public RemoteAe remote() {
        return remote;
    }

    @Override
    public boolean accepts(String abstractSyntaxUid) {
        return find(abstractSyntaxUid, null).isPresent();
    }

    /** An accepted context of the abstract syntax, in one transfer syntax or in any; the first of them. */
    private Optional<PresentationContext> find(String abstractSyntax, @Nullable String transferSyntax) {
        return association.getAAssociateAC().getPresentationContexts().stream()
                .filter(PresentationContext::isAccepted)
                .filter(context -> abstractSyntax.equals(association.getAbstractSyntax(context.getPCID())))
                .filter(context -> transferSyntax == null || transferSyntax.equals(context.getTransferSyntax()))
                .findFirst();
    }

    private PresentationContext require(String abstractSyntax, String service) throws DicomNetworkException {
        return find(abstractSyntax, null)
                .orElseThrow(() -> new DicomNetworkException(remote + " does not accept " + service));
    }

    // Services

    @Override
    public void echo() throws IOException {
        PresentationContext context = require(UID.Verification, "verification (C-ECHO)");
        DimseStatus status = onlyStatus(context, id -> Commands.mkCEchoRQ(id, UID.Verification), null);
        if (!status.isSuccess()) {
            throw new DicomNetworkException(remote + " answered C-ECHO with status " + status);
        }
    }

    @Override
    public DimseStatus store(Path part10File) throws IOException {
        OutgoingObject object = OutgoingObject.open(part10File);
        Optional<PresentationContext> context =
                find(object.sopClassUid(), object.transferSyntaxUid()).or(() -> find(object.sopClassUid(), null));
        if (context.isEmpty()) {
            return DimseStatus.SOP_CLASS_NOT_SUPPORTED.because("the peer accepts no context for the SOP class");
        }
        DataSetSource source = object.in(context.get().getTransferSyntax());
        return onlyStatus(
                context.get(),
                id -> Commands.mkCStoreRQ(id, object.sopClassUid(), object.sopInstanceUid(), Priority.NORMAL),
                (out, transferSyntax) -> source.writeTo(out));
    }

    @Override
    public FindResult find(String sopClassUid, DicomDataset identifier, MatchListener matches) throws IOException {
        PresentationContext context = require(sopClassUid, "the search (C-FIND)");
        return converse(
                context,
                id -> Commands.mkCFindRQ(id, sopClassUid, Priority.NORMAL),
                DataSets.writing(identifier),
                exchange -> matches(exchange, matches));
    }

    private FindResult matches(Exchange exchange, MatchListener listener) throws IOException, InterruptedException {
        int count = 0;
        while (true) {
            Responses.Response response = exchange.next();
            DimseStatus status = Requests.status(response.command());
            if (!status.isPending()) {
                return new FindResult(status, count, status.isSuccess());
            }
            count++;
            if (!listener.match(match(response.data()))) {
                return new FindResult(exchange.cancel(), count, false);
            }
        }
    }

    private static DicomDataset match(@Nullable Attributes data) throws ViolationException {
        if (data == null) {
            throw new ViolationException("a match came without its data set");
        }
        try {
            return DataSets.read(data);
        } catch (DicomFormatException e) {
            throw new ViolationException("the data set of a response is malformed: " + e.getMessage());
        }
    }

    @Override
    public RetrieveResult move(QueryRetrieveModel model, DicomDataset identifier, String destinationAeTitle)
            throws IOException {
        PresentationContext context = require(model.moveUid(), "retrieval by C-MOVE");
        String destination = AeTitle.valid(destinationAeTitle);
        return converse(
                context,
                id -> Commands.mkCMoveRQ(id, model.moveUid(), Priority.NORMAL, destination),
                DataSets.writing(identifier),
                Exchange::retrieved);
    }

    @Override
    public RetrieveResult get(
            QueryRetrieveModel model, DicomDataset identifier, StorageHandler handler, Path spoolFolder)
            throws IOException {
        PresentationContext context = require(model.getUid(), "retrieval by C-GET");
        InetSocketAddress address = (InetSocketAddress) socket.getRemoteSocketAddress();
        Origin origin = new Origin(remote.aeTitle(), settings.callingAeTitle(), address);
        try (SpoolFolder spool = SpoolFolder.openIn(spoolFolder)) {
            requests.storeInto(new StorageProvider(handler, spool, origin, settings.maximumObjectSize()));
            return converse(
                    context,
                    id -> Commands.mkCGetRQ(id, model.getUid(), Priority.NORMAL),
                    DataSets.writing(identifier),
                    Exchange::retrieved);
        } finally {
            requests.storeInto(null);
        }
    }

    @Override
    public CommitmentReply requestCommitment(CommitmentRequest request, Duration patience) throws IOException {
        PresentationContext context = require(UID.StorageCommitmentPushModel, "storage commitment");
        ClientRequests.AwaitedResult result =
                patience.isZero() ? null : new ClientRequests.AwaitedResult(request.transactionUid());
        requests.await(result);
        try {
            return converse(
                    context,
                    AssociationCommands::commitmentAction,
                    DataSets.writing(CommitmentDatasets.of(request)),
                    exchange -> {
                        DimseStatus status = exchange.onlyStatus();
                        return new CommitmentReply(
                                status, result == null || !status.isSuccess() ? null : result.get(patience));
                    });
        } finally {
            requests.await(null);
        }
    }

    @Override
    public DimseStatus reportCommitment(CommitmentResult result) throws IOException {
        PresentationContext context = require(UID.StorageCommitmentPushModel, "results of storage commitment");
        return onlyStatus(
                context,
                id -> AssociationCommands.commitmentEvent(id, result),
                DataSets.writing(CommitmentDatasets.of(result)));
    }

    // Messages

    /** A request's command set. */
    @FunctionalInterface
    private interface Command {
        Attributes of(int messageId);
    }

    /** What follows from a request. */
    @FunctionalInterface
    private interface Conversation<T> {
        T hold(Exchange exchange) throws IOException, InterruptedException;
    }

    private DimseStatus onlyStatus(PresentationContext context, Command command, @Nullable DataWriter data)
            throws IOException {
        return converse(context, command, data, Exchange::onlyStatus);
    }

    /** Whatever goes wrong in between leaves an association that nobody can use. */
    private <T> T converse(
            PresentationContext context, Command command, @Nullable DataWriter data, Conversation<T> conversation)
            throws IOException {
        if (socket.isOver() || !association.isReadyForDataTransfer()) {
            throw new DicomNetworkException("the association with " + remote + " is over");
        }
        int id = association.nextMessageID();
        Attributes request = command.of(id);
        Responses responses = new Responses(id);
        try {
            association.invoke(context, request, data, responses, 0, 0);
            return conversation.hold(new Exchange(association, settings.responseTimeout(), request, responses));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw lost(e);
        } catch (IOException | RuntimeException e) {
            throw lost(e);
        } finally {
            responses.abandon();
        }
    }

    /** The peer may have said why before it went: an A-ABORT explains more than a broken pipe. */
    private IOException lost(Exception cause) {
        if (cause instanceof SocketException) {
            await(() -> socket.awaitEngine(LAST_WORDS));
        }
        AssociationAbortedException abort = socket.peerAbort();
        socket.abort();
        // What dcm4che's thread still does with an object ends before the spool folder goes.
        await(() -> requests.awaitClose(END));
        if (abort != null) {
            abort.addSuppressed(cause);
            return abort;
        }
        if (cause instanceof DicomNetworkException guarded) {
            return guarded;
        }
        String how = cause instanceof ViolationException || cause instanceof AAbort
                ? remote + " broke the protocol: "
                : "the association with " + remote + " was lost: ";
        return new DicomNetworkException(how + cause.getMessage(), cause);
    }

    /** Waits for the other thread, for a time. */
    @FunctionalInterface
    private interface Wait {
        boolean await() throws InterruptedException;
    }

    private static void await(Wait wait) {
        try {
            if (!wait.await()) {
                LOGGER.log(Level.DEBUG, "an association does not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void release() throws IOException {
        if (socket.isOver() || !association.isReadyForDataTransfer()) {
            return;
        }
        try {
            association.release();
            if (!socket.awaitEngine(settings.releaseTimeout())) {
                throw new IOException("no confirmation of the release in time");
            }
            if (!socket.isReleaseConfirmed()) {
                throw unconfirmed();
            }
        } catch (IOException e) {
            socket.abort();
            throw new DicomNetworkException(remote + " did not confirm the release: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            socket.abort();
            Thread.currentThread().interrupt();
        }
    }

    private IOException unconfirmed() {
        AssociationAbortedException abort = socket.peerAbort();
        IOException cause = association.getException();
        if (abort != null) {
            return abort;
        }
        return cause == null ? new IOException("the peer closed the connection") : cause;
    }

    @Override
    public void abort() {
        socket.abort();
    }

    @Override
    public void close() {
        try {
            release();
        } catch (IOException e) {
            LOGGER.log(Level.DEBUG, "{0}: {1}", remote, e.getMessage());
        }
    }
}
