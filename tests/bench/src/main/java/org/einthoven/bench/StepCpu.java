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
 * Spreads a gateway's CPU time over the steps of the way, by the stacks of a flight recording. Java samples only: a
 * thread's time inside native code counts where its Java samples are.
 *
 * <p>Arguments: recording.
 */
public final class StepCpu {
    /** The first of these that a frame matches, from the innermost frame outwards, names the step. */
    private static final Map<String, Pattern> STEPS = new LinkedHashMap<>();

    static {
        step("decode", "org\\.einthoven\\.codecs\\.");
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
        Map<String, Integer> steps = new TreeMap<>();
        Map<String, Map<String, Integer>> leaves = new HashMap<>();
        int all = 0;
        try (RecordingFile file = new RecordingFile(Path.of(arguments[0]))) {
            while (file.hasMoreEvents()) {
                RecordedEvent event = file.readEvent();
                RecordedStackTrace stack = event.getStackTrace();
                if (event.getEventType().getName().equals("jdk.ExecutionSample") && stack != null) {
                    all++;
                    String step = step(stack, event.getThread("sampledThread"));
                    steps.merge(step, 1, Integer::sum);
                    leaves.computeIfAbsent(step, s -> new HashMap<>())
                            .merge(name(stack.getFrames().get(0)), 1, Integer::sum);
                }
            }
        }
        print(steps, leaves, all);
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

    private static void print(Map<String, Integer> steps, Map<String, Map<String, Integer>> leaves, int all) {
        steps.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
                .forEach(step -> {
                    System.out.printf("%5.1f %% %s%n", 100.0 * step.getValue() / all, step.getKey());
                    leaves.getOrDefault(step.getKey(), Map.of()).entrySet().stream()
                            .sorted(Map.Entry.<String, Integer>comparingByValue()
                                    .reversed())
                            .limit(8)
                            .filter(leaf -> leaf.getValue() * 200 > all)
                            .forEach(leaf -> System.out.printf(
                                    "            %5.1f %% %s%n", 100.0 * leaf.getValue() / all, leaf.getKey()));
                });
    }
}
