package org.einthoven.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * The whole way under a steady load: a gateway in a process of its own (1 GB of heap, embedded defaults, everything
 * synced), a load generator in another. Prints a row each ten seconds and a verdict, then checks that every
 * acknowledged ECG has exactly one report.
 *
 * <p>Arguments: sample file, new work folder, ECGs a second (0: as fast as they are taken), minutes, options of the
 * gateway's JVM.
 */
public final class SustainedLoad {
    private static final long SAMPLE_MILLIS = 10_000;
    private static final int WARM_UP = 400;
    private static final int BURST_RATE = 171;
    private static final int DRAIN_MINUTES = 10;
    private static final int CHECKERS = 2;
    /** Of the rate that was asked for: the rest is what timers and the last row's edge make. */
    private static final double HELD = 0.98;
    /** Messages that may be more in all queues at the end than after the first minute: two seconds' worth. */
    private static final int GROWTH_SECONDS = 2;
    /** In the work folder, for {@link StepCpu}. */
    private static final String THREADS = "threads.txt";

    private final GatewayUnderLoad gateway;
    private final Path folder;
    private final Path sample;
    private final double rate;
    private final AtomicLong acknowledged = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();
    private final List<Row> rows = new ArrayList<>();

    /** What was seen at a moment; counts and CPU milliseconds since the start. */
    private record Row(
            double seconds,
            long acknowledged,
            long reported,
            Map<String, Long> queues,
            long heapMebibytes,
            double residentMebibytes,
            double gatewayMillis,
            double generatorMillis) {
        long queued() {
            return queues.values().stream().mapToLong(Long::longValue).sum();
        }
    }

    /** A row and what each group of threads had taken by then. */
    private record Moment(Instant time, Row row, Map<String, Double> threads) {}

    /** From the first row after half the load to the last before its end: the JIT compiler has done most by then. */
    private static ThreadCpu steady(List<Moment> moments, long count) {
        Moment last = moments.get(moments.size() - 1);
        Moment first = moments.stream()
                .filter(moment -> moment.row().acknowledged() >= count / 2)
                .findFirst()
                .orElse(last);
        Map<String, Double> spent = new TreeMap<>(last.threads());
        first.threads().forEach((name, millis) -> spent.merge(name, -millis, Double::sum));
        long ecgs = last.row().reported() - first.row().reported();
        spent.replaceAll((name, millis) -> millis / Math.max(1, ecgs));
        return new ThreadCpu(first.time(), last.time(), ecgs, spent);
    }

    private SustainedLoad(GatewayUnderLoad gateway, Path folder, Path sample, double rate) {
        this.gateway = gateway;
        this.folder = folder;
        this.sample = sample;
        this.rate = rate;
    }

    public static void main(String[] arguments) throws Exception {
        Path folder = Files.createDirectories(Path.of(arguments[1]));
        double rate = Double.parseDouble(arguments[2]);
        long count = Math.round((rate > 0 ? rate : BURST_RATE) * 60 * Double.parseDouble(arguments[3]));
        List<String> options = List.of(arguments).subList(4, arguments.length);
        try (GatewayUnderLoad gateway = GatewayUnderLoad.start(folder, options)) {
            SustainedLoad load = new SustainedLoad(gateway, folder, Path.of(arguments[0]), rate);
            load.warmUp();
            load.measure(count);
        }
    }

    private void warmUp() throws Exception {
        Process generator = generator(0, WARM_UP, "warm-up.uids");
        follow(generator);
        generator.waitFor();
        drain(uids("warm-up.uids").size());
    }

    private void measure(long count) throws Exception {
        long before = gateway.reports("");
        ProcessCpu gatewayCpu = gateway.cpu();
        acknowledged.set(0);
        refused.set(0);
        long begin = System.nanoTime();
        double cpuBefore = gatewayCpu.millis();
        Process generator = generator(rate, count, "load.uids");
        ProcessCpu generatorCpu = new ProcessCpu(generator.pid());
        Thread reader = new Thread(() -> follow(generator));
        reader.start();
        System.out.println("| s | acknowledged/s | reported/s | refused | queues | heap MiB | RSS MiB | gateway CPU/s |"
                + " generator CPU/s |");
        System.out.println("|---|---|---|---|---|---|---|---|---|");
        rows.add(row(begin, before, cpuBefore, 0));
        double generatorMillis = 0;
        List<Moment> moments = new ArrayList<>(List.of(new Moment(Instant.now(), rows.get(0), gatewayCpu.byThread())));
        while (!generator.waitFor(SAMPLE_MILLIS, java.util.concurrent.TimeUnit.MILLISECONDS)) {
            generatorMillis = generatorCpu.millis();
            print(row(begin, before, cpuBefore, generatorMillis));
            moments.add(new Moment(Instant.now(), rows.get(rows.size() - 1), gatewayCpu.byThread()));
        }
        reader.join();
        Row end = row(begin, before, cpuBefore, generatorMillis);
        print(end);
        List<String> uids = uids("load.uids");
        drain(before + uids.size());
        Row drained = row(begin, before, cpuBefore, generatorMillis);
        print(steady(moments, count));
        System.out.printf(
                "%d acknowledged, %d refused, all reported after %.0f s; CPU ms an ECG: gateway %.2f, generator %.2f;"
                        + " %.1f kB on disk an ECG%n",
                uids.size(),
                refused.get(),
                drained.seconds(),
                drained.gatewayMillis() / uids.size(),
                generatorMillis / Math.max(1, rows.get(rows.size() - 2).acknowledged()),
                gateway.dataBytes() / 1e3 / (uids.size() + WARM_UP));
        verdict(end);
        check(uids);
    }

    private Process generator(double perSecond, long count, String uids) throws IOException {
        return LoadGenerator.start(gateway.dicomPort, perSecond, count, sample, folder.resolve(uids), 0);
    }

    private void follow(Process generator) {
        try (BufferedReader out = generator.inputReader()) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                String[] words = line.split(" ");
                acknowledged.set(Long.parseLong(words[1]));
                refused.set(Long.parseLong(words[3]));
            }
        } catch (IOException e) {
            System.out.println("the generator's output ended: " + e.getMessage());
        }
    }

    private List<String> uids(String file) throws IOException {
        Path path = folder.resolve(file);
        if (!Files.exists(path)) {
            throw new IOException("the load generator failed");
        }
        try (Stream<String> lines = Files.lines(path)) {
            return lines.toList();
        }
    }

    private void drain(long reports) throws Exception {
        long end = System.nanoTime() + DRAIN_MINUTES * 60_000_000_000L;
        while (gateway.reports("") < reports && System.nanoTime() < end) {
            Thread.sleep(200);
        }
    }

    private Row row(long begin, long before, double cpuBefore, double generatorMillis) throws Exception {
        return new Row(
                (System.nanoTime() - begin) / 1e9,
                acknowledged.get(),
                gateway.reports("") - before,
                gateway.queues(),
                gateway.heapMebibytes(),
                gateway.cpu().residentMebibytes(),
                gateway.cpu().millis() - cpuBefore,
                generatorMillis);
    }

    private void print(Row row) {
        Row last = rows.get(rows.size() - 1);
        double seconds = row.seconds() - last.seconds();
        System.out.printf(
                "| %.0f | %.0f | %.0f | %d | %s | %d | %.0f | %.2f | %.2f |%n",
                row.seconds(),
                (row.acknowledged() - last.acknowledged()) / seconds,
                (row.reported() - last.reported()) / seconds,
                refused.get(),
                row.queues(),
                row.heapMebibytes(),
                row.residentMebibytes(),
                (row.gatewayMillis() - last.gatewayMillis()) / 1e3 / seconds,
                Math.max(0, row.generatorMillis() - last.generatorMillis()) / 1e3 / seconds);
        rows.add(row);
    }

    private void print(ThreadCpu threads) throws IOException {
        System.out.printf(
                "second half: %d reported, %.1f a second%n| threads, second half | CPU ms an ECG |%n|---|---|%n",
                threads.ecgs(), threads.ecgs() / threads.seconds());
        threads.millisAnEcg().entrySet().stream()
                .sorted(Map.Entry.<String, Double>comparingByValue().reversed())
                .filter(each -> each.getValue() >= 0.01)
                .forEach(each -> System.out.printf("| %s | %.2f |%n", each.getKey(), each.getValue()));
        threads.write(folder.resolve(THREADS));
    }

    private void verdict(Row end) {
        Row early = rows.stream().filter(row -> row.seconds() >= 60).findFirst().orElse(rows.get(0));
        long growth = end.queued() - early.queued();
        double achieved = end.acknowledged() / end.seconds();
        boolean held = achieved >= HELD * rate && growth <= GROWTH_SECONDS * Math.max(1, rate);
        System.out.printf(
                "rate held: %s (%.1f acknowledged/s of %.1f, %.1f reported/s), queue growth %d messages since second"
                        + " %.0f, most %d%n",
                held ? "yes" : "no",
                achieved,
                rate,
                end.reported() / end.seconds(),
                growth,
                early.seconds(),
                rows.stream().mapToLong(Row::queued).max().orElse(0));
    }

    /** Asks the FHIR store for each acknowledged ECG by its UID. */
    private void check(List<String> uids) throws Exception {
        ExecutorService checkers = Executors.newFixedThreadPool(CHECKERS);
        List<Future<long[]>> parts = new ArrayList<>();
        for (int c = 0; c < CHECKERS; c++) {
            int first = c;
            parts.add(checkers.submit(() -> count(uids, first)));
        }
        long missing = 0;
        long repeated = 0;
        for (Future<long[]> part : parts) {
            missing += part.get()[0];
            repeated += part.get()[1];
        }
        checkers.shutdown();
        System.out.printf(
                "of %d acknowledged ECGs %d have no report and %d more than one: %s%n",
                uids.size(), missing, repeated, missing + repeated == 0 ? "exactly one each" : "PROMISE BROKEN");
    }

    private long[] count(List<String> uids, int first) throws Exception {
        long[] missingAndRepeated = new long[2];
        for (int i = first; i < uids.size(); i += CHECKERS) {
            long reports = gateway.reports("&identifier=urn:ietf:rfc:3986%7Curn:oid:" + uids.get(i));
            missingAndRepeated[0] += reports == 0 ? 1 : 0;
            missingAndRepeated[1] += reports > 1 ? 1 : 0;
        }
        return missingAndRepeated;
    }
}
