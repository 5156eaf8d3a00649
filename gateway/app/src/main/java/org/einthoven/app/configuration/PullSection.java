package org.einthoven.app.configuration;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.einthoven.dicom.network.RemoteAe;
import org.jspecify.annotations.Nullable;

/** Reads the section pull: archives that are asked by DICOM, and by DICOMweb. */
record PullSection(List<PullSettings> archives, List<WebPullSettings> webArchives) {
    private static final String NAME = "lower-case letters, digits and hyphens, at most 40";
    static final String REMOTE = "AETITLE@HOST:PORT";
    static final String MODALITY = "a modality: at most 16 capital letters, digits and underscores";
    private static final String WEB = "dicomweb";

    /** What both ways have in common. */
    private record Schedule(Duration every, Duration window, List<String> modalities, int limit) {
        static Schedule read(YamlMapping section) {
            Duration every = section.parsed("every", UpkeepReader.DURATIONS, UpkeepReader::duration);
            Duration window = section.parsed("window", UpkeepReader.DURATIONS, UpkeepReader::duration);
            List<String> modalities = section.list("modalities", MODALITY, PullSection::modality);
            int limit = section.integer("limit", PullSettings.LIMIT, 1, 1_000_000);
            return new Schedule(
                    Objects.requireNonNullElse(every, PullSettings.EVERY),
                    Objects.requireNonNullElse(window, PullSettings.WINDOW),
                    modalities.isEmpty() ? List.of("ECG") : modalities,
                    limit);
        }
    }

    static PullSection read(YamlMapping root, DicomSettings dicom) {
        PullSection all = new PullSection(new ArrayList<>(), new ArrayList<>());
        Set<String> names = new HashSet<>();
        for (YamlMapping section : root.mappings("pull")) {
            String name = ConfigurationReader.required(
                    section, "name", NAME, section.parsed("name", NAME, ConfigurationReader::name));
            if (name != null && !names.add(name)) {
                section.fault("name", "the archive " + name + " is given twice");
            }
            if (section.has(WEB)) {
                all.addWeb(section, name, dicom);
            } else {
                all.add(section, name, dicom);
            }
        }
        return all;
    }

    private void add(YamlMapping section, @Nullable String name, DicomSettings dicom) {
        RemoteAe remote = ConfigurationReader.required(
                section, "dicom", REMOTE, section.parsed("dicom", REMOTE, RemoteAe::parse));
        PullSettings.Retrieval retrieval = section.parsed(
                "retrieve", "get or move", text -> PullSettings.Retrieval.valueOf(text.toUpperCase(Locale.ROOT)));
        boolean tls = DicomSection.flag(section, "tls", false);
        Schedule schedule = Schedule.read(section);
        if (tls && dicom.tls() == null) {
            section.fault("tls", "an archive is asked by TLS only with dicom.tls");
        }
        section.finish();
        if (name != null && remote != null) {
            archives.add(new PullSettings(
                    name,
                    remote,
                    Objects.requireNonNullElse(retrieval, PullSettings.Retrieval.GET),
                    tls,
                    schedule.every(),
                    schedule.window(),
                    schedule.modalities(),
                    schedule.limit()));
        }
    }

    private void addWeb(YamlMapping section, @Nullable String name, DicomSettings dicom) {
        WebServerSettings server = WebServerReader.read(section, WEB, dicom);
        Schedule schedule = Schedule.read(section);
        if (section.has("dicom")) {
            section.fault("dicom", "an archive is asked by dicom or by dicomweb");
        }
        section.finish();
        if (name != null && server != null) {
            webArchives.add(new WebPullSettings(
                    name, server, schedule.every(), schedule.window(), schedule.modalities(), schedule.limit()));
        }
    }

    static String modality(String text) {
        return text.matches("[A-Z0-9_]{1,16}") ? text : ConfigurationReader.refuse();
    }
}
