package org.einthoven.dicomweb;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.einthoven.dicom.DicomFormatException;
import org.einthoven.dicom.Tag;

/** Retrieves metadata as JSON, and the bulk data that it names (PS3.18 sections 10.4.1.1.2 and 10.4.1.1.5). */
final class MetadataRetrieval {
    private static final String METADATA = "the retrieval of metadata (WADO-RS)";
    private static final String BULK_DATA = "the retrieval of bulk data (WADO-RS)";
    private static final int AVAILABLE_TRANSFER_SYNTAX_UID = 0x0008_3002;
    private static final int LONGEST_HEADER = 16 << 10;
    private static final String ACCEPTED_BULK_DATA =
            "multipart/related; type=\"application/octet-stream\", application/octet-stream;q=0.9, */*;q=0.1";

    private final HttpTransport transport;
    private final URI address;
    private boolean complete = true;

    MetadataRetrieval(HttpTransport transport, RetrieveTarget target) {
        this.transport = transport;
        this.address = transport.address(target.path() + "/metadata");
    }

    /** Whether the server gave all that it was asked for. */
    boolean isComplete() {
        return complete;
    }

    List<DicomMetadata> metadata() throws IOException, InterruptedException {
        try (HttpAnswer answer = transport.get(METADATA, address, MediaType.DICOM_JSON)) {
            if (answer.status() == 204) {
                return List.of();
            }
            if (!answer.isSuccess()) {
                throw answer.refusal();
            }
            complete = answer.status() != 206;
            MediaType type = answer.type();
            if (type != null && !type.isJson()) {
                throw answer.broken("is not " + MediaType.DICOM_JSON, null);
            }
            return read(answer);
        }
    }

    private List<DicomMetadata> read(HttpAnswer answer) throws DicomWebException {
        try {
            return new DicomJsonReader(transport.settings().answerLimits()).read(answer.body());
        } catch (DicomFormatException e) {
            throw answer.broken("cannot be read: " + e.getMessage(), e);
        } catch (IOException e) {
            throw answer.brokenOff(e);
        }
    }

    /** Fetches every value that lies elsewhere, and leaves out what a server tells of itself and not of the object. */
    void complete(DicomMetadata metadata) throws IOException, InterruptedException {
        metadata.dataset()
                .remove(Tag.RetrieveURL)
                .remove(Tag.InstanceAvailability)
                .remove(AVAILABLE_TRANSFER_SYNTAX_UID);
        for (BulkDataReference reference : metadata.bulkData()) {
            if (reference.tag() == Tag.PixelData) {
                throw new DicomWebException(
                        transport.shown(METADATA) + " names pixel data, which are not put together from bulk data",
                        false,
                        null);
            }
            reference.resolve(fetch(resolved(reference)));
        }
    }

    /** The address of bulk data: of the same server, as the credentials go with the request and a foreign address may be any in the hospital's network. */
    private URI resolved(BulkDataReference reference) throws DicomWebException {
        URI uri;
        try {
            uri = address.resolve(URI.create(reference.uri()));
        } catch (IllegalArgumentException e) {
            throw new DicomWebException(
                    transport.shown(METADATA) + " names bulk data by what is no address", false, null);
        }
        if (!origin(uri).equals(origin(address)) || uri.getRawUserInfo() != null) {
            throw new DicomWebException(
                    transport.shown(METADATA)
                            + " names bulk data on another server, which are not fetched: it must know its own address",
                    false,
                    null);
        }
        return uri;
    }

    private static String origin(URI uri) {
        String scheme = Objects.requireNonNullElse(uri.getScheme(), "").toLowerCase(Locale.ROOT);
        String host = Objects.requireNonNullElse(uri.getHost(), "").toLowerCase(Locale.ROOT);
        int port = uri.getPort() >= 0 ? uri.getPort() : scheme.equals("https") ? 443 : 80;
        return scheme + "://" + host + ":" + port;
    }

    private byte[] fetch(URI uri) throws IOException, InterruptedException {
        try (HttpAnswer answer = transport.get(BULK_DATA, uri, ACCEPTED_BULK_DATA)) {
            if (!answer.isSuccess()) {
                throw answer.refusal();
            }
            return value(answer);
        }
    }

    private byte[] value(HttpAnswer answer) throws DicomWebException {
        MediaType type = answer.type();
        try {
            return type != null && type.isMultipart() ? onlyPart(answer, type) : bytes(answer.body());
        } catch (LimitedInput.TooLongException e) {
            throw answer.broken(
                    "is longer than the " + transport.settings().maximumAnswerSize() + " bytes that are accepted", e);
        } catch (DicomWebException e) {
            throw e;
        } catch (IOException e) {
            throw answer.brokenOff(e);
        }
    }

    private byte[] onlyPart(HttpAnswer answer, MediaType type) throws IOException {
        MultipartReader parts = new MultipartReader(answer.body(), type, LONGEST_HEADER);
        if (!parts.nextPart()) {
            throw answer.broken("has no part", null);
        }
        byte[] value = bytes(parts.body());
        if (parts.nextPart()) {
            throw answer.broken("has several parts for one value", null);
        }
        return value;
    }

    private byte[] bytes(InputStream body) throws IOException {
        return new LimitedInput(body, transport.settings().maximumAnswerSize()).readAllBytes();
    }
}
