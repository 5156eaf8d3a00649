package org.einthoven.dicomweb;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/** Puts a store request together, with whatever faults. */
final class Upload {
    static final String TYPE = "multipart/related; type=\"application/dicom\"; boundary=b";

    static final InetSocketAddress ADDRESS = new InetSocketAddress(InetAddress.getLoopbackAddress(), 4711);

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    Upload part(byte[] content) {
        return part("Content-Type: application/dicom\r\n", content);
    }

    /** @param headers each with its line end */
    Upload part(String headers, byte[] content) {
        return text((bytes.size() == 0 ? "" : "\r\n") + "--b\r\n" + headers + "\r\n")
                .raw(content);
    }

    Upload text(String text) {
        return raw(TestSamples.latin1(text));
    }

    Upload raw(byte[] more) {
        bytes.writeBytes(more);
        return this;
    }

    Upload end() {
        return text("\r\n--b--\r\n");
    }

    byte[] toBytes() {
        return bytes.toByteArray();
    }

    static StowRequest request(@Nullable String type, @Nullable String studyUid, byte[] body) {
        return new StowRequest(type, null, studyUid, "sender", ADDRESS, new ByteArrayInputStream(body));
    }
}
