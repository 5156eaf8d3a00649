package org.einthoven.app.intake;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.einthoven.app.configuration.PullSettings;
import org.einthoven.dicom.DicomDataset;
import org.einthoven.dicom.Tag;
import org.einthoven.dicom.network.DicomAssociation;
import org.einthoven.dicom.network.DicomNetwork;
import org.einthoven.dicom.network.DimseStatus;
import org.einthoven.dicom.network.PresentationContext;
import org.einthoven.dicom.network.QueryRetrieveModel;
import org.einthoven.dicom.network.RetrieveResult;
import org.einthoven.dicom.network.StorageHandler;
import org.einthoven.dicom.network.StoredObject;
import org.jspecify.annotations.Nullable;

/**
 * The ECGs of a DICOM archive, found by C-FIND and fetched by C-GET or C-MOVE. Searches go by days of Study Date, one day
 * more at both ends: an archive's clock and time zone are not ours. A study whose number of objects has not changed since
 * it was listed last is not asked for its series again.
 */
public final class DicomCollection implements EcgCollection {
    static final QueryRetrieveModel MODEL = QueryRetrieveModel.STUDY_ROOT;
    private static final int STUDIES_REMEMBERED = 50_000;

    private final String name;
    private final DicomNetwork network;
    private final DicomPeer peer;
    private final Path spool;
    private final Clock clock;
    private final Map<String, Listed> listed = new Remembered();

    /** What a study held when it had so many objects. */
    record Listed(String count, List<Item> items) {}

    /** The studies that were asked for last. */
    private static final class Remembered extends LinkedHashMap<String, Listed> {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Listed> eldest) {
            return size() > STUDIES_REMEMBERED;
        }
    }

    /** @param spool where objects lie while they arrive by C-GET */
    public DicomCollection(String name, DicomNetwork network, DicomPeer peer, Path spool, Clock clock) {
        this.name = name;
        this.network = network;
        this.peer = peer;
        this.spool = spool;
        this.clock = clock;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Stream<Item> list(@Nullable Instant since) throws IOException {
        LocalDate from = since == null
                ? peer.earliest()
                : since.atZone(peer.timeZone()).toLocalDate().minusDays(1);
        LocalDate to = LocalDate.ofInstant(clock.instant(), peer.timeZone()).plusDays(1);
        DicomSearch search = new DicomSearch(network, peer, StudyWindow.days(from, to), listed);
        return StreamSupport.stream(Spliterators.spliteratorUnknownSize(search, Spliterator.ORDERED), false)
                .onClose(search::close);
    }

    /** {@inheritDoc} Nothing where the archive sends it to the gateway's listener. */
    @Override
    public byte[] fetch(Item item, int mostBytes) throws IOException {
        DicomObjectKey key = DicomObjectKey.parse(item.key());
        return peer.retrieval() == PullSettings.Retrieval.GET ? get(key, mostBytes) : move(key);
    }

    private byte[] get(DicomObjectKey key, int mostBytes) throws IOException {
        Receiver receiver = new Receiver(key.sopInstanceUid(), mostBytes);
        try (DicomAssociation association =
                network.connect(peer.remote(), peer.client(), PresentationContext.get(MODEL, key.storageClasses()))) {
            RetrieveResult result = association.get(MODEL, key.identifier(), receiver, spool);
            association.release();
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
            association.release();
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

    static DicomDataset keys(String level) {
        return new DicomDataset().setString(Tag.QueryRetrieveLevel, level);
    }
}
