package org.einthoven.app.job;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.einthoven.app.ledger.Arrival;
import org.einthoven.app.ledger.Lane;
import org.einthoven.app.ledger.Rebuilding;
import org.einthoven.app.store.ObjectHash;
import org.einthoven.app.store.ObjectStore;
import org.einthoven.dicom.DicomException;
import org.einthoven.dicom.DicomReader;
import org.einthoven.dicom.Tag;
import org.jspecify.annotations.Nullable;

/**
 * Notes every original that the ledger does not know as received, so that it is read again behind all that comes in. Its
 * report has the id that it had, so a destination that has it keeps it.
 */
final class Rebuild implements Job {
    static final String NAME = "rebuild";

    private static final int PAGE = 200;
    /** What is due at once would only wait in the queue. */
    private static final Duration PAUSE = Duration.ofMillis(16);
    /** PS3.10 7.1: a preamble of 128 bytes, then DICM. */
    private static final int PREAMBLE_BYTES = 128;

    private final Rebuilding ledger;
    private final ObjectStore objects;
    private final String place;
    private final Clock clock;

    /** @param place names the object store among those of the nodes */
    Rebuild(Rebuilding ledger, ObjectStore objects, String place, Clock clock) {
        this.clock = clock;
        this.ledger = ledger;
        this.objects = objects;
        this.place = place;
    }

    @Override
    public String name() {
        return NAME;
    }

    /** Only when it is asked for. */
    @Override
    public @Nullable Duration every() {
        return null;
    }

    @Override
    public List<String> subjects() {
        return List.of("ledger from " + place);
    }

    /** Whether there are originals and the ledger knows of none. */
    boolean isNeeded() throws IOException {
        try (Stream<ObjectHash> all = objects.list()) {
            return ledger.isNeeded() && all.findAny().isPresent();
        }
    }

    @Override
    public void run(String subject, Progress progress) throws IOException {
        try (Stream<ObjectHash> all = objects.list()) {
            List<ObjectHash> page = new ArrayList<>();
            for (Iterator<ObjectHash> next = all.iterator(); next.hasNext() && !progress.stopping(); ) {
                page.add(next.next());
                if (page.size() == PAGE || !next.hasNext()) {
                    note(page, progress);
                    page.clear();
                }
            }
        } catch (UncheckedIOException e) {
            throw new IOException("the object store cannot be listed", e);
        }
    }

    private void note(List<ObjectHash> page, Progress progress) throws IOException {
        List<Arrival> arrivals = new ArrayList<>();
        for (ObjectHash object : ledger.unknown(page)) {
            try {
                arrivals.add(arrival(object));
            } catch (IOException e) {
                // It is tried like any other, fails, and is seen: one that cannot be read stops no other.
                progress.untaken(String.valueOf(e.getMessage()));
                arrivals.add(new Arrival(object, "file", null, Lane.BACKFILL, 0, clock.instant()));
            }
        }
        progress.compared(page.size());
        progress.missing(arrivals.size());
        progress.mended(ledger.received(arrivals, PAUSE));
    }

    private Arrival arrival(ObjectHash object) throws IOException {
        Path file = objects.find(object);
        byte[] head = head(file);
        boolean dicom = isDicom(head);
        return new Arrival(
                object,
                channel(head, dicom),
                dicom ? sender(file) : null,
                Lane.BACKFILL,
                Files.size(file),
                Files.getLastModifiedTime(file).toInstant());
    }

    private static byte[] head(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(PREAMBLE_BYTES + 4);
        }
    }

    private static boolean isDicom(byte[] head) {
        return head.length == PREAMBLE_BYTES + 4
                && head[PREAMBLE_BYTES] == 'D'
                && head[PREAMBLE_BYTES + 1] == 'I'
                && head[PREAMBLE_BYTES + 2] == 'C'
                && head[PREAMBLE_BYTES + 3] == 'M';
    }

    /** FHIR resources are JSON or XML. */
    private static String channel(byte[] head, boolean dicom) {
        if (dicom) {
            return "dicom";
        }
        String text = new String(head, java.nio.charset.StandardCharsets.UTF_8).strip();
        return text.startsWith("{") || text.startsWith("<") ? "fhir" : "file";
    }

    /** Source Application Entity Title (0002,0016), which the gateway's listener wrote: its time zone may be configured. */
    private static @Nullable String sender(Path file) throws IOException {
        try {
            return DicomReader.standard().readHeader(file).fileMeta().getString(Tag.SourceApplicationEntityTitle);
        } catch (DicomException unreadable) {
            return null;
        }
    }
}
