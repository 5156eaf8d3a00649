package org.einthoven.training;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.einthoven.training.classifier.ClassifierRun;
import org.einthoven.training.classifier.StartingEncoder;
import org.einthoven.training.cohort.Cohort;
import org.einthoven.training.cohort.CohortStore;
import org.einthoven.training.cohort.Prevalences;
import org.einthoven.training.data.DataSet;
import org.einthoven.training.data.EcgDataset;
import org.einthoven.training.data.EcgImport;
import org.einthoven.training.data.PatientSplit;
import org.einthoven.training.export.ModelExport;
import org.einthoven.training.finetune.FineTuningSettings;
import org.einthoven.training.loop.FolderTree;

/**
 * From folders of public data sets to a model folder: import, split, simulate, pretrain, teach, finetune, evaluate and export. What is done is
 * skipped; what was broken off goes on.
 */
final class WholeWay {
    private static final Duration BETWEEN_CHECKPOINTS = Duration.ofMinutes(2);

    private final Recipe recipe;
    private final Path data;
    private final Path run;
    private final String version;
    private final PrintStream out;
    private final Stages stages;

    /**
     * @param data one folder for each set
     * @param version of the model
     */
    WholeWay(Recipe recipe, Path data, Path run, String version, PrintStream out) {
        ModelExport.requireVersion(version);
        this.recipe = recipe;
        this.data = data;
        this.run = run;
        this.version = version;
        this.out = out;
        this.stages = new Stages(run, out);
    }

    Path model() {
        return run.resolve("model");
    }

    /**
     * Goes as far as the time for pretraining allows.
     *
     * @return whether the model is there
     */
    boolean go(Duration pretraining) throws IOException, InterruptedException {
        List<String> sets = sets();
        Files.createDirectories(run.resolve("stores"));
        Files.createDirectories(run.resolve("splits"));
        for (String set : sets) {
            String with = new FolderContent(data.resolve(set)).told();
            stages.run("import " + set, with, () -> importSet(set));
            stages.run("split " + set, "seed " + recipe.split(), () -> split(set, true));
        }
        List<String> learntFrom = new ArrayList<>(recipe.real() ? sets : List.of());
        if (recipe.cohort() > 0) {
            String with = recipe.cohort() + " patients, seed " + recipe.simulation();
            stages.run("simulate", with, this::simulate);
            stages.run("split simulated", "seed " + recipe.split(), () -> split(CohortStore.SOURCE, false));
            learntFrom.add(CohortStore.SOURCE);
        }
        PretrainStep pretrain = new PretrainStep(
                recipe.pretraining(), stores(learntFrom), null, splits(learntFrom), run.resolve("pretrained"));
        boolean pretrained = stages.run(
                "pretrain",
                recipe.pretraining() + " on " + learntFrom,
                () -> pretrain.run(pretraining, BETWEEN_CHECKPOINTS, out));
        if (!pretrained) {
            return false;
        }
        FineTuningSettings teaching = recipe.teaching();
        String start = teaching == null ? "pretrained" : "taught";
        if (teaching != null) {
            List<String> simulated = List.of(CohortStore.SOURCE);
            stages.run(start, teaching + " on " + simulated, () -> finetune(simulated, "pretrained", teaching, start));
        }
        stages.run(
                "finetune",
                recipe.finetuning() + " on " + sets + ", from " + start,
                () -> finetune(sets, start, recipe.finetuning(), "finetuned"));
        return stages.run("evaluate and export", "model " + version, this::export);
    }

    private List<String> sets() throws IOException {
        List<String> found = Arrays.stream(DataSet.values())
                .map(DataSet::folder)
                .filter(set -> Files.isDirectory(data.resolve(set)))
                .toList();
        if (found.isEmpty()) {
            throw new IOException("below " + data + " is no folder of a known data set: "
                    + Arrays.stream(DataSet.values()).map(DataSet::folder).toList());
        }
        return found;
    }

    private Path store(String source) {
        return run.resolve("stores").resolve(source);
    }

    private Path splitOf(String source) {
        return run.resolve("splits").resolve(source + ".csv");
    }

    private List<Path> stores(List<String> sources) {
        return sources.stream().map(this::store).toList();
    }

    private List<Path> splits(List<String> sources) {
        return sources.stream().map(this::splitOf).toList();
    }

    private boolean importSet(String set) throws IOException {
        ImportCommand.run(new EcgImport(data.resolve(set), store(set), set, null, null), out);
        return true;
    }

    private boolean split(String source, boolean published) throws IOException {
        EcgDataset dataset = EcgDataset.open(store(source));
        PatientSplit split = published
                ? PatientSplit.published(dataset, recipe.split())
                : PatientSplit.stratified(dataset, recipe.split());
        split.write(splitOf(source));
        SplitCommand.tell(split, out);
        return true;
    }

    private boolean simulate() throws IOException, InterruptedException {
        Path store = store(CohortStore.SOURCE);
        // Of a run that was killed: it is drawn again from its beginning.
        FolderTree.delete(store.resolveSibling(CohortStore.SOURCE + ".unfinished"));
        FolderTree.delete(store);
        try (Progress progress = Progress.of(out, "patients simulated")) {
            CohortStore.write(
                    new Cohort(recipe.simulation(), recipe.cohort(), Prevalences.standard()),
                    store.toAbsolutePath(),
                    Runtime.getRuntime().availableProcessors(),
                    GitCommit.current(),
                    done -> progress.at(done, recipe.cohort()));
        }
        return true;
    }

    private boolean finetune(List<String> sources, String from, FineTuningSettings settings, String to)
            throws IOException, InterruptedException {
        LabelledOptions labelled = new LabelledOptions(stores(sources), splits(sources), run.resolve(to));
        PatientSplit split = labelled.split();
        FinetuneCommand.run(labelled, split, StartingEncoder.of(run.resolve(from), split), settings, out);
        return true;
    }

    private boolean export() throws IOException, InterruptedException {
        ExportCommand.export(new ClassifierRun(run.resolve("finetuned")), List.of(), model(), version, out);
        return true;
    }
}
