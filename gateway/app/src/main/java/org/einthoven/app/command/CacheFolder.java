package org.einthoven.app.command;

import java.nio.file.Path;

/** Where unpacked models and the native TensorFlow (about 400 MB) are kept from one run to the next. */
final class CacheFolder {
    private CacheFolder() {}

    /** EINTHOVEN_CACHE, else XDG_CACHE_HOME/einthoven, else ~/.cache/einthoven. */
    static Path standard() {
        String named = System.getenv("EINTHOVEN_CACHE");
        if (named != null && !named.isBlank()) {
            return Path.of(named);
        }
        String xdg = System.getenv("XDG_CACHE_HOME");
        Path base = xdg != null && !xdg.isBlank() ? Path.of(xdg) : Path.of(System.getProperty("user.home"), ".cache");
        return base.resolve("einthoven");
    }
}
