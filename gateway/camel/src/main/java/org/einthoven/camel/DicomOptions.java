package org.einthoven.camel;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.einthoven.dicom.network.AllowedCaller;
import org.einthoven.dicom.network.DicomServerSettings;
import org.einthoven.dicom.network.RemoteAe;
import org.einthoven.dicom.network.SopClasses;

/** Options of {@code dicom:} whose texts have a form of their own, which Camel's catalog does not know. */
public final class DicomOptions {
    private static final DicomServerSettings ANY = DicomServerSettings.of("EINTHOVEN", 0, Path.of("spool"));

    private DicomOptions() {}

    /** What is wrong with an option's value, in one sentence; empty where nothing is, or for another option. */
    public static Optional<String> fault(String option, String value) {
        try {
            switch (option) {
                case "remote" -> RemoteAe.parse(value);
                case "keys" -> DicomKeys.parse(value);
                case "allowedCallers" -> items(value).forEach(AllowedCaller::parse);
                case "calledAeTitles" -> ANY.withCalledAeTitles(items(value).collect(Collectors.toUnmodifiableSet()));
                case "sopClasses" -> sopClasses(value);
                case "maxPduLength" -> ANY.withMaximumPduLength(Integer.parseInt(value));
                default -> {}
            }
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    /** What stands between the commas. */
    static Stream<String> items(String list) {
        return Arrays.stream(list.split(",", -1)).map(String::strip).filter(item -> !item.isEmpty());
    }

    /**
     * The storage classes that a list names.
     *
     * @throws IllegalArgumentException for what is none
     */
    static Set<String> sopClasses(String list) {
        Set<String> uids = items(list).collect(Collectors.toUnmodifiableSet());
        for (String uid : uids) {
            if (!SopClasses.mayBeStorage(uid)) {
                throw new IllegalArgumentException("'" + uid + "' is no UID of a storage SOP class");
            }
        }
        return uids;
    }
}
