package org.einthoven.app.intake;

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
 * @param scope what is looked for
 */
public record DicomPeer(
        RemoteAe remote,
        DicomClientSettings client,
        PullSettings.Retrieval retrieval,
        String ownAeTitle,
        ArchiveScope scope) {
    public DicomPeer {
        Objects.requireNonNull(remote);
        Objects.requireNonNull(client);
        Objects.requireNonNull(retrieval);
        Objects.requireNonNull(ownAeTitle);
        Objects.requireNonNull(scope);
    }
}
