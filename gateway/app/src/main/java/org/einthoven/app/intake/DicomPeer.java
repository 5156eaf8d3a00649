package org.einthoven.app.intake;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import org.einthoven.app.configuration.PullSettings;
import org.einthoven.dicom.network.DicomClientSettings;
import org.einthoven.dicom.network.RemoteAe;

/**
 * An archive that is asked for ECGs.
 *
 * @param client how this side opens associations
 * @param retrieval how objects come
 * @param ownAeTitle where C-MOVE has them sent: the gateway's listener, as the archive knows it
 * @param modalities of series that hold ECGs, such as ECG; not empty
 * @param limit a search with more matches is cancelled and divided
 * @param timeZone in which the archive's dates are meant
 * @param earliest where a search for everything begins
 */
public record DicomPeer(
        RemoteAe remote,
        DicomClientSettings client,
        PullSettings.Retrieval retrieval,
        String ownAeTitle,
        List<String> modalities,
        int limit,
        ZoneId timeZone,
        LocalDate earliest) {
    public DicomPeer {
        Objects.requireNonNull(remote);
        Objects.requireNonNull(client);
        Objects.requireNonNull(retrieval);
        Objects.requireNonNull(ownAeTitle);
        Objects.requireNonNull(timeZone);
        Objects.requireNonNull(earliest);
        modalities = List.copyOf(modalities);
        if (modalities.isEmpty() || modalities.stream().anyMatch(String::isBlank) || limit < 1) {
            throw new IllegalArgumentException("an archive is asked for at least one modality, and for matches");
        }
    }
}
