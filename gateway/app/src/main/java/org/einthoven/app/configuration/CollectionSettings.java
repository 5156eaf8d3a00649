package org.einthoven.app.configuration;

import java.nio.file.Path;
import java.util.Objects;

/**
 * A site's own set of ECGs to train with.
 *
 * @param store the folder of the store that they are appended to
 * @param source what the store calls their origin
 * @param secretFile at least 32 random bytes that make the pseudonyms
 */
public record CollectionSettings(Path store, String source, Path secretFile) {
    public CollectionSettings {
        Objects.requireNonNull(store);
        Objects.requireNonNull(source);
        Objects.requireNonNull(secretFile);
    }
}
