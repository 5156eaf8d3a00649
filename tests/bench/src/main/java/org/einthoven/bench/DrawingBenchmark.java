package org.einthoven.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.einthoven.codecs.DecodingOptions;
import org.einthoven.codecs.EcgDecoder;
import org.einthoven.codecs.EcgDecodingException;
import org.einthoven.ecg.EcgRecording;
import org.einthoven.report.drawing.DrawingOptions;
import org.einthoven.report.drawing.EcgDrawing;
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

/** From a recording of twelve leads, 500 Hz and 10 s to the bytes of its drawing, with the banner, on one thread. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(value = 1, jvmArgsAppend = "-Xmx1g")
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
public class DrawingBenchmark {
    private static final DrawingOptions OPTIONS = DrawingOptions.PLAIN.withPatientBanner();

    @SuppressWarnings("NullAway.Init") // set up by JMH
    private EcgRecording recording;

    @Setup
    public void decode() throws IOException, EcgDecodingException {
        Path folder = Path.of(System.getProperty("samples", "tests/samples/dicom"));
        recording = EcgDecoder.standard().decode(folder.resolve("ecgtoolkit_Example.dcm"), DecodingOptions.DEFAULT);
    }

    @Benchmark
    public String svg() {
        return EcgDrawing.of(recording, OPTIONS).svg();
    }

    @Benchmark
    public byte[] pdf() {
        return EcgDrawing.of(recording, OPTIONS).pdf();
    }

    /** 150 dots an inch. */
    @Benchmark
    public byte[] png() {
        return EcgDrawing.of(recording, OPTIONS).png();
    }
}
