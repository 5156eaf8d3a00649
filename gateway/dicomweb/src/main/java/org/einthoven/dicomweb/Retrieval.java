package org.einthoven.dicomweb;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;

/** Retrieves objects as application/dicom (PS3.18 section 10.4), each through a file of its own. */
final class Retrieval {
    private static final String SERVICE = "the retrieval (WADO-RS)";
    private static final int LONGEST_HEADER = 16 << 10;
    /**
     * The object as it lies there, first of all: no server converts a waveform without need. Servers before 2019 do not know the asterisk; some give an instance in a single part
     * only.
     */
    private static final List<String> ACCEPTED = List.of(
            "multipart/related; type=\"application/dicom\"; transfer-syntax=*",
            "multipart/related; type=\"application/dicom\"",
            MediaType.DICOM);

    private final HttpTransport transport;
    private final RetrieveTarget target;
    private final Path folder;
    private final ObjectVisitor visitor;
    private int objects;

    Retrieval(HttpTransport transport, RetrieveTarget target, Path folder, ObjectVisitor visitor) {
        this.transport = transport;
        this.target = target;
        this.folder = folder;
        this.visitor = visitor;
    }

    RetrievalResult run() throws IOException, InterruptedException {
        for (String accept : ACCEPTED) {
            try (HttpAnswer answer = transport.get(SERVICE, transport.address(target.path()), accept)) {
                if (isOfOtherForm(answer) && !accept.equals(ACCEPTED.get(ACCEPTED.size() - 1))) {
                    continue;
                }
                if (!answer.isSuccess()) {
                    throw answer.refusal();
                }
                receive(answer);
                return new RetrievalResult(objects, answer.status() != 206);
            }
        }
        throw new IllegalStateException("the last form is answered or refused");
    }

    private static boolean isOfOtherForm(HttpAnswer answer) {
        return answer.status() == 400 || answer.status() == 406 || answer.status() == 415;
    }

    private void receive(HttpAnswer answer) throws IOException {
        MediaType type = answer.type();
        if (answer.status() == 204) {
            return;
        }
        if (type != null && type.isMultipart()) {
            receiveParts(answer, type);
        } else if (type != null && (type.is(MediaType.DICOM) || type.is(MediaType.OCTET_STREAM))) {
            receive(answer, answer.body());
        } else {
            throw answer.broken("holds no " + MediaType.DICOM, null);
        }
    }

    private void receiveParts(HttpAnswer answer, MediaType type) throws IOException {
        MultipartReader parts = newReader(answer, type);
        while (nextPart(answer, parts)) {
            MediaType part = parts.type();
            if (part != null && !part.is(MediaType.DICOM) && !part.is(MediaType.OCTET_STREAM)) {
                throw answer.broken("has a part that is no " + MediaType.DICOM, null);
            }
            receive(answer, parts.body());
        }
    }

    private static MultipartReader newReader(HttpAnswer answer, MediaType type) throws IOException {
        try {
            return new MultipartReader(answer.body(), type, LONGEST_HEADER);
        } catch (IOException e) {
            throw answer.brokenOff(e);
        }
    }

    private static boolean nextPart(HttpAnswer answer, MultipartReader parts) throws DicomWebException {
        try {
            return parts.nextPart();
        } catch (IOException e) {
            throw answer.brokenOff(e);
        }
    }

    private void receive(HttpAnswer answer, InputStream content) throws IOException {
        try (SpoolFile file = SpoolFile.createIn(folder)) {
            write(answer, content, file);
            objects++;
            visitor.visit(file.path());
        }
    }

    private void write(HttpAnswer answer, InputStream content, SpoolFile file) throws IOException {
        long most = transport.settings().maximumObjectSize();
        try {
            file.write(content, most);
        } catch (SpoolFile.SpoolException e) {
            throw e;
        } catch (LimitedInput.TooLongException e) {
            throw answer.broken("has an object of more than the " + most + " bytes that are accepted", e);
        } catch (IOException e) {
            throw answer.brokenOff(e);
        }
    }
}
