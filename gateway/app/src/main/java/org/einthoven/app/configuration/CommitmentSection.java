package org.einthoven.app.configuration;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.einthoven.dicom.network.RemoteAe;
import org.jspecify.annotations.Nullable;

/** Reads the section dicom.commitment. */
final class CommitmentSection {
    static final String NAME = "commitment";

    private static final String REMOTE = "AETITLE@HOST:PORT";
    private static final String AFTER = "after";
    private static final String RETENTION = "retention";
    private static final String AFTER_ALLOWED = RETENTION + ", or the name of a destination of type dicom";

    private CommitmentSection() {}

    static CommitmentSettings read(YamlMapping section, boolean hasTls) {
        List<RemoteAe> peers = section.list("peers", REMOTE, RemoteAe::parse);
        boolean tls = DicomSection.flag(section, "tls", false);
        String after = section.parsed(AFTER, AFTER_ALLOWED, CommitmentSection::after);
        int tries = section.integer("tries", CommitmentSettings.TRIES, 1, 100_000);
        Duration window = section.parsed("window", UpkeepReader.DURATIONS, UpkeepReader::duration);
        if (tls && !hasTls) {
            section.fault("tls", "peers are told by TLS only with dicom.tls");
        }
        refuseTwice(section, peers);
        section.finish();
        return new CommitmentSettings(
                peers, tls, after, tries, Objects.requireNonNullElse(window, CommitmentSettings.WINDOW));
    }

    private static @Nullable String after(String text) {
        return text.equals(RETENTION) ? null : ConfigurationReader.name(text);
    }

    /** The archive after which is committed must be one that gets the objects and is asked to commit them. */
    static void check(YamlMapping section, CommitmentSettings settings, List<ArchiveSettings> archives) {
        String after = settings.after();
        if (after == null) {
            return;
        }
        Optional<ArchiveSettings> archive =
                archives.stream().filter(a -> a.name().equals(after)).findFirst();
        if (archive.isEmpty()) {
            section.fault(AFTER, "dicom.commitment.after must be " + AFTER_ALLOWED);
        } else if (!archive.get().commitment() || !archive.get().objects().contains(ResultKind.ORIGINAL)) {
            section.fault(
                    AFTER,
                    "the destination " + after + " needs commitment: true, and original among its objects: it is to"
                            + " commit what peers ask for");
        } else if (archive.get().deidentify() != null) {
            section.fault(
                    AFTER,
                    "the destination " + after + " gets other objects than peers ask for: it de-identifies them");
        }
    }

    private static void refuseTwice(YamlMapping section, List<RemoteAe> peers) {
        Set<String> titles = new HashSet<>();
        for (RemoteAe peer : peers) {
            if (!titles.add(peer.aeTitle())) {
                section.fault("peers", "the peer " + peer.aeTitle() + " is given twice");
            }
        }
    }
}
