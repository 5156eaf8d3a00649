package org.einthoven.app.configuration;

import java.nio.file.Path;
import java.util.Objects;
import org.einthoven.dicom.deidentify.DeidentificationSettings;

/**
 * How objects are de-identified before they go to a destination.
 *
 * @param secretFile at least 32 random bytes that make the pseudonyms
 * @param settings what the destination may know beyond the basic profile
 */
public record Deidentification(Path secretFile, DeidentificationSettings settings) {
    public Deidentification {
        Objects.requireNonNull(secretFile);
        Objects.requireNonNull(settings);
    }
}
