package org.einthoven.training;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.einthoven.training.contrast.Pretraining;
import org.einthoven.training.contrast.PretrainingSettings;
import org.einthoven.training.data.EcgDataset;
import org.einthoven.training.data.Part;
import org.einthoven.training.data.PatientIndex;
import org.einthoven.training.data.PatientSplit;
import org.jspecify.annotations.Nullable;

/**
 * Pretraining from files to a run folder.
 *
 * @param data stores or folders of ECGs
 * @param secret the file with the secret of the pseudonyms of such a folder; null for public data sets and for stores
 * @param split files that tell whose ECGs may be learnt from: their training parts
 */
record PretrainStep(
        PretrainingSettings settings,
        List<Path> data,
        @Nullable Path secret,
        List<Path> split,
        Path run) {
    /** Whether it is done; where not, its time was up and it goes on when it is run again. */
    boolean run(Duration most, Duration betweenCheckpoints, PrintStream out) throws IOException, InterruptedException {
        BatchMemory.require("--patients", settings.patients(), settings.viewsOfAPatient());
        PatientSplit parts = PatientSplit.read(split);
        EcgDataset dataset = EcgDataset.open(data, secret, run);
        parts.requireCovers(data, dataset.parts());
        PatientIndex index = PatientIndex.of(dataset, parts.in(Part.TRAIN));
        Pretraining pretraining = new Pretraining(settings, dataset, index, run);
        out.println(index.windows() + " windows of " + index.patients() + " patients of " + dataset.source());
        boolean done;
        try (Progress progress = Progress.of(out, "steps")) {
            done = pretraining.run(
                    parts.fingerprint(),
                    Map.of("git.commit", GitCommit.current()),
                    new Pretraining.Time(most, betweenCheckpoints),
                    progress::at);
        }
        if (done && !Files.exists(run.resolve("loss.svg"))) {
            out.println("no loss.svg, embedding.svg and speed.svg: a plot needs two rows of metrics, and a row is of "
                    + Pretraining.STEPS_OF_A_ROW + " steps");
        }
        out.println(done ? "done" : "the time is up: the same command goes on");
        return done;
    }
}
