package org.einthoven.app.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.einthoven.app.configuration.CacheFolder;
import org.einthoven.app.encoder.EncoderServer;
import org.einthoven.app.http.HttpAccess;
import org.einthoven.app.http.HttpSettings;
import org.einthoven.ecg.ModelCard;
import org.einthoven.encoder.BundledModel;
import org.einthoven.encoder.EncoderSettings;
import org.einthoven.encoder.TensorFlowEncoder;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code einthoven encoder}: a model for many gateways, until SIGTERM. */
@Command(
        name = "encoder",
        description = "Serves a model to gateways on other machines by the Open Inference Protocol v2 (encoder.url in "
                + "their einthoven.yaml). Beyond loopback they need the bearer token that EINTHOVEN_ENCODER_TOKEN "
                + "holds. SIGTERM lets requests end and ends it with status 0.",
        mixinStandardHelpOptions = true)
final class EncoderCommand implements Callable<Integer> {
    static final String TOKEN = "EINTHOVEN_ENCODER_TOKEN";
    private static final int BATCHES_WAITING = 8;

    @Option(names = "--model", paramLabel = "DIR", description = "folder of the model; the bundled one by default")
    private @Nullable Path model;

    @Option(
            names = "--bind",
            paramLabel = "ADDRESS",
            defaultValue = "127.0.0.1",
            description = "address to listen on (default: ${DEFAULT-VALUE})")
    private String bind = "127.0.0.1";

    @Option(names = "--port", defaultValue = "8000", description = "0 takes any free port (default: ${DEFAULT-VALUE})")
    private int port;

    @Option(
            names = "--max-batch",
            paramLabel = "WINDOWS",
            defaultValue = "32",
            description = "the most windows that the model reads at once (default: ${DEFAULT-VALUE})")
    private int maxBatch;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        HttpSettings http = httpSettings(System.getenv());
        EncoderSettings batches = batches();
        Path folder =
                model == null ? BundledModel.unpackInto(batches.cacheFolder().resolve("models")) : model;
        TensorFlowEncoder encoder = TensorFlowEncoder.open(folder, batches);
        EncoderServer server = start(encoder, http);
        ModelCard card = encoder.model();
        spec.commandLine()
                .getOut()
                .println("einthoven encoder ready: " + server.address() + ", model " + card.id() + " " + card.version()
                        + " (research use only)");
        spec.commandLine().getOut().flush();
        Service.untilStopped(() -> {
            server.close();
            encoder.close();
        });
        return 0;
    }

    private static EncoderServer start(TensorFlowEncoder encoder, HttpSettings http) throws IOException {
        try {
            return EncoderServer.start(encoder, http);
        } catch (IOException | RuntimeException e) {
            encoder.close();
            throw e;
        }
    }

    private HttpSettings httpSettings(Map<String, String> environment) throws CommandFailure {
        String token = environment.getOrDefault(TOKEN, "");
        if (token.isEmpty() && !HttpSettings.isLoopback(bind)) {
            throw CommandFailure.badInput("beyond loopback an encoder needs a bearer token: set " + TOKEN
                    + " to at least 16 letters and digits, here and for the gateways");
        }
        try {
            HttpAccess access = token.isEmpty() ? HttpAccess.open() : HttpAccess.tokens(List.of(token));
            return new HttpSettings(bind, port, access, HttpSettings.DEFAULT_MAX_BODY_BYTES, Duration.ofSeconds(30));
        } catch (IllegalArgumentException e) {
            throw CommandFailure.badInput(String.valueOf(e.getMessage()));
        }
    }

    private EncoderSettings batches() throws CommandFailure, IOException {
        EncoderSettings standard = EncoderSettings.in(Files.createDirectories(CacheFolder.standard()));
        try {
            return new EncoderSettings(
                    maxBatch,
                    standard.maxWait(),
                    maxBatch * BATCHES_WAITING,
                    standard.threads(),
                    standard.cacheFolder());
        } catch (IllegalArgumentException e) {
            throw CommandFailure.badInput(String.valueOf(e.getMessage()));
        }
    }
}
