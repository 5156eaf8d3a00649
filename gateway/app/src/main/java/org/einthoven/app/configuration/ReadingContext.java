package org.einthoven.app.configuration;

import static java.util.Map.entry;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is common to all mappings of one file while it is read: its name, the environment, the faults and remarks so far. */
final class ReadingContext {
    /** Which environment variable stands above which key. */
    private static final Map<String, String> OVERRIDES = Map.ofEntries(
            entry("data", "EINTHOVEN_DATA"),
            entry("node", "EINTHOVEN_NODE"),
            entry("ledger", "EINTHOVEN_LEDGER"),
            entry("objects", "EINTHOVEN_OBJECTS"),
            entry("bind", "EINTHOVEN_BIND"),
            entry("queue", "EINTHOVEN_QUEUE"),
            entry("security", "EINTHOVEN_SECURITY"),
            entry("dicom.port", "EINTHOVEN_DICOM_PORT"),
            entry("http.port", "EINTHOVEN_HTTP_PORT"),
            entry("mllp.port", "EINTHOVEN_MLLP_PORT"),
            entry("encoder.url", "EINTHOVEN_ENCODER_URL"),
            entry("encoder.token", "EINTHOVEN_ENCODER_TOKEN"));

    private final String file;
    private final Map<String, String> environment;
    private final List<ConfigurationFault> faults = new ArrayList<>();
    private final List<ConfigurationFault> remarks = new ArrayList<>();

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

    void remark(ConfigurationFault remark) {
        remarks.add(remark);
    }

    /** What is allowed and seldom meant. */
    List<ConfigurationFault> remarks() {
        return remarks;
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
