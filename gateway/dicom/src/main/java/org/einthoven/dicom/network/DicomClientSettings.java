package org.einthoven.dicom.network;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How this side behaves as the requestor of an association.
 *
 * @param callingAeTitle our AE title
 * @param maximumPduLength the longest P-DATA-TF PDU that we accept, in bytes without its header (PS3.8 annex D.1);
 *     4096 to 1048576
 * @param connectTimeout until the transport connection stands and the peer has answered the association request
 * @param responseTimeout until a request is answered; a peer may take long to make an object durable
 * @param releaseTimeout until a release is confirmed
 * @param maximumObjectSize the longest data set that is taken by C-GET, in bytes; a longer one is answered as A700
 * @param tls with it, associations are opened by TLS; null without
 */
public record DicomClientSettings(
        String callingAeTitle,
        int maximumPduLength,
        Duration connectTimeout,
        Duration responseTimeout,
        Duration releaseTimeout,
        long maximumObjectSize,
        @Nullable TlsSettings tls) {

    public DicomClientSettings {
        callingAeTitle = AeTitle.valid(callingAeTitle);
        Limits.checkMaximumPduLength(maximumPduLength);
        Limits.checkTimeout("connectTimeout", connectTimeout);
        Limits.checkTimeout("responseTimeout", responseTimeout);
        Limits.checkTimeout("releaseTimeout", releaseTimeout);
        Limits.checkPositive("maximumObjectSize", maximumObjectSize);
    }

    /** 128 KiB PDUs; 10 s to connect, 60 s to respond, 10 s to release; objects of 2 GiB. */
    public static DicomClientSettings of(String callingAeTitle) {
        return new DicomClientSettings(
                callingAeTitle,
                Limits.DEFAULT_PDU_LENGTH,
                Duration.ofSeconds(10),
                Duration.ofSeconds(60),
                Duration.ofSeconds(10),
                Limits.DEFAULT_OBJECT_SIZE,
                null);
    }

    public DicomClientSettings withMaximumPduLength(int bytes) {
        return new DicomClientSettings(
                callingAeTitle, bytes, connectTimeout, responseTimeout, releaseTimeout, maximumObjectSize, tls);
    }

    public DicomClientSettings withConnectTimeout(Duration timeout) {
        return new DicomClientSettings(
                callingAeTitle, maximumPduLength, timeout, responseTimeout, releaseTimeout, maximumObjectSize, tls);
    }

    public DicomClientSettings withResponseTimeout(Duration timeout) {
        return new DicomClientSettings(
                callingAeTitle, maximumPduLength, connectTimeout, timeout, releaseTimeout, maximumObjectSize, tls);
    }

    public DicomClientSettings withReleaseTimeout(Duration timeout) {
        return new DicomClientSettings(
                callingAeTitle, maximumPduLength, connectTimeout, responseTimeout, timeout, maximumObjectSize, tls);
    }

    public DicomClientSettings withMaximumObjectSize(long bytes) {
        return new DicomClientSettings(
                callingAeTitle, maximumPduLength, connectTimeout, responseTimeout, releaseTimeout, bytes, tls);
    }

    public DicomClientSettings withTls(@Nullable TlsSettings settings) {
        return new DicomClientSettings(
                callingAeTitle,
                maximumPduLength,
                connectTimeout,
                responseTimeout,
                releaseTimeout,
                maximumObjectSize,
                settings);
    }
}
