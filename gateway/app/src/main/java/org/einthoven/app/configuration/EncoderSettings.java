package org.einthoven.app.configuration;

import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An encoder on another machine.
 *
 * @param url of a server that speaks the Open Inference Protocol v2: http://gpu:8000
 * @param token bearer token, or null for none
 * @param timeout for one try
 * @param tries how often one request is sent
 */
public record EncoderSettings(URI url, @Nullable String token, Fallback fallback, Duration timeout, int tries) {
    public EncoderSettings {
        Objects.requireNonNull(url);
        Objects.requireNonNull(fallback);
        Objects.requireNonNull(timeout);
    }

    /** Who reads an ECG that the other machine does not read. */
    public enum Fallback {
        /** The CPU of this one, with the same model. */
        LOCAL,
        /** Nobody: it waits and is tried again. */
        NONE
    }

    /** Without the token, which no log may show. */
    @Override
    public String toString() {
        return "EncoderSettings[url=" + url + ", fallback=" + fallback + ", timeout=" + timeout + ", tries=" + tries
                + "]";
    }
}
