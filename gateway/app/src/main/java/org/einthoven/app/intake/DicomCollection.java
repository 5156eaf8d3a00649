package org.einthoven.app.intake;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.einthoven.app.configuration.PullSettings;
import org.einthoven.dicom.network.DicomAssociation;
import org.einthoven.dicom.network.DicomNetwork;
import org.einthoven.dicom.network.DimseStatus;
import org.einthoven.dicom.network.PresentationContext;
import org.einthoven.dicom.network.QueryRetrieveModel;
import org.einthoven.dicom.network.RetrieveResult;
import org.einthoven.dicom.network.StorageHandler;
import org.einthoven.dicom.network.StoredObject;
import org.jspecify.annotations.Nullable;

/** The ECGs of a DICOM archive, found by C-FIND and fetched by C-GET or C-MOVE. */
public final class DicomCollection implements EcgCollection {
    static final QueryRetrieveModel MODEL = QueryRetrieveModel.STUDY_ROOT;

    private final String name;
    private final DicomNetwork network;
    private final DicomPeer peer;
    private final Path spool;
    private final ArchiveListing listing;

    /** @param spool where objects lie while they arrive by C-GET */
    public DicomCollection(String name, DicomNetwork network, DicomPeer peer, Path spool, Clock clock) {
        this.name = name;
        this.network = network;
        this.peer = peer;
        this.spool = spool;
        this.listing = new ArchiveListing(peer.scope(), clock);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Stream<Item> list(@Nullable Instant since, @Nullable Instant until) throws IOException {
        return listing.list(since, until, new DimseQuery(network, peer));
    }

    /** {@inheritDoc} Nothing where the archive sends it to the gateway's listener. */
    @Override
    public byte[] fetch(Item item, int mostBytes) throws IOException {
        DicomObjectKey key = DicomObjectKey.parse(item.key());
        return peer.retrieval() == PullSettings.Retrieval.GET ? get(key, mostBytes) : move(key);
    }

    private byte[] get(DicomObjectKey key, int mostBytes) throws IOException {
        Receiver receiver = new Receiver(key.sopInstanceUid(), mostBytes);
        List<PresentationContext> contexts =
                PresentationContext.get(MODEL, key.storageClasses(peer.scope().sopClasses()));
        try (DicomAssociation association = network.connect(peer.remote(), peer.client(), contexts)) {
            RetrieveResult result = association.get(MODEL, key.identifier(), receiver, spool);
            byte[] bytes = receiver.bytes.get();
            if (bytes == null) {
                throw new IOException(
                        receiver.isTooLarge
                                ? "an object is larger than " + mostBytes + " bytes"
                                : peer.remote() + " answered C-GET with status "
                                        + result.status().hexadecimal() + " and sent no object");
            }
            return bytes;
        }
    }

    private byte[] move(DicomObjectKey key) throws IOException {
        try (DicomAssociation association =
                network.connect(peer.remote(), peer.client(), List.of(PresentationContext.query(MODEL.moveUid())))) {
            RetrieveResult result = association.move(MODEL, key.identifier(), peer.ownAeTitle());
            if (!result.status().isSuccess() || result.completed() + result.warnings() == 0) {
                throw new IOException(peer.remote() + " answered C-MOVE with status "
                        + result.status().hexadecimal() + " and sent " + (result.completed() + result.warnings())
                        + " objects");
            }
            return new byte[0];
        }
    }

    /** Takes the object that was asked for into memory, and no other: the last of several would stand for all. */
    private static final class Receiver implements StorageHandler {
        private final String sopInstanceUid;
        private final int mostBytes;
        private final AtomicReference<byte @Nullable []> bytes = new AtomicReference<>();
        private volatile boolean isTooLarge;

        Receiver(String sopInstanceUid, int mostBytes) {
            this.sopInstanceUid = sopInstanceUid;
            this.mostBytes = mostBytes;
        }

        @Override
        public DimseStatus store(StoredObject object) throws IOException {
            if (!object.sopInstanceUid().equals(sopInstanceUid)) {
                return DimseStatus.DATA_SET_DOES_NOT_MATCH.because("not the object that was asked for");
            }
            if (object.size() > mostBytes) {
                isTooLarge = true;
                return DimseStatus.OUT_OF_RESOURCES;
            }
            bytes.set(Files.readAllBytes(object.file()));
            return DimseStatus.SUCCESS;
        }
    }
}
