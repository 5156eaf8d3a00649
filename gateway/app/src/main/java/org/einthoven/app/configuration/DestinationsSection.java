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

/** Reads the section destinations: FHIR servers, and archives by DICOM and DICOMweb. */
record DestinationsSection(
        List<DestinationSettings> servers, List<ArchiveSettings> archives, List<WebArchiveSettings> webArchives) {
    private static final int DEFAULT_TRIES = 600;
    private static final String NAME = "lower-case letters, digits and hyphens, at most 40, and not '"
            + ConfigurationReader.OWN_STORE + "', which is the gateway's own store";
    static final String TIMEOUT = "a number with a unit, from 1s to 2m, such as 60s";
    private static final String REMOTE = "AETITLE@HOST:PORT";

    /** What takes reports. */
    private enum Type {
        FHIR,
        DICOM,
        DICOMWEB
    }

    static DestinationsSection read(YamlMapping root, DicomSettings dicom) {
        DestinationsSection all = new DestinationsSection(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        Set<String> names = new HashSet<>(Set.of(ConfigurationReader.OWN_STORE));
        for (YamlMapping section : root.mappings("destinations")) {
            String name = ConfigurationReader.required(
                    section, "name", NAME, section.parsed("name", NAME, ConfigurationReader::name));
            if (name != null && !names.add(name)) {
                section.fault("name", "the destination " + name + " is given twice");
            }
            Type type = section.parsed(
                    "type", "fhir, dicom or dicomweb", text -> Type.valueOf(text.toUpperCase(Locale.ROOT)));
            if (type == null && section.has("type")) {
                continue; // Its other keys mean nothing.
            }
            if (type == Type.DICOM) {
                all.addArchive(section, name, dicom);
            } else if (type == Type.DICOMWEB) {
                all.addWebArchive(section, name, dicom);
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
        Deidentification deidentify = DeidentificationReader.read(section);
        Set<ResultKind> objects = objects(section);
        boolean commitment = DicomSection.flag(section, "commitment", false);
        int tries = section.integer("tries", DEFAULT_TRIES, 1, 100_000);
        if (tls && dicom.tls() == null) {
            section.fault("tls", "an archive is sent to by TLS only with dicom.tls");
        }
        section.finish();
        if (commitment && remote != null && !mayCall(remote.aeTitle(), dicom)) {
            section.remark(
                    "commitment",
                    "dicom.allowedCallers does not name " + remote.aeTitle()
                            + ": an archive that tells on an association"
                            + " of its own what it commits, as most do, is rejected, and what goes there waits for it;"
                            + " name the AE title that it calls with");
        }
        if (name != null && remote != null) {
            archives.add(new ArchiveSettings(name, remote, tls, objects, commitment, deidentify, tries));
        }
    }

    /** From where it calls nobody knows before it does. */
    private static boolean mayCall(String aeTitle, DicomSettings dicom) {
        return dicom.anyCallerMaySend()
                || dicom.allowedCallers().stream()
                        .anyMatch(caller ->
                                caller.aeTitle() == null || caller.aeTitle().equals(aeTitle));
    }

    private void addWebArchive(YamlMapping section, @Nullable String name, DicomSettings dicom) {
        WebServerSettings server = WebServerReader.read(section, "url", dicom);
        Deidentification deidentify = DeidentificationReader.read(section);
        Set<ResultKind> objects = objects(section);
        int tries = section.integer("tries", DEFAULT_TRIES, 1, 100_000);
        section.finish();
        if (name != null && server != null) {
            webArchives.add(new WebArchiveSettings(name, server, objects, deidentify, tries));
        }
    }

    /** What is sent: the report, in all forms or all that can be de-identified, where the configuration names nothing. */
    private static Set<ResultKind> objects(YamlMapping section) {
        List<ResultKind> named = section.list(
                "objects", "original, sr or pdf", text -> ResultKind.valueOf(text.toUpperCase(Locale.ROOT)));
        boolean deidentified = section.has("deidentify");
        if (deidentified && named.contains(ResultKind.PDF)) {
            section.fault(
                    "objects",
                    "a PDF cannot be de-identified, so a destination with deidentify has original and sr as its objects, not pdf");
        }
        Set<ResultKind> wanted = named.isEmpty() ? EnumSet.of(ResultKind.SR, ResultKind.PDF) : EnumSet.copyOf(named);
        if (deidentified && wanted.remove(ResultKind.PDF) && wanted.isEmpty()) {
            wanted.add(ResultKind.SR);
        }
        return wanted;
    }
}
