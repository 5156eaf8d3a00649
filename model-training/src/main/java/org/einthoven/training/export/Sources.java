package org.einthoven.training.export;

import java.util.List;
import java.util.stream.Collectors;
import org.einthoven.training.data.DataSet;
import org.einthoven.training.data.Origin;

/** How a card names where ECGs are from. */
final class Sources {
    private Sources() {}

    static boolean isSimulated(String source) {
        return Origin.of(source) == Origin.SIMULATED;
    }

    /** "georgia, simulated patients". */
    static String plain(List<String> sources) {
        return sources.stream()
                .map(source -> isSimulated(source) ? "simulated patients" : source)
                .collect(Collectors.joining(", "));
    }

    /** "georgia (real ECGs), **simulated patients, not real ones**". */
    static String named(List<String> sources) {
        return sources.stream().map(Sources::named).collect(Collectors.joining(", "));
    }

    private static String named(String source) {
        return isSimulated(source) ? "**simulated patients, not real ones**" : source + " (real ECGs)";
    }

    /** What the licences of public sets ask to be said; a line each. */
    static String citations(List<String> sources) {
        return sources.stream().distinct().map(Sources::citation).collect(Collectors.joining("\n"));
    }

    private static String citation(String source) {
        String text = DataSet.ofFolder(source)
                .map(Sources::citation)
                .orElse(
                        isSimulated(source)
                                ? "drawn by this project's simulator, docs/simulated-cohorts.md"
                                : "of whoever trained the model; not public, and no part of it is in this folder");
        return "- `" + source + "`: " + text;
    }

    private static String citation(DataSet set) {
        String challenge = ", in part, in PhysioNet/CinC Challenge 2021 (Reyna et al., Computing in Cardiology 2021,"
                + " doi:10.22489/CinC.2021.109; Perez Alday et al., Physiol Meas 2020;41:124003), CC BY 4.0";
        return switch (set) {
            case CPSC2018, CPSC2018_EXTRA -> "Liu et al., J Med Imaging Health Inform 2018;8:1368" + challenge;
            case GEORGIA -> "Georgia 12-lead ECG Challenge Database" + challenge;
            case CHAPMAN_NINGBO -> "Zheng et al., Sci Data 2020;7:48 and Sci Rep 2020;10:2898" + challenge;
            case PTB_XL -> "Wagner et al., Sci Data 2020;7:154" + challenge;
            case PTB -> "Bousseljot et al., Biomed Tech 1995;40(S1):317, in part, ODC-BY 1.0";
            case CINC2017 ->
                "PhysioNet/CinC Challenge 2017, in part: Clifford et al., Computing in Cardiology 2017,"
                        + " doi:10.22489/CinC.2017.065-469, ODC-BY 1.0";
        };
    }
}
