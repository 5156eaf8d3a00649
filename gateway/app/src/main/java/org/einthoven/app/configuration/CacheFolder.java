package org.einthoven.app.configuration;

import java.nio.file.Path;

/** Where unpacked models and the native TensorFlow (about 400 MB) are kept from one run to the next. */
public final class CacheFolder {
    private CacheFolder() {}

    /** EINTHOVEN_CACHE, else XDG_CACHE_HOME/einthoven, else ~/.cache/einthoven. */
    public static Path standard() {
        String named = System.getenv("EINTHOVEN_CACHE");
        if (named != null && !named.isBlank()) {
            return Path.of(named);
        }
        String xdg = System.getenv("XDG_CACHE_HOME");
        Path base = xdg != null && !xdg.isBlank() ? Path.of(xdg) : Path.of(System.getProperty("user.home"), ".cache");
        return base.resolve("einthoven");
    }
}
