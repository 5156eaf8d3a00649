package org.einthoven.app.intake;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.einthoven.dicom.network.SopClasses;

/**
 * What is looked for in an archive.
 *
 * @param modalities of series that hold ECGs, such as ECG; not empty
 * @param limit a search with more matches is ended and divided
 * @param timeZone in which the archive's dates are meant
 * @param earliest where a search for everything begins
 * @param sopClasses the storage classes that are fetched, where the archive tells an object's
 */
public record ArchiveScope(
        List<String> modalities, int limit, ZoneId timeZone, LocalDate earliest, Set<String> sopClasses) {
    public ArchiveScope {
        Objects.requireNonNull(timeZone);
        Objects.requireNonNull(earliest);
        modalities = List.copyOf(modalities);
        if (modalities.isEmpty() || modalities.stream().anyMatch(String::isBlank) || limit < 1) {
            throw new IllegalArgumentException("an archive is asked for at least one modality, and for matches");
        }
        sopClasses = Set.copyOf(sopClasses);
    }

    /** Those of ECGs. */
    public ArchiveScope(List<String> modalities, int limit, ZoneId timeZone, LocalDate earliest) {
        this(modalities, limit, timeZone, earliest, SopClasses.ECG_STORAGE);
    }
}
