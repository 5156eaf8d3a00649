package org.einthoven.app.encoder;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.function.ToDoubleFunction;
import org.einthoven.ecg.Encoder;
import org.einthoven.encoder.FallbackEncoder;
import org.einthoven.encoder.OpenInferenceEncoder;
import org.einthoven.encoder.TensorFlowEncoder;

/** What an encoder counts, under the same names in a gateway and in an encoder's own server. */
public final class EncoderMetrics {
    private static final String READ = "einthoven.encoder.read";

    private EncoderMetrics() {}

    public static void bind(MeterRegistry registry, Encoder encoder) {
        if (encoder instanceof TensorFlowEncoder here) {
            bindHere(registry, here);
        } else if (encoder instanceof OpenInferenceEncoder elsewhere) {
            bindElsewhere(registry, elsewhere);
        } else if (encoder instanceof FallbackEncoder both) {
            bindHere(registry, both.local());
            bindElsewhere(registry, both.remote());
            count(registry, READ, Tags.of("where", "here"), both, FallbackEncoder::readHere);
        }
    }

    private static void bindHere(MeterRegistry registry, TensorFlowEncoder encoder) {
        registry.gauge("einthoven.encoder.waiting.windows", encoder, TensorFlowEncoder::waitingWindows);
        count(registry, "einthoven.encoder.batches", Tags.empty(), encoder, TensorFlowEncoder::batches);
        count(registry, "einthoven.encoder.windows", Tags.empty(), encoder, TensorFlowEncoder::windows);
    }

    private static void bindElsewhere(MeterRegistry registry, OpenInferenceEncoder encoder) {
        registry.gauge("einthoven.encoder.remote.used", encoder, e -> e.isUsed() ? 1 : 0);
        count(registry, READ, Tags.of("where", "elsewhere"), encoder, OpenInferenceEncoder::read);
        count(registry, "einthoven.encoder.remote.failed", Tags.empty(), encoder, OpenInferenceEncoder::failed);
        count(registry, "einthoven.encoder.remote.retries", Tags.empty(), encoder, OpenInferenceEncoder::retries);
    }

    private static <T> void count(
            MeterRegistry registry, String name, Tags tags, T counted, ToDoubleFunction<T> count) {
        FunctionCounter.builder(name, counted, count).tags(tags).register(registry);
    }
}
