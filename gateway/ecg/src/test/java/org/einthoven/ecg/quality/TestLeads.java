package org.einthoven.ecg.quality;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.function.DoubleUnaryOperator;
import org.einthoven.ecg.EcgRecording;
import org.einthoven.ecg.Lead;
import org.einthoven.ecg.QualityIssue;
import org.einthoven.ecg.Recordings;
import org.einthoven.ecg.SampledSignal;
import org.einthoven.ecg.simulator.EcgSimulator;
import org.einthoven.ecg.simulator.Noise;
import org.einthoven.ecg.simulator.Patient;
import org.einthoven.ecg.simulator.Visit;

/** Twelve leads of a simulated patient, to be spoilt. */
final class TestLeads {
    private final double hertz;
    private final Map<Lead, double[]> leads = new LinkedHashMap<>();

    private TestLeads(double hertz) {
        this.hertz = hertz;
    }

    /** Always the same for the same seed. */
    static TestLeads of(long seed, double hertz, double seconds, Noise noise) {
        Patient patient = Patient.random(new SplittableRandom(seed));
        return of(new EcgSimulator(hertz, seconds)
                .record(patient, Visit.HEALTHY.with(noise), seed)
                .recording());
    }

    static TestLeads of(EcgRecording recording) {
        TestLeads made = new TestLeads(recording.samplingRateHz());
        recording
                .leads()
                .forEach((lead, signal) ->
                        made.leads.put(lead, signal.millivolts().clone()));
        return made;
    }

    /** All twelve the same function of the time in seconds. */
    static TestLeads all(double hertz, double seconds, DoubleUnaryOperator millivolts) {
        TestLeads made = new TestLeads(hertz);
        for (Lead lead : Lead.STANDARD) {
            double[] samples = new double[(int) Math.round(hertz * seconds)];
            for (int i = 0; i < samples.length; i++) {
                samples[i] = millivolts.applyAsDouble(i / hertz);
            }
            made.leads.put(lead, samples);
        }
        return made;
    }

    TestLeads change(Lead lead, Consumer<double[]> change) {
        change.accept(leads.get(lead));
        return this;
    }

    TestLeads changeAll(DoubleUnaryOperator change) {
        leads.values().forEach(samples -> {
            for (int i = 0; i < samples.length; i++) {
                samples[i] = change.applyAsDouble(samples[i]);
            }
        });
        return this;
    }

    /** Adds a function of the time in seconds. */
    TestLeads add(Lead lead, DoubleUnaryOperator millivolts) {
        double[] samples = leads.get(lead);
        for (int i = 0; i < samples.length; i++) {
            samples[i] += millivolts.applyAsDouble(i / hertz);
        }
        return this;
    }

    TestLeads exchange(Lead one, Lead other) {
        double[] kept = leads.get(one);
        leads.put(one, leads.get(other));
        leads.put(other, kept);
        return this;
    }

    TestLeads copy(Lead from, Lead to) {
        leads.put(to, leads.get(from).clone());
        return this;
    }

    TestLeads only(Lead... wanted) {
        leads.keySet().retainAll(List.of(wanted));
        return this;
    }

    /** As a converter with this step would store it. */
    TestLeads quantised(double millivolts) {
        return changeAll(value -> Math.round(value / millivolts) * millivolts);
    }

    EcgRecording recording() {
        Map<Lead, SampledSignal> signals = new LinkedHashMap<>();
        leads.forEach((lead, samples) -> signals.put(lead, new SampledSignal(hertz, samples)));
        return Recordings.of(signals);
    }

    List<QualityIssue> assess() {
        return SignalQuality.assess(recording());
    }
}
