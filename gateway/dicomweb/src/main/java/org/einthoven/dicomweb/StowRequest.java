package org.einthoven.dicomweb;

import java.io.InputStream;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * What a POST to {@code /studies} or {@code /studies/UID} brings.
 *
 * @param contentType the header, null where it is absent
 * @param accept the header, null where it is absent
 * @param studyUid of the path, or null
 * @param sender who was authenticated, or "" for nobody; stands for the calling AE title in what the handler gets
 * @param remoteAddress the sender's
 * @param body which the receiver does not close
 */
public record StowRequest(
        @Nullable String contentType,
        @Nullable String accept,
        @Nullable String studyUid,
        String sender,
        InetSocketAddress remoteAddress,
        InputStream body) {}
