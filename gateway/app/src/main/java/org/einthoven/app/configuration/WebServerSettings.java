package org.einthoven.app.configuration;

import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import org.einthoven.dicom.network.TlsKeys;
import org.einthoven.dicomweb.Credentials;
import org.einthoven.dicomweb.DicomWebSettings;
import org.jspecify.annotations.Nullable;

/**
 * A DICOMweb server (PS3.18).
 *
 * @param url what stands before {@code /studies} in its addresses
 * @param credentials sent with every request; null for none
 * @param keys own certificate and whom to trust; null for Java's
 * @param timeout for how long an answer is waited for
 */
public record WebServerSettings(
        URI url,
        @Nullable Credentials credentials,
        @Nullable TlsKeys keys,
        Duration timeout) {
    static final Duration TIMEOUT = Duration.ofSeconds(60);
    static final String CREDENTIALS = "credentials go by https only, except to this machine (localhost, 127.0.0.1)";
    private static final Duration CONNECT = Duration.ofSeconds(10);

    public WebServerSettings {
        Objects.requireNonNull(url);
        Objects.requireNonNull(timeout);
        if (credentials != null && !mayCarryCredentials(url)) {
            throw new IllegalArgumentException(CREDENTIALS);
        }
    }

    /** Whether nobody between here and there can read along. */
    static boolean mayCarryCredentials(URI url) {
        String host = String.valueOf(url.getHost());
        return "https".equals(url.getScheme())
                || host.equals("localhost")
                || host.equals("[::1]")
                || host.matches("127(\\.\\d{1,3}){3}");
    }

    /** The server at an address, as the command line names it. */
    public static WebServerSettings of(URI url, @Nullable Credentials credentials) {
        return new WebServerSettings(url, credentials, null, TIMEOUT);
    }

    /**
     * How it is reached.
     *
     * @param longest for a whole request and its answer, however steadily both flow
     */
    public DicomWebSettings connection(Duration longest) {
        Duration connect = timeout.compareTo(CONNECT) < 0 ? timeout : CONNECT;
        DicomWebSettings settings =
                DicomWebSettings.of(url).withCredentials(credentials).withTimeouts(connect, timeout, longest);
        return keys == null ? settings : settings.withTls(keys);
    }

    /** The same with another time-out. */
    public WebServerSettings withTimeout(Duration other) {
        return new WebServerSettings(url, credentials, keys, other);
    }
}
