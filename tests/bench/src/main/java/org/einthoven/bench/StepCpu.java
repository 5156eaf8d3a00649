package org.einthoven.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedStackTrace;
import jdk.jfr.consumer.RecordedThread;
import jdk.jfr.consumer.RecordingFile;

/**
 * Spreads a gateway's CPU time over the steps of the way: what each group of threads took ({@link SustainedLoad}'s
 * threads.txt) by the stacks that a flight recording of the same time has of that group. Java samples only: a thread's
 * time inside native code counts where its Java samples are. The recording must run from the gateway's start: one that
 * is started later makes the JVM throw away all compiled code.
 *
 * <p>Arguments: recording, threads.txt.
 */
public final class StepCpu {
    private static final int LEAVES = 40;
    /** The first of these that a frame matches, from the innermost frame outwards, names the step. */
    private static final Map<String, Pattern> STEPS = new LinkedHashMap<>();

    static {
        step("decode", "org\\.einthoven\\.codecs\\.");
        step("measure", "org\\.einthoven\\.ecg\\.(analysis|delineation|measurement|quality)\\.");
        step("normalise", "org\\.einthoven\\.ecg\\.(Normaliser|Resampler|LeadScreening|LimbLeads|Gaps)");
        step("predict", "org\\.einthoven\\.encoder\\.|ai\\.djl\\.");
        step("ledger", "org\\.einthoven\\.app\\.ledger\\.");
        step("report: build", "org\\.einthoven\\.report\\.fhir\\.(?!FhirReport\\.json)");
        step("report: JSON", "org\\.einthoven\\.report\\.fhir\\.FhirReport\\.json");
        step("FHIR store", "org\\.einthoven\\.app\\.fhir\\.|org\\.einthoven\\.app\\.database\\.");
        step("delivery: parse", "pipeline\\.ReportDeliveries\\.offer");
        step("object store", "org\\.einthoven\\.app\\.store\\.");
        step("DICOM check", "org\\.einthoven\\.camel\\.DataSetCheck");
        step("DICOM receive", "org\\.einthoven\\.dicom\\.network\\.");
        step("queue", "org\\.apache\\.activemq\\.|org\\.messaginghub\\.");
        step("Camel", "org\\.apache\\.camel\\.");
    }

    private static void step(String name, String frames) {
        STEPS.put(name, Pattern.compile(frames));
    }

    private StepCpu() {}

    public static void main(String[] arguments) throws IOException {
        ThreadCpu threads = ThreadCpu.read(Path.of(arguments[1]));
        Map<String, Map<String, Integer>> samples = samples(Path.of(arguments[0]), threads);
        Map<String, Double> steps = new TreeMap<>();
        threads.millisAnEcg().forEach((group, millis) -> {
            Map<String, Integer> ofGroup = samples.getOrDefault(group, Map.of("threads: " + group, 1));
            double all = ofGroup.values().stream().mapToInt(Integer::intValue).sum();
            ofGroup.forEach((step, count) -> steps.merge(step, millis * count / all, Double::sum));
        });
        System.out.println("| step | CPU ms an ECG |\n|---|---|");
        steps.entrySet().stream()
                .sorted(Map.Entry.<String, Double>comparingByValue().reversed())
                .filter(step -> step.getValue() >= 0.01)
                .forEach(step -> System.out.printf("| %s | %.2f |%n", step.getKey(), step.getValue()));
        System.out.printf(
                "| all | %.2f |%n",
                steps.values().stream().mapToDouble(Double::doubleValue).sum());
    }

    /** Count by group of threads and step; prints the frames where most of the samples are. */
    private static Map<String, Map<String, Integer>> samples(Path recording, ThreadCpu threads) throws IOException {
        Map<String, Map<String, Integer>> samples = new HashMap<>();
        Map<String, Integer> leaves = new HashMap<>();
        try (RecordingFile file = new RecordingFile(recording)) {
            while (file.hasMoreEvents()) {
                RecordedEvent event = file.readEvent();
                RecordedStackTrace stack = event.getStackTrace();
                boolean then = !event.getStartTime().isBefore(threads.from())
                        && event.getStartTime().isBefore(threads.to());
                if (then && event.getEventType().getName().equals("jdk.ExecutionSample") && stack != null) {
                    RecordedThread thread = event.getThread("sampledThread");
                    String group = thread == null ? "?" : ProcessCpu.group(String.valueOf(thread.getJavaName()));
                    String step = step(stack, thread);
                    samples.computeIfAbsent(group, g -> new TreeMap<>()).merge(step, 1, Integer::sum);
                    leaves.merge(step + ": " + name(stack.getFrames().get(0)), 1, Integer::sum);
                }
            }
        }
        print(leaves);
        return samples;
    }

    private static String step(RecordedStackTrace stack, RecordedThread thread) {
        for (RecordedFrame frame : stack.getFrames()) {
            String name = name(frame);
            for (Map.Entry<String, Pattern> step : STEPS.entrySet()) {
                if (step.getValue().matcher(name).find()) {
                    return step.getKey();
                }
            }
        }
        return "other: "
                + (thread == null ? "?" : String.valueOf(thread.getJavaName()).replaceAll("\\d+", ""));
    }

    private static String name(RecordedFrame frame) {
        return frame.getMethod().getType().getName() + "." + frame.getMethod().getName();
    }

    private static void print(Map<String, Integer> leaves) {
        double all = leaves.values().stream().mapToInt(Integer::intValue).sum();
        leaves.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
                .limit(LEAVES)
                .forEach(leaf -> System.out.printf("%5.1f %% %s%n", 100 * leaf.getValue() / all, leaf.getKey()));
    }
}
