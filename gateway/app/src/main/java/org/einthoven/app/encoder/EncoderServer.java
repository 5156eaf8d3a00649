package org.einthoven.app.encoder;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import org.einthoven.app.http.HealthServlet;
import org.einthoven.app.http.HttpServer;
import org.einthoven.app.http.HttpSettings;
import org.einthoven.app.http.MetricsServlet;
import org.einthoven.app.http.Mount;
import org.einthoven.encoder.InferenceService;
import org.einthoven.encoder.TensorFlowEncoder;

/** An encoder that serves many gateways by the Open Inference Protocol. It listens only when its model is loaded. */
public final class EncoderServer implements AutoCloseable {
    private static final String VERSION = "0.1.0";

    private final TensorFlowEncoder encoder;
    private final HttpServer http;

    private EncoderServer(TensorFlowEncoder encoder, HttpServer http) {
        this.encoder = encoder;
        this.http = http;
    }

    /**
     * Starts to listen.
     *
     * @param encoder stays the caller's
     * @throws IOException when the address or port cannot be had
     */
    public static EncoderServer start(TensorFlowEncoder encoder, HttpSettings settings) throws IOException {
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        EncoderMetrics.bind(registry, encoder);
        InferenceServlet inference = new InferenceServlet(new InferenceService(encoder, VERSION), registry);
        return new EncoderServer(
                encoder,
                HttpServer.start(
                        settings,
                        List.of(
                                Mount.guarded("/v2", inference),
                                Mount.guarded("/v2/models/*", inference),
                                // Who watches hosts has no token.
                                Mount.open("/v2/health/*", inference),
                                HealthServlet.mount(List.of()),
                                MetricsServlet.mount(registry))));
    }

    /** Where it listens. */
    public URI address() {
        return http.address();
    }

    public TensorFlowEncoder encoder() {
        return encoder;
    }

    /** Takes no new request, and lets those under way end. */
    @Override
    public void close() {
        http.close();
    }
}
