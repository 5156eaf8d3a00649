package org.einthoven.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.einthoven.codecs.EcgDecodingException;

/** {@link DrawingBenchmark} by the thread's CPU time, which tells more than the clock where others use the cores too. */
public final class DrawingCpu {
    private static final int DRAWINGS = 400;

    private DrawingCpu() {}

    public static void main(String[] arguments) throws IOException, EcgDecodingException {
        DrawingBenchmark drawing = new DrawingBenchmark();
        drawing.decode();
        Map<String, Supplier<Object>> formats = new LinkedHashMap<>();
        formats.put("SVG", drawing::svg);
        formats.put("PDF", drawing::pdf);
        formats.put("PNG", drawing::png);
        System.out.println("| | CPU ms, median of the second half of " + DRAWINGS + " | bytes |\n|---|---|---|");
        formats.forEach(DrawingCpu::measure);
    }

    private static void measure(String format, Supplier<Object> draw) {
        double[] millis = new double[DRAWINGS];
        Object last = "";
        for (int i = 0; i < DRAWINGS; i++) {
            long before = cpuNanos();
            last = draw.get();
            millis[i] = (cpuNanos() - before) / 1e6;
        }
        double[] warm = Arrays.copyOfRange(millis, DRAWINGS / 2, DRAWINGS);
        Arrays.sort(warm);
        int bytes = last instanceof byte[] file ? file.length : last.toString().length();
        System.out.printf("| %s | %.1f | %d |%n", format, warm[warm.length / 2], bytes);
    }

    private static long cpuNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }
}
