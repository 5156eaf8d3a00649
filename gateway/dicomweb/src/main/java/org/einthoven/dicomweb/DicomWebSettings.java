package org.einthoven.dicomweb;

import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.einthoven.dicom.DicomLimits;
import org.einthoven.dicom.network.TlsKeys;
import org.jspecify.annotations.Nullable;

/**
 * Where a DICOMweb server is and how it is dealt with.
 *
 * @param base what stands before {@code studies} in its addresses: https://pacs.example/dicom-web
 * @param credentials or null for none
 * @param sslContext keys and trusted certificates of TLS, asked for before each request, so that renewed ones are used; or null for the JDK's
 * @param connectTimeout until the connection stands
 * @param responseTimeout for how long a server may send nothing: before the answer, or in the middle of it
 * @param exchangeTimeout for a whole request and its answer, however steadily both flow
 * @param maximumObjectSize bytes of one object that is retrieved into a file
 * @param maximumAnswerSize bytes of an answer that is held in memory: one page of a search, the metadata of a study, one value of bulk data
 */
public record DicomWebSettings(
        URI base,
        @Nullable Credentials credentials,
        @Nullable Supplier<SSLContext> sslContext,
        Duration connectTimeout,
        Duration responseTimeout,
        Duration exchangeTimeout,
        long maximumObjectSize,
        long maximumAnswerSize) {

    private static final long LARGEST_ANSWER = Integer.MAX_VALUE - 16;

    public DicomWebSettings {
        base = valid(base);
        requirePositive("connectTimeout", connectTimeout);
        requirePositive("responseTimeout", responseTimeout);
        requirePositive("exchangeTimeout", exchangeTimeout);
        if (maximumObjectSize < 1 || maximumAnswerSize < 1 || maximumAnswerSize > LARGEST_ANSWER) {
            throw new IllegalArgumentException(
                    "maximumObjectSize and maximumAnswerSize are above 0, and the latter at most " + LARGEST_ANSWER);
        }
    }

    /** 10 s to connect, 60 s of silence, 1 h in all; objects up to 2 GiB, answers up to 256 MiB; no credentials. */
    public static DicomWebSettings of(URI base) {
        return new DicomWebSettings(
                base,
                null,
                null,
                Duration.ofSeconds(10),
                Duration.ofSeconds(60),
                Duration.ofHours(1),
                2L << 30,
                256L << 20);
    }

    private static URI valid(URI base) {
        Objects.requireNonNull(base, "base");
        String scheme = Objects.requireNonNullElse(base.getScheme(), "");
        if ((!scheme.equalsIgnoreCase("http") && !scheme.equalsIgnoreCase("https"))
                || base.getHost() == null
                || base.getRawUserInfo() != null
                || base.getRawQuery() != null
                || base.getRawFragment() != null) {
            throw new IllegalArgumentException(
                    "a DICOMweb server's address is a URL of http or https with a host, without user, query and fragment");
        }
        String text = base.toString();
        return URI.create(text.endsWith("/") ? text : text + "/");
    }

    /** What is read of an answer that is held in memory. */
    DicomLimits answerLimits() {
        DicomLimits standard = DicomLimits.STANDARD;
        return new DicomLimits(
                maximumAnswerSize, standard.maxInflatedBytes(), standard.maxDepth(), standard.maxElements());
    }

    private static void requirePositive(String name, Duration duration) {
        if (duration.toMillis() < 1) {
            throw new IllegalArgumentException(name + " is at least 1 ms");
        }
    }

    public DicomWebSettings withCredentials(@Nullable Credentials other) {
        return new DicomWebSettings(
                base,
                other,
                sslContext,
                connectTimeout,
                responseTimeout,
                exchangeTimeout,
                maximumObjectSize,
                maximumAnswerSize);
    }

    /** With keys and trusted certificates from files. */
    public DicomWebSettings withTls(TlsKeys keys) {
        return withSslContext(keys::context);
    }

    public DicomWebSettings withSslContext(@Nullable Supplier<SSLContext> other) {
        return new DicomWebSettings(
                base,
                credentials,
                other,
                connectTimeout,
                responseTimeout,
                exchangeTimeout,
                maximumObjectSize,
                maximumAnswerSize);
    }

    public DicomWebSettings withTimeouts(Duration connect, Duration response, Duration exchange) {
        return new DicomWebSettings(
                base, credentials, sslContext, connect, response, exchange, maximumObjectSize, maximumAnswerSize);
    }

    public DicomWebSettings withMaximumSizes(long object, long answer) {
        return new DicomWebSettings(
                base, credentials, sslContext, connectTimeout, responseTimeout, exchangeTimeout, object, answer);
    }
}
