package org.einthoven.encoder;

import ai.djl.engine.Engine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bytedeco.javacpp.Loader;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * DJL's TensorFlow engine, started from the native library on the classpath. Left to itself DJL downloads another
 * one, and reports its use when it finds itself in a cloud; a gateway does neither.
 */
final class OfflineTensorFlow {
    private static final Logger LOG = LoggerFactory.getLogger(OfflineTensorFlow.class);
    private static @Nullable Engine engine;

    private OfflineTensorFlow() {}

    /**
     * Starts the engine, once in the life of the JVM: later cache folders have no effect.
     *
     * @throws IOException with one sentence when the library cannot be unpacked or loaded
     */
    static synchronized Engine start(Path cacheFolder) throws IOException {
        if (engine == null) {
            engine = load(createCache(cacheFolder));
            LOG.info("TensorFlow {} is loaded", engine.getVersion());
        }
        return engine;
    }

    static Path createCache(Path cacheFolder) throws IOException {
        try {
            return Files.createDirectories(cacheFolder.toAbsolutePath());
        } catch (IOException e) {
            throw new IOException("the encoder's cache folder " + cacheFolder + " cannot be created", e);
        }
    }

    private static Engine load(Path cache) throws IOException {
        setDefault("org.bytedeco.javacpp.cachedir", cache.resolve("javacpp").toString());
        setDefault("DJL_CACHE_DIR", cache.resolve("djl").toString());
        System.setProperty("ai.djl.offline", "true");
        System.setProperty("OPT_OUT_TRACKING", "true");
        try {
            String library = Loader.load(org.tensorflow.internal.c_api.global.tensorflow.class);
            setDefault(
                    "TENSORFLOW_LIBRARY_PATH", String.valueOf(Path.of(library).getParent()));
            return Engine.getEngine("TensorFlow");
        } catch (RuntimeException | LinkageError e) {
            throw new IOException(
                    "TensorFlow's native library for " + Loader.getPlatform() + " could not be loaded from " + cache
                            + " (is it bundled, the folder writable with 1 GB free, and not mounted noexec?): "
                            + FirstLine.of(rootOf(e)),
                    e);
        }
    }

    /** JavaCPP wraps what the system's loader said in a sentence about Java's library path. */
    private static Throwable rootOf(Throwable error) {
        Throwable cause = error.getCause();
        return cause == null ? error : rootOf(cause);
    }

    private static void setDefault(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }
}
