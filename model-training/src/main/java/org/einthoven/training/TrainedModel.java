package org.einthoven.training;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.util.List;
import java.util.Properties;
import org.einthoven.ecg.Task;
import org.einthoven.encoder.TaskCalibration;
import org.einthoven.training.data.Example;
import org.einthoven.training.data.Part;
import org.einthoven.training.data.Split;
import org.einthoven.training.network.Architecture;
import org.einthoven.training.network.InferenceModel;
import org.einthoven.training.network.Weights;

/**
 * A finished run: its weights, what validation made of them and what test records say.
 *
 * @param settings run.properties of the run
 */
record TrainedModel(
        Weights weights, Split split, Properties settings, List<TaskCalibration> calibrations, Evaluation evaluation) {
    /** Calibrates on validation records, then evaluates on test records, and keeps the table in the run's folder. */
    static TrainedModel of(RunFolder run, List<Example> examples, PrintStream out) throws IOException {
        Weights weights = Weights.read(run.weights());
        Split split = Split.read(run.split());
        Properties settings = new Properties();
        try (var reader = Files.newBufferedReader(run.settings())) {
            settings.load(reader);
        }
        try (InferenceModel model = new InferenceModel(weights, Architecture.STANDARD, Task.values().length)) {
            List<TaskCalibration> calibrations =
                    Calibration.of(ExampleLogits.run(model, split.select(examples, Part.VALIDATION), out));
            Evaluation evaluation =
                    Evaluation.of(ExampleLogits.run(model, split.select(examples, Part.TEST), out), calibrations);
            Files.writeString(run.evaluation(), evaluation.toMarkdown());
            return new TrainedModel(weights, split, settings, calibrations, evaluation);
        }
    }
}
