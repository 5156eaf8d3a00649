package org.einthoven.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.einthoven.ecg.NormalisedEcg;
import org.einthoven.encoder.BundledModel;
import org.einthoven.encoder.ModelFolder;
import org.einthoven.encoder.OpenInferenceEncoder;
import org.einthoven.encoder.OpenInferenceSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code einthoven encoder} in a JVM of its own. */
@Timeout(180)
class EncoderCommandIT {
    private static final String TOKEN = "a-token-of-some-length";

    @TempDir
    Path folder;

    private Process start(String token, String... options) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("encoder", "--port", "0"));
        arguments.addAll(List.of(options));
        ProcessBuilder builder = new ProcessBuilder(GatewayProcess.command(arguments));
        builder.environment().put("TF_CPP_MIN_LOG_LEVEL", "2");
        builder.environment().put("EINTHOVEN_ENCODER_TOKEN", token);
        builder.redirectError(folder.resolve("err").toFile());
        return builder.start();
    }

    @Test
    void servesGatewaysUntilSigterm() throws Exception {
        Path model = BundledModel.unpackInto(folder.resolve("models"));
        List<NormalisedEcg> ecg = ModelFolder.open(model).golden().inputs();
        Process process = start(TOKEN);
        try (BufferedReader out = process.inputReader()) {
            String line = String.valueOf(out.readLine());
            Matcher ready = Pattern.compile(
                            "einthoven encoder ready: (http://127\\.0\\.0\\.1:\\d+), model einthoven-ecg .* \\(research use only\\)")
                    .matcher(line);
            assertThat(ready.matches())
                    .as(line + Files.readString(folder.resolve("err")))
                    .isTrue();
            OpenInferenceSettings defaults = OpenInferenceSettings.of(URI.create(ready.group(1)));
            OpenInferenceSettings settings = new OpenInferenceSettings(
                    defaults.url(), TOKEN, defaults.timeout(), defaults.tries(), defaults.pause());
            try (OpenInferenceEncoder encoder = OpenInferenceEncoder.open(model, settings)) {
                assertThat(encoder.infer(ecg).windows()).isEqualTo(ecg.size());
            }
            ChildMain.terminate(process);
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isZero();
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void doesNotListenBeyondLoopbackWithoutAToken() throws Exception {
        Process process = start("", "--bind", "0.0.0.0");
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isEqualTo(2);
            assertThat(Files.readAllLines(folder.resolve("err")))
                    .singleElement()
                    .asString()
                    .contains("beyond loopback an encoder needs a bearer token: set EINTHOVEN_ENCODER_TOKEN");
        } finally {
            process.destroyForcibly();
        }
    }
}
