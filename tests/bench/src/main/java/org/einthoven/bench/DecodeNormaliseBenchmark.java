package org.einthoven.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.einthoven.codecs.DecodingOptions;
import org.einthoven.codecs.EcgDecoder;
import org.einthoven.codecs.EcgDecodingException;
import org.einthoven.ecg.EcgRecording;
import org.einthoven.ecg.Normalisation;
import org.einthoven.ecg.Normaliser;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** From a DICOM file in the page cache to what the encoder sees: reading, decoding, normalising, on one thread. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(value = 1, jvmArgsAppend = "-Xmx1g")
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
public class DecodeNormaliseBenchmark {
    /** A 500 Hz and a 1000 Hz 12-lead object. */
    @Param({"ecgtoolkit_Example.dcm", "pydicom_waveform_ecg.dcm"})
    @SuppressWarnings("NullAway.Init") // set by JMH
    public String file;

    private final Normaliser normaliser = new Normaliser();

    @SuppressWarnings("NullAway.Init") // set up by JMH
    private Path path;

    @SuppressWarnings("NullAway.Init") // set up by JMH
    private EcgRecording recording;

    @Setup
    public void decodeOnce() throws IOException, EcgDecodingException {
        path = Path.of(System.getProperty("samples", "tests/samples/dicom"), file);
        recording = decode();
    }

    @Benchmark
    public EcgRecording decode() throws IOException, EcgDecodingException {
        return EcgDecoder.standard().decode(path, DecodingOptions.DEFAULT);
    }

    @Benchmark
    public Normalisation normalise() {
        return normaliser.normalise(recording);
    }

    @Benchmark
    public Normalisation decodeAndNormalise() throws IOException, EcgDecodingException {
        return normaliser.normalise(decode());
    }
}
