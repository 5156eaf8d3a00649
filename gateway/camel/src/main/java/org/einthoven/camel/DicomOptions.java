package org.einthoven.camel;

import java.util.Arrays;
import java.util.Optional;
import org.einthoven.dicom.network.AllowedCaller;
import org.einthoven.dicom.network.RemoteAe;

/** Options of {@code dicom:} whose texts have a form of their own, which Camel's catalog does not know. */
public final class DicomOptions {
    private DicomOptions() {}

    /** What is wrong with an option's value, in one sentence; empty where nothing is, or for another option. */
    public static Optional<String> fault(String option, String value) {
        try {
            switch (option) {
                case "remote" -> RemoteAe.parse(value);
                case "keys" -> DicomKeys.parse(value);
                case "allowedCallers" ->
                    Arrays.stream(value.split(",", -1))
                            .map(String::strip)
                            .filter(caller -> !caller.isEmpty())
                            .forEach(AllowedCaller::parse);
                default -> {}
            }
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }
}
