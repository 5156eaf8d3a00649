package org.einthoven.dicomweb;

import java.io.FileNotFoundException;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Flow;

/** Files as one multipart/related message, read from the disk while they are sent. */
final class MultipartUpload {
    /** 122 random bits: no file holds it by chance, and none is searched for it. */
    private final String boundary = "einthoven-" + UUID.randomUUID();

    private final BodyPublisher body;
    private volatile long lastProgress = System.nanoTime();

    MultipartUpload(List<Path> files) throws FileNotFoundException {
        List<BodyPublisher> pieces = new ArrayList<>();
        String before = "";
        for (Path file : files) {
            pieces.add(text(before + "--" + boundary + "\r\nContent-Type: " + MediaType.DICOM + "\r\n\r\n"));
            pieces.add(BodyPublishers.ofFile(file));
            before = "\r\n";
        }
        pieces.add(text(before + "--" + boundary + "--\r\n"));
        body = BodyPublishers.concat(pieces.toArray(BodyPublisher[]::new));
    }

    private static BodyPublisher text(String text) {
        return BodyPublishers.ofString(text, StandardCharsets.US_ASCII);
    }

    String mediaType() {
        return MediaType.MULTIPART_RELATED + "; type=\"" + MediaType.DICOM + "\"; boundary=" + boundary;
    }

    /** When the connection last took something, by {@link System#nanoTime}. */
    long lastProgress() {
        return lastProgress;
    }

    /** The message with its length, so that it is sent without chunks. */
    BodyPublisher publisher() {
        return new BodyPublisher() {
            @Override
            public long contentLength() {
                return body.contentLength();
            }

            @Override
            public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
                body.subscribe(new Watched(subscriber));
            }
        };
    }

    private final class Watched implements Flow.Subscriber<ByteBuffer> {
        private final Flow.Subscriber<? super ByteBuffer> subscriber;

        Watched(Flow.Subscriber<? super ByteBuffer> subscriber) {
            this.subscriber = subscriber;
        }

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            subscriber.onSubscribe(subscription);
        }

        @Override
        public void onNext(ByteBuffer piece) {
            lastProgress = System.nanoTime();
            subscriber.onNext(piece);
        }

        @Override
        public void onError(Throwable failure) {
            subscriber.onError(failure);
        }

        @Override
        public void onComplete() {
            lastProgress = System.nanoTime();
            subscriber.onComplete();
        }
    }
}
