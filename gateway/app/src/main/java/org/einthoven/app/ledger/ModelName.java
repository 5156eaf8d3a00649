package org.einthoven.app.ledger;

import java.lang.module.ModuleDescriptor.Version;
import java.util.Optional;

/** A model as the ledger names it: "einthoven-ecg 0.1.0". */
record ModelName(String id, String version) {
    static ModelName parse(String name) {
        int space = name.lastIndexOf(' ');
        return space < 0 ? new ModelName(name, "") : new ModelName(name.substring(0, space), name.substring(space + 1));
    }

    boolean isVersionOf(ModelName other) {
        return id.equals(other.id);
    }

    /**
     * Whether it is a higher version of the same model: parts that are numbers compare as numbers, so that 0.10.0 is higher
     * than 0.9.0. Of another model, or where a version begins with no number, neither is higher.
     */
    boolean isHigherThan(ModelName other) {
        Optional<Version> own = version(version);
        Optional<Version> others = version(other.version);
        return isVersionOf(other)
                && own.isPresent()
                && others.isPresent()
                && own.get().compareTo(others.get()) > 0;
    }

    private static Optional<Version> version(String text) {
        try {
            return Optional.of(Version.parse(text));
        } catch (IllegalArgumentException noVersion) {
            return Optional.empty();
        }
    }
}
