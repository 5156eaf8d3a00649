package org.einthoven.app.intake;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.einthoven.dicom.DicomFormatException;
import org.einthoven.dicom.DicomReader;
import org.einthoven.dicom.Tag;
import org.einthoven.dicomweb.DicomWebClient;
import org.einthoven.dicomweb.RetrieveTarget;
import org.jspecify.annotations.Nullable;

/** The ECGs of an archive with DICOMweb, found by QIDO-RS and fetched by WADO-RS. */
public final class WebCollection implements EcgCollection {
    private final String name;
    private final DicomWebClient client;
    private final Path spool;
    private final ArchiveListing listing;

    /** @param spool where objects lie while they arrive */
    public WebCollection(String name, DicomWebClient client, ArchiveScope scope, Path spool, Clock clock) {
        this.name = name;
        this.client = client;
        this.spool = spool;
        this.listing = new ArchiveListing(scope, clock);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Stream<Item> list(@Nullable Instant since, @Nullable Instant until) throws IOException {
        return listing.list(since, until, new WebQuery(client, name));
    }

    @Override
    public byte[] fetch(Item item, int mostBytes) throws IOException {
        DicomObjectKey key = DicomObjectKey.parse(item.key());
        RetrieveTarget target = RetrieveTarget.instance(key.studyUid(), key.seriesUid(), key.sopInstanceUid());
        AtomicReference<byte @Nullable []> bytes = new AtomicReference<>();
        try {
            client.retrieve(target, spool, file -> {
                // The last of several would stand for all.
                if (key.sopInstanceUid().equals(sopInstanceUid(file))) {
                    bytes.set(read(file, mostBytes));
                }
            });
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("the retrieval was interrupted", e);
        }
        byte[] fetched = bytes.get();
        if (fetched == null) {
            throw new IOException(name + " did not give the object that was asked for");
        }
        return fetched;
    }

    private static String sopInstanceUid(Path file) throws IOException {
        try {
            return DicomReader.standard().readHeader(file).dataset().getString(Tag.SOPInstanceUID, "");
        } catch (DicomFormatException e) {
            throw new IOException("an object is no DICOM data set: " + e.getMessage(), e);
        }
    }

    private static byte[] read(Path file, int mostBytes) throws IOException {
        if (Files.size(file) > mostBytes) {
            throw new IOException("an object is larger than " + mostBytes + " bytes");
        }
        return Files.readAllBytes(file);
    }
}
