package org.einthoven.training.cohort;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** The nuisances as numbers. */
final class NuisanceFigures {
    static final Map<String, ToDoubleFunction<Nuisance>> ALL = all();

    private NuisanceFigures() {}

    private static Map<String, ToDoubleFunction<Nuisance>> all() {
        Map<String, ToDoubleFunction<Nuisance>> figures = new LinkedHashMap<>();
        figures.put("rate", Nuisance::bpm);
        figures.put("baseline wander", nuisance -> nuisance.noise().wanderMv());
        figures.put("muscle noise", nuisance -> nuisance.noise().muscleMv());
        figures.put("powerline hum", nuisance -> nuisance.noise().powerlineMv());
        figures.put("amplifier noise", nuisance -> nuisance.noise().amplifierMv());
        figures.put("gain", Nuisance::gain);
        figures.put("site: high-pass", nuisance -> nuisance.site().recorder(1).highPassHz());
        figures.put("site: low-pass", nuisance -> nuisance.site().recorder(1).lowPassHz());
        figures.put("site: mains", nuisance -> nuisance.site().powerlineHz());
        figures.put("electrodes left", nuisance -> nuisance.placement().leftDegrees());
        figures.put("electrodes up", nuisance -> nuisance.placement().upDegrees());
        figures.put("electrodes exchanged", nuisance -> nuisance.faults().size());
        return Collections.unmodifiableMap(figures);
    }
}
