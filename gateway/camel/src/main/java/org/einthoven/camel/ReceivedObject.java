package org.einthoven.camel;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.einthoven.codecs.EcgDecodingException;
import org.einthoven.dicom.network.DimseStatus;
import org.einthoven.dicom.network.StoredObject;
import org.einthoven.ecg.PatientRef;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A DICOM object that came in, by C-STORE or STOW-RS, as the exchange of a route, and what its sender hears of the route. */
public final class ReceivedObject {
    private static final Logger LOG = LoggerFactory.getLogger(ReceivedObject.class);

    private ReceivedObject() {}

    /** @param patient whose it says it is; null where it names nobody */
    public static void fill(Exchange exchange, StoredObject object, @Nullable PatientRef patient) {
        exchange.setPattern(ExchangePattern.InOnly);
        exchange.getMessage().setBody(object.file(), Path.class);
        exchange.getMessage().setHeaders(headers(object));
        if (patient != null) {
            exchange.getMessage().setHeader(DicomConstants.PATIENT, patient);
        }
    }

    private static Map<String, Object> headers(StoredObject object) {
        Map<String, Object> headers = new HashMap<>();
        headers.put(DicomConstants.SOP_CLASS_UID, object.sopClassUid());
        headers.put(DicomConstants.SOP_INSTANCE_UID, object.sopInstanceUid());
        headers.put(DicomConstants.TRANSFER_SYNTAX_UID, object.transferSyntaxUid());
        headers.put(
                DicomConstants.REMOTE_ADDRESS,
                object.remoteAddress().getAddress().getHostAddress());
        // Who sends by HTTP has no AE title.
        if (!object.callingAeTitle().isEmpty()) {
            headers.put(DicomConstants.CALLING_AE_TITLE, object.callingAeTitle());
            headers.put(DicomConstants.CALLED_AE_TITLE, object.calledAeTitle());
        }
        return headers;
    }

    /** The status that the route asks for, else what became of it: what is unreadable will not become readable (C000). */
    public static DimseStatus status(Exchange exchange, StoredObject object) {
        Integer asked = exchange.getMessage().getHeader(DicomConstants.STATUS, Integer.class);
        if (asked != null) {
            return new DimseStatus(asked, "");
        }
        if (!exchange.isFailed()) {
            return DimseStatus.SUCCESS;
        }
        LOG.error("An object from {} was not taken: {}", sender(object), String.valueOf((Object)
                exchange.getException()));
        boolean unreadable = exchange.getException(EcgDecodingException.class) != null;
        return unreadable ? DimseStatus.CANNOT_UNDERSTAND : DimseStatus.OUT_OF_RESOURCES;
    }

    private static String sender(StoredObject object) {
        return object.callingAeTitle().isEmpty() ? "DICOMweb" : object.callingAeTitle();
    }
}
