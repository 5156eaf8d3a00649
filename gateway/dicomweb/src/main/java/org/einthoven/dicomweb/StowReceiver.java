package org.einthoven.dicomweb;

import java.lang.System.Logger.Level;
import java.util.function.LongSupplier;
import org.einthoven.dicom.DicomDataset;
import org.einthoven.dicom.network.StorageHandler;
import org.jspecify.annotations.Nullable;

/**
 * The receiving side of STOW-RS (PS3.18 section 10.5), for whatever HTTP server stands before it. Safe for use by several threads.
 *
 * <p>Each part is spooled to a file, read through for damage, and handed to the handler before the next part is looked at; the sender hears of it what the handler said. A part
 * that is cut off is never handed on, and one that is no DICOM stops none of the others.
 */
public final class StowReceiver {
    private static final System.Logger LOGGER = System.getLogger(StowReceiver.class.getName());

    private final StowSettings settings;
    private final StorageHandler handler;
    private final LongSupplier nanoTime;

    public StowReceiver(StowSettings settings, StorageHandler handler) {
        this(settings, handler, System::nanoTime);
    }

    StowReceiver(StowSettings settings, StorageHandler handler, LongSupplier nanoTime) {
        this.settings = settings;
        this.handler = handler;
        this.nanoTime = nanoTime;
    }

    /** Takes one request and tells what to answer. Whatever is wrong with the request, it is an answer and no exception. */
    public StowResponse receive(StowRequest request) {
        StowResponse refusal = refusal(request);
        if (refusal != null) {
            LOGGER.log(Level.INFO, "a store request was answered {0}", refusal.status());
            return refusal;
        }
        MediaType type = MediaType.parse(request.contentType());
        if (type == null) {
            throw new IllegalStateException("a request without a media type was refused");
        }
        StowReception reception = new StowReception(settings, handler, request, nanoTime);
        try {
            reception.receive(type);
        } catch (UnsupportedTypeException e) {
            return unsupported();
        }
        return answer(request, reception);
    }

    /** Why the request is refused before its body is looked at, or null. */
    private @Nullable StowResponse refusal(StowRequest request) {
        String closed = handler.refusal();
        if (closed != null) {
            return StowResponse.text(503, "Nothing is taken for now: " + closed + ".", settings.retryAfter());
        }
        String studyUid = request.studyUid();
        if (studyUid != null && !UidText.isTolerable(studyUid)) {
            return StowResponse.text(400, "The path does not end in a Study Instance UID.", null);
        }
        MediaType type = MediaType.parse(request.contentType());
        if (type == null || !isSupported(type)) {
            return unsupported();
        }
        if (type.isMultipart() && type.parameter("boundary") == null) {
            return StowResponse.text(400, "The Content-Type tells no boundary between the parts.", null);
        }
        return null;
    }

    /** Parts whose type is not told are looked at. */
    private static boolean isSupported(MediaType type) {
        return type.isMultipart()
                ? type.partType() == null || type.partType().equals(MediaType.DICOM)
                : type.is(MediaType.DICOM);
    }

    private static StowResponse unsupported() {
        return StowResponse.text(
                415,
                "Objects are taken as multipart/related; type=\"application/dicom\", not as metadata and bulk data"
                        + " (application/dicom+json, application/dicom+xml) nor in any other form.",
                null);
    }

    private StowResponse answer(StowRequest request, StowReception reception) {
        DicomDataset dataset = reception.module().toDataset(reception.studyUrl());
        boolean xml = Acceptance.prefersXml(request.accept());
        int status = reception.status();
        return new StowResponse(
                status,
                xml ? MediaType.DICOM_XML : MediaType.DICOM_JSON,
                xml
                        ? NativeXmlWriter.toBytes(dataset)
                        : DicomJsonWriter.standard().toBytes(dataset),
                status == 503 ? settings.retryAfter() : null,
                reception.isBodyRead());
    }

    /** The parts are metadata and bulk data. */
    static final class UnsupportedTypeException extends Exception {
        private static final long serialVersionUID = 1L;
    }
}
