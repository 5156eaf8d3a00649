package org.einthoven.app.pipeline;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;

/** What the gateway counts. Names and tags hold no patient data. */
public final class GatewayMetrics {
    private final MeterRegistry registry;

    public GatewayMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    void received(String channel) {
        registry.counter("einthoven.ecg.received", "channel", channel).increment();
    }

    void repeated() {
        registry.counter("einthoven.ecg.repeated").increment();
    }

    void conflicted() {
        registry.counter("einthoven.ecg.conflicted").increment();
    }

    void reported(boolean analysed) {
        registry.counter("einthoven.ecg.reported", "analysed", String.valueOf(analysed))
                .increment();
    }

    void quarantined() {
        registry.counter("einthoven.ecg.quarantined").increment();
    }

    void collected() {
        registry.counter("einthoven.ecg.collected").increment();
    }

    void notCollected() {
        registry.counter("einthoven.ecg.not.collected").increment();
    }

    void failed() {
        registry.counter("einthoven.ecg.failed").increment();
    }

    /** @param age since the ECG came in */
    void delivered(String destination, Duration age) {
        registry.counter("einthoven.report.delivered", "destination", destination)
                .increment();
        registry.timer("einthoven.report.age", "destination", destination).record(age);
    }

    void postponed(String destination) {
        registry.counter("einthoven.report.postponed", "destination", destination)
                .increment();
    }

    void undelivered(String destination) {
        registry.counter("einthoven.report.undelivered", "destination", destination)
                .increment();
    }
}
