package org.einthoven.tests;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** POST after POST of files, as a backfill does: they are read and reported behind all others. */
final class FileChannel implements EcgSender.Channel {
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();
    private final URI files;
    private final Path folder;

    FileChannel(GatewayProcess gateway, Path folder) {
        this.files = gateway.http("/api/files");
        this.folder = folder;
    }

    @Override
    public boolean send(String uid) throws IOException, InterruptedException {
        EcgVariant variant = EcgVariant.of(uid, folder);
        try {
            HttpRequest request = HttpRequest.newBuilder(files)
                    .timeout(Duration.ofSeconds(60))
                    .POST(HttpRequest.BodyPublishers.ofByteArray(Files.readAllBytes(variant.file())))
                    .build();
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() / 100 == 2;
        } finally {
            Files.delete(variant.file());
        }
    }

    @Override
    public void close() {
        // java.net.http.HttpClient has nothing to close in Java 17.
    }
}
