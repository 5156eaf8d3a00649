package org.einthoven.dicomweb;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.einthoven.dicom.DicomDataset;
import org.einthoven.dicom.DicomException;
import org.einthoven.dicom.DicomFormatException;
import org.einthoven.dicom.DicomLimits;
import org.einthoven.dicom.DicomReader;
import org.einthoven.dicom.Tag;
import org.einthoven.dicom.network.DimseStatus;
import org.jspecify.annotations.Nullable;

/** Stores files on a server (PS3.18 section 10.5). */
final class Sending {
    private static final String SERVICE = "the storing (STOW-RS)";
    private static final String ACCEPTED = MediaType.DICOM_JSON + ", " + MediaType.DICOM_XML + ";q=0.5";
    private static final DimseStatus NO_WORD =
            DimseStatus.PROCESSING_FAILURE.because("the server's answer does not tell of it");
    private static final DimseStatus NOT_FOUND = DimseStatus.PROCESSING_FAILURE.because(
            "the server's answer is empty, and a search for the object does not find it there");
    private static final DimseStatus UNREADABLE = DimseStatus.CANNOT_UNDERSTAND.because("no DICOM file, not sent");

    private final HttpTransport transport;
    private final URI address;
    private final Archive archive;

    /** Tells whether the server holds an object. */
    @FunctionalInterface
    interface Archive {
        boolean holds(String studyUid, String seriesUid, String sopInstanceUid)
                throws IOException, InterruptedException;
    }

    /**
     * @param studyUid to which all belong, or null for any
     * @param archive is asked where the answer is empty
     */
    Sending(HttpTransport transport, @Nullable String studyUid, Archive archive) {
        this.transport = transport;
        this.address =
                transport.address(studyUid == null ? "studies" : "studies/" + UidText.require("studyUid", studyUid));
        this.archive = archive;
    }

    /** A file that goes, and the UIDs of its object. */
    private record Outgoing(Path file, String studyUid, String seriesUid, String sopInstanceUid) {}

    StoreResult send(List<Path> files) throws IOException, InterruptedException {
        List<Outgoing> readable = new ArrayList<>();
        for (Path file : files) {
            Outgoing outgoing = outgoing(file);
            if (outgoing != null) {
                readable.add(outgoing);
            }
        }
        Map<Path, StoreResult.Instance> sent = new HashMap<>();
        if (!readable.isEmpty()) {
            send(readable, sent);
        }
        return new StoreResult(files.stream()
                .map(file -> sent.getOrDefault(file, new StoreResult.Instance(file, null, UNREADABLE, null)))
                .toList());
    }

    /** Null where it has no SOP Instance UID, or is no DICOM file. */
    private static @Nullable Outgoing outgoing(Path file) throws IOException {
        try (InputStream stream = new BufferedInputStream(Files.newInputStream(file))) {
            DicomDataset header = DicomReader.standard()
                    .readBefore(Tag.SeriesInstanceUID + 1, stream)
                    .dataset();
            String uid = header.getString(Tag.SOPInstanceUID);
            return uid == null
                    ? null
                    : new Outgoing(
                            file,
                            header.getString(Tag.StudyInstanceUID, ""),
                            header.getString(Tag.SeriesInstanceUID, ""),
                            uid);
        } catch (DicomException e) {
            return null;
        }
    }

    /** Halves what the server finds too much at once. */
    private void send(List<Outgoing> files, Map<Path, StoreResult.Instance> sent)
            throws IOException, InterruptedException {
        MultipartUpload upload =
                new MultipartUpload(files.stream().map(Outgoing::file).toList());
        HttpRequest request = transport
                .request(address)
                .header("Content-Type", upload.mediaType())
                .header("Accept", ACCEPTED)
                .POST(upload.publisher())
                .build();
        try (HttpAnswer answer = transport.exchange(SERVICE, request, upload::lastProgress)) {
            if (answer.status() != 413 || files.size() == 1) {
                note(files, answer, sent);
                return;
            }
        }
        int half = files.size() / 2;
        send(files.subList(0, half), sent);
        send(files.subList(half, files.size()), sent);
    }

    private void note(List<Outgoing> files, HttpAnswer answer, Map<Path, StoreResult.Instance> sent)
            throws IOException, InterruptedException {
        StoreModule module = module(answer);
        if (isRefusal(answer, module)) {
            throw answer.refusal();
        }
        for (Outgoing file : files) {
            sent.put(file.file(), module == null ? found(file) : instance(file, module));
        }
    }

    /** Whether the request failed as a whole: nothing is told of any instance, or the server is busy, which it was not where it stored some. */
    private static boolean isRefusal(HttpAnswer answer, @Nullable StoreModule module) {
        if (module == null) {
            return !answer.isSuccess();
        }
        boolean busy = answer.status() == 503 || answer.status() == 429;
        return busy
                ? module.instances().stream()
                        .allMatch(instance -> instance.status().isFailure())
                : module.instances().isEmpty() && !answer.isSuccess();
    }

    /** A success that names nothing, which PS3.18 section 10.5.3 does not have, may be that of something in between: stored is what is there. */
    private StoreResult.Instance found(Outgoing file) throws IOException, InterruptedException {
        boolean found;
        try {
            found = archive.holds(file.studyUid(), file.seriesUid(), file.sopInstanceUid());
        } catch (DicomWebException | IllegalArgumentException e) {
            found = false;
        }
        return new StoreResult.Instance(
                file.file(), file.sopInstanceUid(), found ? DimseStatus.SUCCESS : NOT_FOUND, null);
    }

    /** An answer must name what was stored: Orthanc 1.10 answers 200 to what it found no object in. */
    private static StoreResult.Instance instance(Outgoing file, StoreModule module) {
        DimseStatus status = NO_WORD;
        String url = null;
        boolean found = false;
        for (StoreModule.Reference reference : module.instances()) {
            // Of two files with one UID the server tells twice; whichever failed, both are to be looked at.
            if (isOf(reference, file) && !(found && status.isFailure())) {
                found = true;
                status = reference.status();
                url = reference.retrieveUrl();
            }
        }
        return new StoreResult.Instance(file.file(), file.sopInstanceUid(), status, url);
    }

    private static boolean isOf(StoreModule.Reference reference, Outgoing file) {
        return reference.sopInstanceUid().equals(file.sopInstanceUid());
    }

    /** What the answer tells of instances, null where it has no body that could. */
    private @Nullable StoreModule module(HttpAnswer answer) throws DicomWebException {
        try {
            PushbackInputStream body = new PushbackInputStream(answer.body());
            int first = body.read();
            if (first < 0) {
                return null;
            }
            body.unread(first);
            // Orthanc tells no media type with a failure.
            return read(body, first == '<');
        } catch (DicomFormatException e) {
            if (!answer.isSuccess()) {
                return null;
            }
            throw answer.broken("cannot be read, though it says that something was stored: " + e.getMessage(), e);
        } catch (IOException e) {
            throw answer.brokenOff(e);
        }
    }

    private StoreModule read(InputStream body, boolean xml) throws IOException, DicomFormatException {
        DicomLimits limits = transport.settings().answerLimits();
        if (xml) {
            return StoreModule.read(NativeXmlReader.read(body, limits).dataset());
        }
        List<StoreModule.Reference> instances = new ArrayList<>();
        List<Integer> others = new ArrayList<>();
        for (DicomMetadata each : new DicomJsonReader(limits).read(body)) {
            StoreModule module = StoreModule.read(each.dataset());
            instances.addAll(module.instances());
            others.addAll(module.otherFailures());
        }
        return new StoreModule(instances, others);
    }
}
