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
    private static final DimseStatus UNREADABLE = DimseStatus.CANNOT_UNDERSTAND.because("no DICOM file, not sent");

    private final HttpTransport transport;
    private final URI address;

    /** @param studyUid to which all belong, or null for any */
    Sending(HttpTransport transport, @Nullable String studyUid) {
        this.transport = transport;
        this.address =
                transport.address(studyUid == null ? "studies" : "studies/" + UidText.require("studyUid", studyUid));
    }

    /** A file that goes, and its SOP Instance UID. */
    private record Outgoing(Path file, String sopInstanceUid) {}

    StoreResult send(List<Path> files) throws IOException, InterruptedException {
        List<Outgoing> readable = new ArrayList<>();
        for (Path file : files) {
            String uid = sopInstanceUid(file);
            if (uid != null) {
                readable.add(new Outgoing(file, uid));
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

    private static @Nullable String sopInstanceUid(Path file) throws IOException {
        try (InputStream stream = new BufferedInputStream(Files.newInputStream(file))) {
            return DicomReader.standard()
                    .readBefore(Tag.SOPInstanceUID + 1, stream)
                    .dataset()
                    .getString(Tag.SOPInstanceUID);
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
            throws DicomWebException {
        StoreModule module = module(answer);
        if (isRefusal(answer, module)) {
            throw answer.refusal();
        }
        for (Outgoing file : files) {
            sent.put(file.file(), instance(file, module));
        }
    }

    /** Whether the request failed as a whole: nothing is told of any instance, or the server is busy, which it was not where it stored some. */
    private static boolean isRefusal(HttpAnswer answer, @Nullable StoreModule module) {
        if (module == null) {
            return answer.status() != 200;
        }
        boolean busy = answer.status() == 503 || answer.status() == 429;
        return busy
                ? module.instances().stream()
                        .allMatch(instance -> instance.status().isFailure())
                : module.instances().isEmpty() && !answer.isSuccess();
    }

    /** 200 without a body means that all were stored. With one it must say so: Orthanc 1.10 answers 200 to what it found no object in. */
    private static StoreResult.Instance instance(Outgoing file, @Nullable StoreModule module) {
        DimseStatus status = module == null ? DimseStatus.SUCCESS : NO_WORD;
        String url = null;
        boolean found = false;
        for (StoreModule.Reference reference : module == null ? List.<StoreModule.Reference>of() : module.instances()) {
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
