package org.einthoven.training;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.einthoven.ecg.Task;
import org.einthoven.ecg.store.StoredEcg;
import org.einthoven.training.compare.ProbeFeatures;
import org.einthoven.training.contrast.PretrainedEncoder;
import org.einthoven.training.data.EcgDataset;
import org.einthoven.training.data.LabelledRecords;
import org.einthoven.training.data.Origin;
import org.einthoven.training.data.Part;
import org.einthoven.training.data.PatientIndex;
import org.einthoven.training.data.PatientSplit;
import org.einthoven.training.evaluate.study.Arm;
import org.einthoven.training.evaluate.study.CannotFitException;
import org.einthoven.training.evaluate.study.Case;
import org.einthoven.training.evaluate.study.Cases;
import org.einthoven.training.evaluate.study.Trial;
import org.einthoven.training.network.Architecture;
import org.einthoven.training.probe.ProbeArm;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What frozen encoders are worth on records that one may choose by. */
@Command(
        name = "trial",
        description =
                "Fits linear probes on frozen encoders, measured features and both side by side, and prints their AUROC on validation records over"
                        + " the number of labels. It takes minutes, and no test record is read: for choosing how to pretrain.",
        mixinStandardHelpOptions = true)
final class TrialCommand implements Callable<Integer> {
    private static final long RANDOM_ENCODER_SEED = 1903;

    @Mixin
    private StoreOptions stores = new StoreOptions();

    @Option(names = "--pretrained", paramLabel = "RUN", arity = "1..*", description = "folders of pretrain")
    private List<Path> pretrained = List.of();

    @Option(
            names = "--labels",
            split = ",",
            defaultValue = "16,64,256",
            description = "default ${DEFAULT-VALUE}, and all")
    private List<Integer> labels = List.of();

    @Option(names = "--draws", defaultValue = "10", description = "of so many labels; default ${DEFAULT-VALUE}")
    private int draws;

    @Option(
            names = "--cross-validate",
            paramLabel = "N",
            defaultValue = "0",
            description =
                    "N times five folds of training and validation records together in place of a label curve, for few records")
    private int repeats;

    @Option(names = "--parts", description = "also the embedding's form and rhythm alone")
    private boolean parts;

    @Option(names = "--cache", paramLabel = "DIR", description = "keeps embeddings and measured features")
    private @Nullable Path cache;

    @Option(names = "--seed", defaultValue = "1", description = "of the draws; default ${DEFAULT-VALUE}")
    private long seed;

    /** Why there is no figure, where there is none; each reason once. */
    private final Set<String> gaps = new LinkedHashSet<>();

    @Override
    public Integer call() {
        return Failures.orExit(() -> {
            if (draws < 1 || repeats < 0 || labels.stream().anyMatch(n -> n < 2)) {
                throw new IllegalArgumentException("there is at least one draw, of two labels or more");
            }
            PatientSplit parts = stores.split();
            EcgDataset dataset = EcgDataset.open(stores.stores());
            parts.requireCovers(stores.stores(), dataset.parts());
            Origin.requireOne(dataset.sources());
            probe(dataset, parts, System.out);
            return null;
        });
    }

    private void probe(EcgDataset dataset, PatientSplit split, PrintStream out)
            throws IOException, InterruptedException {
        PatientIndex index = PatientIndex.of(dataset, ecg -> mayBeSeen(split.of(ecg.patient())));
        LabelledRecords records = LabelledRecords.of(dataset, index, List.of(Task.values()));
        List<Arm> arms = arms(records);
        out.println("| finding | records | with it | features |" + heading());
        out.println("|---|---|---|---|" + "---|".repeat(repeats > 0 ? 1 : labels.size() + 1));
        for (Task task : Task.values()) {
            Cases all = cases(records, task, split, null);
            if (!all.bothKinds()) {
                gap(task.id(), ofKinds(all, "training and validation"));
                continue;
            }
            for (Arm arm : arms) {
                String figures = repeats > 0
                        ? figure(task, () -> Trial.crossValidated(task, all, arm, repeats, seed))
                        : curve(records, task, split, arm);
                out.printf(
                        Locale.ROOT,
                        "| %s | %d | %d | %s |%s%n",
                        task.id(),
                        all.size(),
                        all.positives(),
                        arm.title(),
                        figures);
            }
        }
        if (!gaps.isEmpty()) {
            out.println();
            gaps.forEach(out::println);
        }
    }

    /** A cell without a figure. */
    private String gap(String where, String why) {
        gaps.add("– " + where + ": " + why);
        return " – |";
    }

    private static String ofKinds(Cases cases, String part) {
        return "of " + cases.size() + " labelled " + part + " records " + cases.positives() + " have the finding and "
                + cases.negatives() + " have it not";
    }

    private static boolean mayBeSeen(@Nullable Part part) {
        return part == Part.TRAIN || part == Part.VALIDATION;
    }

    private String heading() {
        if (repeats > 0) {
            return " cross-validated |";
        }
        StringBuilder heading = new StringBuilder();
        labels.forEach(n -> heading.append(" N = ").append(n).append(" |"));
        return heading.append(" all |").toString();
    }

    private String curve(LabelledRecords records, Task task, PatientSplit split, Arm arm)
            throws IOException, InterruptedException {
        Cases train = cases(records, task, split, Part.TRAIN);
        Cases validation = cases(records, task, split, Part.VALIDATION);
        StringBuilder line = new StringBuilder();
        List<Integer> sizes = new ArrayList<>(labels);
        sizes.add(train.size());
        for (int n : sizes) {
            if (!train.bothKinds()) {
                line.append(gap(task.id(), ofKinds(train, "training")));
            } else if (n > train.size()) {
                line.append(gap(task.id() + ", N = " + n, "there are " + train.size() + " labelled training records"));
            } else {
                line.append(figure(task, () -> Trial.ofValidation(task, train, validation, arm, n, draws, seed)));
            }
        }
        return line.toString();
    }

    private interface Tried {
        Trial run() throws CannotFitException, IOException, InterruptedException;
    }

    private String figure(Task task, Tried tried) throws IOException, InterruptedException {
        try {
            return String.format(Locale.ROOT, " %.3f |", tried.run().auroc());
        } catch (CannotFitException e) {
            return gap(task.id(), String.valueOf(e.getMessage()));
        }
    }

    private List<Arm> arms(LabelledRecords records) throws IOException {
        ProbeFeatures features = new ProbeFeatures(records, cache);
        float[][] measured = features.measured();
        List<Arm> arms = new ArrayList<>();
        arms.add(arm("measured", measured));
        Architecture first = pretrained.isEmpty()
                ? Architecture.SMALL
                : PretrainedEncoder.read(pretrained.get(0)).architecture();
        add(arms, "random", first, features.random(first, RANDOM_ENCODER_SEED), measured);
        for (Path run : pretrained) {
            PretrainedEncoder encoder = PretrainedEncoder.read(run);
            add(arms, name(run), encoder.architecture(), features.pretrained(encoder), measured);
        }
        return arms;
    }

    private static String name(Path run) {
        return String.valueOf(run.toAbsolutePath().normalize().getFileName());
    }

    private void add(List<Arm> arms, String name, Architecture architecture, float[][] embedding, float[][] measured) {
        arms.add(arm(name, embedding));
        int form = architecture.formSize();
        if (parts) {
            arms.add(arm(name + ", form", ProbeFeatures.part(embedding, 0, form)));
            arms.add(arm(name + ", rhythm", ProbeFeatures.part(embedding, form, architecture.embeddingSize())));
        }
        float[][] rhythm = ProbeFeatures.part(embedding, form, architecture.embeddingSize());
        String either = name + ", whole or rhythm";
        arms.add(new ProbeArm(either, either, List.of(embedding, rhythm)));
        String beside = either + ", + measured";
        arms.add(new ProbeArm(
                beside,
                beside,
                List.of(ProbeFeatures.both(embedding, measured), ProbeFeatures.both(rhythm, measured))));
    }

    private static Arm arm(String title, float[][] features) {
        return new ProbeArm(title, title, features);
    }

    /** @param part null for both that may be seen */
    private static Cases cases(LabelledRecords records, Task task, PatientSplit split, @Nullable Part part) {
        int number = records.tasks().indexOf(task);
        List<Case> cases = new ArrayList<>();
        IntStream.range(0, records.size()).forEach(record -> {
            StoredEcg ecg = records.records().get(record);
            Boolean present = records.label(record, number);
            if (present != null && (part == null || split.of(ecg.patient()) == part)) {
                cases.add(new Case(record, ecg.patient().toString(), present, Map.of()));
            }
        });
        return new Cases(cases);
    }
}
