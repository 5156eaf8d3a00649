package org.einthoven.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.einthoven.ecg.EcgRecording;
import org.einthoven.ecg.Measurements;
import org.einthoven.ecg.analysis.EcgAnalysis;
import org.einthoven.ecg.delineation.Delineation;
import org.einthoven.ecg.delineation.Delineator;
import org.einthoven.ecg.measurement.EcgMeasurement;
import org.einthoven.ecg.simulator.EcgSimulator;
import org.einthoven.ecg.simulator.Noise;
import org.einthoven.ecg.simulator.Patient;
import org.einthoven.ecg.simulator.Rhythm;
import org.einthoven.ecg.simulator.Visit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What is read off an ECG without a model: 10 s of twelve leads at 500 Hz with ordinary noise, one after the other of forty. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(value = 1, jvmArgsAppend = "-Xmx1g")
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
public class AnalysisBenchmark {
    private static final int PATIENTS = 40;
    private static final int SLOWEST = 50;

    private final List<EcgRecording> recordings = new ArrayList<>();
    private final List<Delineation> delineations = new ArrayList<>();
    private int next;

    @Setup
    public void record() {
        for (int seed = 0; seed < PATIENTS; seed++) {
            Visit visit = Visit.HEALTHY.with(Noise.ORDINARY).with(Rhythm.sinus(SLOWEST + seed));
            Patient patient = Patient.random(new SplittableRandom(seed));
            recordings.add(
                    new EcgSimulator(500, 10).record(patient, visit, seed).recording());
            delineations.add(Delineator.delineate(recordings.get(seed)));
        }
    }

    private int next() {
        next = (next + 1) % PATIENTS;
        return next;
    }

    @Benchmark
    public Delineation delineate() {
        return Delineator.delineate(recordings.get(next()));
    }

    @Benchmark
    public Measurements measure() {
        int one = next();
        return EcgMeasurement.measure(recordings.get(one), delineations.get(one));
    }

    /** Quality, delineation and measurements. */
    @Benchmark
    public EcgAnalysis analyse() {
        return EcgAnalysis.of(recordings.get(next()));
    }
}
