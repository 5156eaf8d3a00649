package org.einthoven.dicom.network;

import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;

/** An engine behind {@link DicomNetwork} under the name by which a configuration chooses it; found on the class path. */
public interface DicomNetworkProvider {

    /** Lower-case letters and digits. */
    String name();

    DicomNetwork create();

    /** The engine of that name, where it is on the class path. */
    static Optional<DicomNetworkProvider> named(String name) {
        return available().stream()
                .filter(provider -> provider.name().equals(name))
                .findFirst();
    }

    /** All engines on the class path; the project's own is always among them. */
    static List<DicomNetworkProvider> available() {
        ClassLoader classLoader = DicomNetworkProvider.class.getClassLoader();
        return ServiceLoader.load(DicomNetworkProvider.class, classLoader).stream()
                .map(ServiceLoader.Provider::get)
                .toList();
    }
}
