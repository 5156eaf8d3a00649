package org.einthoven.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.einthoven.codecs.DecodingOptions;
import org.einthoven.codecs.EcgDecoder;
import org.einthoven.ecg.EcgRecording;
import org.einthoven.ecg.Lead;
import org.einthoven.ecg.LeadScreening;
import org.einthoven.ecg.QualityIssue;
import org.einthoven.ecg.SampledSignal;
import org.einthoven.ecg.delineation.Delineator;
import org.einthoven.ecg.measurement.MedianBeat;
import org.einthoven.ecg.quality.ElectrodeExchange;
import org.einthoven.ecg.quality.LeadPlacement;
import org.einthoven.ecg.quality.SignalQuality;
import org.einthoven.ecg.quality.Suspicion;
import org.jspecify.annotations.Nullable;

/**
 * What the assessment of quality tells of real ECGs as they are, and of which faults that are put into them.
 *
 * <p>Arguments: development|held-out|all, then folders of WFDB records. A record is of the development half where the last bit
 * of the MD5 of its name is 0. Prints each issue, for judging by eye, then a table of faults.
 */
public final class QualityOnRealEcgs {
    private static final long SEED = 20261127;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final List<EcgRecording> recordings = new ArrayList<>();
    private final List<String> names = new ArrayList<>();

    private QualityOnRealEcgs() {}

    public static void main(String[] arguments) throws Exception {
        QualityOnRealEcgs run = new QualityOnRealEcgs();
        for (String folder : List.of(arguments).subList(1, arguments.length)) {
            run.read(Path.of(folder), arguments[0]);
        }
        run.asTheyAre();
        run.withFaults();
        run.withExchanges();
        run.time();
    }

    private void read(Path folder, String half) throws Exception {
        List<Path> headers;
        try (Stream<Path> files = Files.list(folder)) {
            headers = files.filter(file -> file.toString().endsWith(".hea"))
                    .sorted()
                    .toList();
        }
        for (Path header : headers) {
            String name = header.getFileName().toString().replace(".hea", "");
            if (half.equals("all") || half.equals("development") == isOfDevelopment(name)) {
                EcgRecording recording = EcgDecoder.standard().decode(header, DecodingOptions.DEFAULT);
                recordings.add(recording);
                names.add(name);
            }
        }
    }

    private static boolean isOfDevelopment(String name) throws Exception {
        byte[] digest = MessageDigest.getInstance("MD5").digest(name.getBytes(StandardCharsets.UTF_8));
        return (digest[15] & 1) == 0;
    }

    private void asTheyAre() {
        Map<String, Integer> recordsWith = new LinkedHashMap<>();
        int any = 0;
        for (int i = 0; i < names.size(); i++) {
            List<QualityIssue> issues = assess(recordings.get(i));
            String name = names.get(i);
            issues.forEach(issue -> System.out.println(name + "\t" + issue.severity() + "\t" + issue.text()));
            issues.stream()
                    .map(QualityIssue::code)
                    .distinct()
                    .forEach(code -> recordsWith.merge(code, 1, Integer::sum));
            any += issues.isEmpty() ? 0 : 1;
        }
        System.out.println("\n" + names.size() + " records, " + any + " with any issue; by code " + recordsWith + "\n");
    }

    private static List<QualityIssue> assess(EcgRecording recording) {
        List<QualityIssue> issues = new ArrayList<>(SignalQuality.assess(recording));
        issues.addAll(LeadPlacement.assess(recording, median(recording)));
        return issues;
    }

    private static @Nullable MedianBeat median(EcgRecording recording) {
        return MedianBeat.of(recording, Delineator.delineate(recording));
    }

    /** Recordings with twelve leads that can be read. */
    private List<EcgRecording> whole() {
        return recordings.stream()
                .filter(r -> new LeadScreening(r).usable().keySet().containsAll(Lead.STANDARD))
                .toList();
    }

    private void withFaults() {
        System.out.println("| fault | found | of |\n|---|---|---|");
        for (InjectedFault fault : InjectedFault.ofSignals()) {
            int found = 0;
            for (EcgRecording recording : whole()) {
                double[][] leads = leads(recording);
                fault.change().to(leads, recording.samplingRateHz(), new Random(SEED));
                found += SignalQuality.assess(with(recording, leads)).stream()
                                .anyMatch(issue -> fault.codes().contains(issue.code()))
                        ? 1
                        : 0;
            }
            System.out.println("| " + fault.name() + " | " + found + " | " + whole().size() + " |");
        }
    }

    private void withExchanges() {
        System.out.println("\n| exchange | told | told as it is | of |\n|---|---|---|---|");
        for (ElectrodeExchange exchange : ElectrodeExchange.values()) {
            int told = 0;
            int right = 0;
            for (EcgRecording recording : whole()) {
                double[][] leads = leads(recording);
                InjectedFault.exchange(leads, exchange);
                EcgRecording exchanged = with(recording, leads);
                MedianBeat median = median(exchanged);
                boolean isTold = !LeadPlacement.assess(exchanged, median).isEmpty();
                told += isTold ? 1 : 0;
                right += isTold
                                && LeadPlacement.suspect(exchanged, median)
                                        .map(Suspicion::exchange)
                                        .filter(exchange::equals)
                                        .isPresent()
                        ? 1
                        : 0;
            }
            System.out.println("| " + exchange + " | " + told + " | " + right + " | " + whole().size() + " |");
        }
    }

    private void time() {
        List<EcgRecording> some = whole().stream()
                .filter(r -> r.durationSeconds() == 10)
                .limit(50)
                .toList();
        List<@Nullable MedianBeat> medians = new ArrayList<>();
        some.forEach(recording -> medians.add(median(recording)));
        for (int round = 0; round < 12; round++) {
            long begin = THREADS.getCurrentThreadCpuTime();
            some.forEach(SignalQuality::assess);
            long middle = THREADS.getCurrentThreadCpuTime();
            for (int i = 0; i < some.size(); i++) {
                LeadPlacement.suspect(some.get(i), medians.get(i));
            }
            long end = THREADS.getCurrentThreadCpuTime();
            if (round == 11 && !some.isEmpty()) {
                System.out.printf(
                        "%nof 10 s, 12 leads: signal %.2f ms, placement %.2f ms of CPU%n",
                        (middle - begin) / 1e6 / some.size(), (end - middle) / 1e6 / some.size());
            }
        }
    }

    private static double[][] leads(EcgRecording recording) {
        return Lead.STANDARD.stream()
                .map(lead -> Objects.requireNonNull(recording.lead(lead))
                        .millivolts()
                        .clone())
                .toArray(double[][]::new);
    }

    private static EcgRecording with(EcgRecording recording, double[][] leads) {
        Map<Lead, SampledSignal> signals = Lead.STANDARD.stream()
                .collect(Collectors.toMap(
                        lead -> lead,
                        lead -> new SampledSignal(recording.samplingRateHz(), leads[lead.standardIndex()]),
                        (a, b) -> a,
                        LinkedHashMap::new));
        return new EcgRecording(
                recording.format(),
                recording.source(),
                signals,
                recording.patient(),
                recording.demographics(),
                recording.order(),
                recording.acquisition(),
                recording.vendorAnnotations(),
                recording.issues());
    }
}
