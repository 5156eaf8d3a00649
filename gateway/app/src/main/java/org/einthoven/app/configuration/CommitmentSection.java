package org.einthoven.app.configuration;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.einthoven.dicom.network.RemoteAe;

/** Reads the section dicom.commitment. */
final class CommitmentSection {
    static final String NAME = "commitment";

    private CommitmentSection() {}

    static CommitmentSettings read(YamlMapping section, boolean hasTls) {
        List<RemoteAe> peers = section.list("peers", DicomSection.REMOTE, RemoteAe::parse);
        boolean tls = DicomSection.flag(section, "tls", false);
        int tries = section.integer("tries", CommitmentSettings.TRIES, 1, 100_000);
        Duration window = section.parsed("window", UpkeepReader.DURATIONS, UpkeepReader::duration);
        if (tls && !hasTls) {
            section.fault("tls", "peers are told by TLS only with dicom.tls");
        }
        refuseTwice(section, peers);
        section.finish();
        return new CommitmentSettings(peers, tls, tries, Objects.requireNonNullElse(window, CommitmentSettings.WINDOW));
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
