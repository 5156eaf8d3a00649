package org.einthoven.app.configuration;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.einthoven.dicom.network.RemoteAe;
import org.jspecify.annotations.Nullable;

/** Reads the section destinations: FHIR servers, and DICOM archives. */
record DestinationsSection(List<DestinationSettings> servers, List<ArchiveSettings> archives) {
    private static final int DEFAULT_TRIES = 600;
    private static final String NAME = "lower-case letters, digits and hyphens, at most 40, and not '"
            + ConfigurationReader.OWN_STORE + "', which is the gateway's own store";
    private static final String TIMEOUT = "a number with a unit, from 1s to 2m, such as 60s";
    private static final String REMOTE = "AETITLE@HOST:PORT";

    /** What takes reports. */
    private enum Type {
        FHIR,
        DICOM
    }

    static DestinationsSection read(YamlMapping root, DicomSettings dicom) {
        DestinationsSection all = new DestinationsSection(new ArrayList<>(), new ArrayList<>());
        Set<String> names = new HashSet<>(Set.of(ConfigurationReader.OWN_STORE));
        for (YamlMapping section : root.mappings("destinations")) {
            String name = ConfigurationReader.required(
                    section, "name", NAME, section.parsed("name", NAME, ConfigurationReader::name));
            if (name != null && !names.add(name)) {
                section.fault("name", "the destination " + name + " is given twice");
            }
            Type type = section.parsed("type", "fhir or dicom", text -> Type.valueOf(text.toUpperCase(Locale.ROOT)));
            if (type == null && section.has("type")) {
                continue; // Its other keys mean nothing.
            }
            if (type == Type.DICOM) {
                all.addArchive(section, name, dicom);
            } else {
                all.addServer(section, name);
            }
        }
        return all;
    }

    private void addServer(YamlMapping section, @Nullable String name) {
        URI url = ConfigurationReader.required(
                section,
                "url",
                ConfigurationReader.PLAIN_URL,
                section.parsed("url", ConfigurationReader.PLAIN_URL, ConfigurationReader::plainUrl));
        String token = section.text("token");
        int tries = section.integer("tries", DEFAULT_TRIES, 1, 100_000);
        Duration timeout = section.parsed("timeout", TIMEOUT, ConfigurationReader::timeout);
        section.finish();
        if (name != null && url != null) {
            servers.add(new DestinationSettings(
                    name, url, token, tries, Objects.requireNonNullElse(timeout, DestinationSettings.TIMEOUT)));
        }
    }

    private void addArchive(YamlMapping section, @Nullable String name, DicomSettings dicom) {
        RemoteAe remote = ConfigurationReader.required(
                section, "dicom", REMOTE, section.parsed("dicom", REMOTE, RemoteAe::parse));
        boolean tls = DicomSection.flag(section, "tls", false);
        List<ResultKind> objects =
                section.list("objects", "original, sr or pdf", text -> ResultKind.valueOf(text.toUpperCase(Locale.ROOT)));
        boolean commitment = DicomSection.flag(section, "commitment", false);
        int tries = section.integer("tries", DEFAULT_TRIES, 1, 100_000);
        if (tls && dicom.tls() == null) {
            section.fault("tls", "an archive is sent to by TLS only with dicom.tls");
        }
        section.finish();
        if (name != null && remote != null) {
            Set<ResultKind> wanted = objects.isEmpty() ? EnumSet.of(ResultKind.SR, ResultKind.PDF) : EnumSet.copyOf(objects);
            archives.add(new ArchiveSettings(name, remote, tls, wanted, commitment, tries));
        }
    }
}
