package org.einthoven.app.configuration;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is common to all mappings of one file while it is read: its name, the environment, the faults so far. */
final class ReadingContext {
    /** Which environment variable stands above which key. */
    private static final Map<String, String> OVERRIDES = Map.of(
            "data", "EINTHOVEN_DATA",
            "bind", "EINTHOVEN_BIND",
            "security", "EINTHOVEN_SECURITY",
            "dicom.port", "EINTHOVEN_DICOM_PORT",
            "http.port", "EINTHOVEN_HTTP_PORT",
            "mllp.port", "EINTHOVEN_MLLP_PORT",
            "encoder.url", "EINTHOVEN_ENCODER_URL",
            "encoder.token", "EINTHOVEN_ENCODER_TOKEN");

    private final String file;
    private final Map<String, String> environment;
    private final List<ConfigurationFault> faults = new ArrayList<>();

    ReadingContext(String file, Map<String, String> environment) {
        this.file = file;
        this.environment = environment;
    }

    String file() {
        return file;
    }

    void fault(ConfigurationFault fault) {
        faults.add(fault);
    }

    List<ConfigurationFault> faults() {
        return faults;
    }

    /** The variable that is set for a key, or null. */
    @Nullable
    String overrideOf(String key) {
        String variable = OVERRIDES.get(key);
        return variable == null || environment(variable).isEmpty() ? null : variable;
    }

    String environment(String variable) {
        return environment.getOrDefault(variable, "");
    }
}
