package org.einthoven.training.compare;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.einthoven.training.classifier.Classifier;
import org.einthoven.training.contrast.PretrainedEncoder;
import org.einthoven.training.data.LabelledRecords;
import org.einthoven.training.data.RecordMeans;
import org.einthoven.training.evaluate.study.Arm;
import org.einthoven.training.evaluate.study.Comparison;
import org.einthoven.training.evaluate.study.Fingerprint;
import org.einthoven.training.finetune.FineTuningArm;
import org.einthoven.training.network.Architecture;
import org.einthoven.training.network.EncoderModel;
import org.einthoven.training.network.Weights;
import org.einthoven.training.probe.FeatureFile;
import org.einthoven.training.probe.MeasuredRecords;
import org.einthoven.training.probe.ProbeArm;
import org.jspecify.annotations.Nullable;

/**
 * A pretrained encoder, frozen with a probe and fine-tuned, and what it must beat; what is computed of all records lies in files of the study's
 * folder.
 *
 * @param taught an encoder that was trained on labels before, as of simulated ECGs; null for none
 * @param key of the records
 */
record EncoderArms(
        PretrainedEncoder encoder, @Nullable Classifier taught, LabelledRecords records, String key, Path folder) {
    private static final String RANDOM = "random-probe";
    private static final String FEATURES = "features-probe";
    private static final String SCRATCH = "scratch";
    private static final String PROBE = "ssl-probe";
    private static final String FINE_TUNED = "ssl-finetuned";
    private static final String RANDOM_MEASURED = "random-measured-probe";
    private static final String PROBE_MEASURED = "ssl-measured-probe";
    private static final List<String> NAMES =
            List.of(RANDOM, FEATURES, RANDOM_MEASURED, SCRATCH, PROBE, PROBE_MEASURED, FINE_TUNED);
    private static final String TAUGHT_PROBE = "taught-probe";
    private static final String TAUGHT_MEASURED = "taught-measured-probe";
    private static final String TAUGHT = "taught-finetuned";

    private static final long RANDOM_ENCODER_SEED = 1903;

    /** Features, and under which conditions each was recorded. */
    MeasuredRecords measured() throws IOException {
        String measured = new Fingerprint().add(key).add("measured, conditions").hex();
        return new MeasuredRecords(
                FeatureFile.of(folder.resolve(EncoderStudy.MEASURED), measured, () -> MeasuredRecords.of(records)
                        .rows()));
    }

    /** @throws IllegalArgumentException for none, or a name that is none */
    static void requireNames(List<String> chosen) {
        List<String> unknown =
                chosen.stream().filter(name -> !NAMES.contains(name)).toList();
        if (!unknown.isEmpty() || chosen.isEmpty()) {
            throw new IllegalArgumentException("the arms are " + String.join(", ", NAMES) + ", not "
                    + (unknown.isEmpty() ? "none" : "'" + unknown.get(0) + "'"));
        }
    }

    /** Those that are chosen, in an order of their own. */
    List<Arm> of(List<String> chosen, MeasuredRecords measured) throws IOException {
        List<Arm> arms = new ArrayList<>();
        for (String name : NAMES) {
            if (chosen.contains(name)) {
                arms.add(arm(name, measured));
            }
        }
        if (taught != null) {
            arms.addAll(arms(taught, measured));
        }
        return arms;
    }

    /** Named as what they are: no contrast made them. */
    private List<Arm> arms(Classifier classifier, MeasuredRecords measured) throws IOException {
        Map<String, float[]> weights = new LinkedHashMap<>(classifier.weights().values());
        weights.keySet().removeAll(List.of(Weights.HEADS, Weights.HEADS_BIAS));
        String by = "taught encoder (" + String.join(", ", classifier.sources()) + ")";
        Architecture architecture = classifier.architecture();
        List<float[][]> parts = parts(architecture, embeddings("taught", architecture, new Weights(weights)));
        return List.of(
                new ProbeArm(TAUGHT_PROBE, by + ", frozen, with a linear probe", parts),
                new ProbeArm(TAUGHT_MEASURED, by + " beside measured features, linear probe", beside(parts, measured)),
                new FineTuningArm(
                        TAUGHT,
                        by + ", fine-tuned with its heads",
                        architecture,
                        classifier.weights().values(),
                        classifier.tasks(),
                        records,
                        FineTuningArm.Schedule.TAUGHT));
    }

    /** What the others are compared with: what is trained from scratch, or else the first. */
    static String reference(List<Arm> arms) {
        return arms.stream().map(Arm::name).filter(SCRATCH::equals).findFirst().orElseGet(() -> arms.get(0)
                .name());
    }

    /** What differs in one thing: where the encoder comes from, whether measured features stand beside it, whether it is frozen. */
    private static final List<Comparison> COMPARISONS = List.of(
            new Comparison(PROBE, RANDOM),
            new Comparison(PROBE_MEASURED, RANDOM_MEASURED),
            new Comparison(PROBE_MEASURED, FEATURES),
            new Comparison(RANDOM_MEASURED, FEATURES),
            new Comparison(FINE_TUNED, SCRATCH),
            new Comparison(RANDOM, SCRATCH),
            new Comparison(TAUGHT_PROBE, PROBE),
            new Comparison(TAUGHT_MEASURED, PROBE_MEASURED),
            new Comparison(TAUGHT, FINE_TUNED));

    /** Those of which both arms are there. */
    static List<Comparison> comparisons(List<Arm> arms) {
        List<String> names = arms.stream().map(Arm::name).toList();
        return COMPARISONS.stream()
                .filter(comparison -> names.contains(comparison.arm()) && names.contains(comparison.less()))
                .toList();
    }

    private Arm arm(String name, MeasuredRecords measured) throws IOException {
        return switch (name) {
            case RANDOM ->
                new ProbeArm(
                        name, "random encoder, frozen, with a linear probe", parts(encoder.architecture(), random()));
            case RANDOM_MEASURED ->
                new ProbeArm(
                        name,
                        "random encoder beside measured features, with a linear probe",
                        beside(parts(encoder.architecture(), random()), measured));
            case FEATURES -> new ProbeArm(name, "measured features with a linear probe", measured.features());
            case SCRATCH -> trained(name, "encoder trained from scratch", encoder.architecture(), Map.of());
            case PROBE ->
                new ProbeArm(
                        name,
                        "pretrained encoder, frozen, with a linear probe",
                        parts(encoder.architecture(), pretrained()));
            case PROBE_MEASURED ->
                new ProbeArm(
                        name,
                        "pretrained encoder beside measured features, with a linear probe",
                        beside(parts(encoder.architecture(), pretrained()), measured));
            default ->
                trained(
                        name,
                        "pretrained encoder, fine-tuned",
                        encoder.architecture(),
                        encoder.weights().values());
        };
    }

    private float[][] random() throws IOException {
        return embeddings(
                "random", encoder.architecture(), EncoderModel.random(encoder.architecture(), RANDOM_ENCODER_SEED));
    }

    private float[][] pretrained() throws IOException {
        return embeddings("pretrained", encoder.architecture(), encoder.weights());
    }

    /** The embedding, and its rhythm alone: with few labels what has nothing to do with a finding drowns what has. */
    private static List<float[][]> parts(Architecture architecture, float[][] embedding) {
        return List.of(embedding, ProbeFeatures.part(embedding, architecture.formSize(), architecture.embeddingSize()));
    }

    private static List<float[][]> beside(List<float[][]> parts, MeasuredRecords measured) {
        return parts.stream()
                .map(part -> ProbeFeatures.both(part, measured.features()))
                .toList();
    }

    private Arm trained(String name, String title, Architecture architecture, Map<String, float[]> weights) {
        return new FineTuningArm(name, title, architecture, weights, records, FineTuningArm.Schedule.STANDARD);
    }

    private float[][] embeddings(String name, Architecture architecture, Weights weights) throws IOException {
        Fingerprint of = new Fingerprint().add(key).add(architecture.toString());
        weights.values().forEach((parameter, values) -> of.add(parameter).add(new float[][] {values}));
        int size = architecture.embeddingSize();
        return FeatureFile.of(folder.resolve(name + ".features"), of.hex(), () -> {
            try (EncoderModel model = new EncoderModel(architecture, weights)) {
                return RecordMeans.of(records.dataset(), records.windows(), Integer.MAX_VALUE, size, model::run);
            }
        });
    }
}
