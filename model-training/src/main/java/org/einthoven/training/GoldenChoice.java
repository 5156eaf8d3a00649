package org.einthoven.training;

import static org.einthoven.ecg.NormalisedEcg.LEADS;
import static org.einthoven.ecg.NormalisedEcg.SAMPLES;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.einthoven.ecg.Lead;
import org.einthoven.ecg.NormalisedEcg;
import org.einthoven.training.data.Example;
import org.einthoven.training.data.Part;
import org.einthoven.training.data.Split;
import org.einthoven.training.data.Window;

/** Validation windows that are kept with the model to check that what serves it computes what trained it. */
final class GoldenChoice {
    private static final int EIGHT_SECONDS = 8 * NormalisedEcg.SAMPLING_RATE_HZ;

    private GoldenChoice() {}

    /** Twelve leads; one lead; and limb leads of which only 8 s are valid. */
    static List<NormalisedEcg> of(Split split, List<Example> examples) {
        List<Example> validation = split.select(examples, Part.VALIDATION).stream()
                .sorted(Comparator.comparing(Example::id))
                .toList();
        List<Window> many = windows(validation, false);
        List<NormalisedEcg> chosen = new ArrayList<>();
        many.stream().limit(1).map(Window::toNormalisedEcg).forEach(chosen::add);
        windows(validation, true).stream().limit(1).map(Window::toNormalisedEcg).forEach(chosen::add);
        many.stream()
                .skip(1)
                .limit(1)
                .map(GoldenChoice::eightSecondsOfLimbLeads)
                .forEach(chosen::add);
        if (chosen.isEmpty()) {
            throw new IllegalArgumentException("there is no validation record to take golden windows from");
        }
        return chosen;
    }

    private static List<Window> windows(List<Example> examples, boolean single) {
        return examples.stream()
                .filter(e -> e.set().singleLead() == single)
                .map(e -> e.windows().get(0))
                .toList();
    }

    private static NormalisedEcg eightSecondsOfLimbLeads(Window window) {
        Window cut = window.copy();
        for (int lead = 0; lead < LEADS; lead++) {
            float[] row = cut.row(lead);
            if (lead >= Lead.V1.standardIndex()) {
                cut.drop(lead);
            } else if (row != null) {
                Arrays.fill(row, EIGHT_SECONDS, SAMPLES, Float.NaN);
            }
        }
        return cut.toNormalisedEcg();
    }
}
