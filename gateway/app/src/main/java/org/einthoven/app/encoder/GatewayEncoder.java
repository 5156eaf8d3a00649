package org.einthoven.app.encoder;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.einthoven.app.configuration.CacheFolder;
import org.einthoven.app.configuration.EncoderSettings;
import org.einthoven.app.configuration.EncoderSettings.Fallback;
import org.einthoven.app.configuration.GatewayConfiguration;
import org.einthoven.ecg.Encoder;
import org.einthoven.encoder.BundledModel;
import org.einthoven.encoder.FallbackEncoder;
import org.einthoven.encoder.OpenInferenceEncoder;
import org.einthoven.encoder.OpenInferenceSettings;
import org.einthoven.encoder.TensorFlowEncoder;

/** Opens the encoder that a gateway's configuration names: in this process, on another machine, or both. */
public final class GatewayEncoder {
    /** After which a server that failed is asked again, at first. */
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private GatewayEncoder() {}

    public static Encoder open(GatewayConfiguration configuration) throws IOException {
        Path model = configuration.model() == null
                ? BundledModel.unpackInto(configuration.data().resolve("models"))
                : configuration.model();
        EncoderSettings elsewhere = configuration.encoder();
        if (elsewhere == null) {
            return openHere(model);
        }
        OpenInferenceEncoder remote = OpenInferenceEncoder.open(model, settings(elsewhere));
        // Opened now rather than when it is needed: that it cannot be is better known at the start.
        return elsewhere.fallback() == Fallback.LOCAL ? new FallbackEncoder(remote, openHere(model)) : remote;
    }

    private static TensorFlowEncoder openHere(Path model) throws IOException {
        return TensorFlowEncoder.open(
                model, org.einthoven.encoder.EncoderSettings.in(Files.createDirectories(CacheFolder.standard())));
    }

    private static OpenInferenceSettings settings(EncoderSettings settings) {
        return new OpenInferenceSettings(settings.url(), settings.token(), settings.timeout(), settings.tries(), PAUSE);
    }
}
