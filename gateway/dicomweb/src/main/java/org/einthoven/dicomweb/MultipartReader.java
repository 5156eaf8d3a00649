package org.einthoven.dicomweb;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.james.mime4j.MimeException;
import org.apache.james.mime4j.MimeIOException;
import org.apache.james.mime4j.codec.DecodeMonitor;
import org.apache.james.mime4j.stream.EntityState;
import org.apache.james.mime4j.stream.Field;
import org.apache.james.mime4j.stream.MimeConfig;
import org.apache.james.mime4j.stream.MimeTokenStream;
import org.apache.james.mime4j.stream.RecursionMode;
import org.jspecify.annotations.Nullable;

/**
 * The parts of a multipart message (RFC 2046 section 5.1), one after the other, none of them held in memory.
 *
 * <p>Mime4j divides the stream. It is told to be strict, so that a message that ends before its last boundary is an error and its last part is never taken for whole; and not to
 * listen to what it finds odd in headers, so that parts without any header and lines that end in LF alone are taken.
 */
final class MultipartReader {
    private static final int LONGEST_BOUNDARY = 256;
    private static final int MOST_HEADERS = 64;

    private final FailureLast source;
    private final MimeTokenStream tokens;
    private Map<String, String> headers = new HashMap<>();

    /**
     * A reader at the beginning of the message.
     *
     * @param longestHeader of a part, in bytes
     * @throws MultipartException where the media type has no boundary
     */
    MultipartReader(InputStream message, MediaType type, int longestHeader) throws IOException {
        MimeConfig config = new MimeConfig.Builder()
                .setStrictParsing(true)
                .setMaxLineLen(longestHeader)
                .setMaxHeaderLen(longestHeader)
                .setMaxHeaderCount(MOST_HEADERS)
                .setMaxContentLen(-1)
                .build();
        source = new FailureLast(message);
        tokens = new MimeTokenStream(config, DecodeMonitor.SILENT, null);
        tokens.parseHeadless(source, "multipart/related; boundary=\"" + boundary(type) + "\"");
        // Whatever a part holds is its own business, also where it is a multipart itself.
        tokens.setRecursionMode(RecursionMode.M_FLAT);
    }

    private static String boundary(MediaType type) throws MultipartException {
        String boundary = type.parameter("boundary");
        if (boundary == null || boundary.isBlank() || boundary.length() > LONGEST_BOUNDARY) {
            throw new MultipartException("the media type tells no boundary between the parts");
        }
        return boundary.replace("\\", "\\\\").replace("\"", "\\\"");
    }

    /**
     * Goes to the next part, over what is left of this one; false after the last.
     *
     * @throws MultipartException where the message is malformed or ends before its last boundary
     * @throws IOException where the stream itself fails
     */
    boolean nextPart() throws IOException {
        headers = new HashMap<>();
        try {
            for (EntityState state = next(); state != EntityState.T_END_OF_STREAM; state = next()) {
                if (state == EntityState.T_FIELD) {
                    Field field = tokens.getField();
                    headers.putIfAbsent(
                            field.getName().toLowerCase(Locale.ROOT),
                            field.getBody().strip());
                } else if (state == EntityState.T_BODY) {
                    return true;
                } else if (state == EntityState.T_EPILOGUE) {
                    return false;
                }
            }
            return false;
        } catch (MimeException e) {
            throw new MultipartException("the multipart message is malformed", e);
        } catch (MimeIOException e) {
            throw ended("the multipart message ends before its last boundary", e);
        }
    }

    private IOException ended(String message, MimeIOException cause) {
        IOException failure = source.failure;
        return failure == null ? new MultipartException(message, cause) : failure;
    }

    private EntityState next() throws IOException, MimeException {
        return tokens.next();
    }

    /** A header of this part, or null. */
    @Nullable
    String header(String name) {
        return headers.get(name.toLowerCase(Locale.ROOT));
    }

    /** The media type of this part, or null where it tells none. */
    @Nullable
    MediaType type() {
        return MediaType.parse(header("Content-Type"));
    }

    /** Whether the body stands as it is, which is the only way in HTTP. */
    boolean isPlain() {
        String encoding = header("Content-Transfer-Encoding");
        return encoding == null
                || switch (encoding.toLowerCase(Locale.ROOT)) {
                    case "binary", "8bit", "7bit" -> true;
                    default -> false;
                };
    }

    /**
     * The body of this part. Reading it fails with a {@link MultipartException} where the message ends in it.
     */
    InputStream body() {
        return new Body(tokens.getInputStream());
    }

    /** Tells an end that comes too early from a stream that fails. */
    private final class Body extends FilterInputStream {
        Body(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            try {
                return super.read(buffer, offset, length);
            } catch (MimeIOException e) {
                throw ended("the multipart message ends in the middle of a part", e);
            }
        }
    }

    /** A stream that ends where it fails, so that what lies before that in Mime4j's buffer is divided too, and not lost. */
    private static final class FailureLast extends FilterInputStream {
        private @Nullable IOException failure;

        FailureLast(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            if (failure != null) {
                return -1;
            }
            try {
                return super.read(buffer, offset, length);
            } catch (IOException e) {
                failure = e;
                return -1;
            }
        }
    }
}
