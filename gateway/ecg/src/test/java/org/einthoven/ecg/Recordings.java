package org.einthoven.ecg;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;

/** Recordings made for tests: a function of time a lead. */
public final class Recordings {
    private static final SourceIdentity SOURCE = new SourceIdentity(SourceIdentity.Kind.FILE, "test", "0".repeat(64));

    private Recordings() {}

    static SampledSignal signal(double rate, int length, DoubleUnaryOperator millivoltsAtSecond) {
        double[] samples = new double[length];
        for (int i = 0; i < length; i++) {
            samples[i] = millivoltsAtSecond.applyAsDouble(i / rate);
        }
        return new SampledSignal(rate, samples);
    }

    public static EcgRecording of(Map<Lead, SampledSignal> leads) {
        return new EcgRecording(
                "TEST",
                SOURCE,
                leads,
                null,
                Demographics.UNKNOWN,
                OrderRef.NONE,
                Acquisition.UNKNOWN,
                List.of(),
                List.of());
    }

    static EcgRecording oneLead(Lead lead, double rate, int length, DoubleUnaryOperator millivoltsAtSecond) {
        return of(Map.of(lead, signal(rate, length, millivoltsAtSecond)));
    }

    /** All twelve, each a tone of its own so that a swap of two is seen. */
    static EcgRecording twelveTones(double rate, int length) {
        Map<Lead, SampledSignal> leads = new LinkedHashMap<>();
        for (Lead lead : Lead.STANDARD) {
            double hertz = 1 + 2 * lead.standardIndex();
            leads.put(lead, signal(rate, length, t -> Math.sin(2 * Math.PI * hertz * t)));
        }
        return of(leads);
    }
}
