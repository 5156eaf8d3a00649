package org.einthoven.app.configuration;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.einthoven.dicom.network.AllowedCaller;
import org.einthoven.dicom.network.ClientCertificates;
import org.einthoven.dicom.network.DicomNetworkProvider;
import org.einthoven.dicom.network.EinthovenDicomNetworkProvider;
import org.einthoven.dicom.network.RemoteAe;
import org.einthoven.dicom.network.SopClasses;
import org.einthoven.dicom.network.TlsKeys;
import org.einthoven.dicom.network.TlsSettings;
import org.jspecify.annotations.Nullable;

/** Reads the sections dicom and worklist. */
final class DicomSection {
    private static final String OWN_ENGINE = EinthovenDicomNetworkProvider.NAME;
    private static final String DCM4CHE = "dcm4che";
    private static final String CALLER = "an AE title (CART1), one from certain addresses (CART1@10.1.2.3,"
            + " CART1@10.1.0.0/16) or any from there (*@10.1.0.0/16)";

    private static final String TITLE = ConfigurationReader.AE_TITLE + " or comma";
    private static final String SOP_CLASS =
            "the UID of a storage SOP class: a private one, or of the standard's under " + "1.2.840.10008.5.1.4.1.1";
    /** An association has 128 presentation contexts, and a C-GET proposes every class in one. */
    private static final int MOST_SOP_CLASSES = 100;

    private static final int MAX_PDU_LENGTH = 131_072;
    private static final Duration IDLE_TIMEOUT = Duration.ofMinutes(5);
    private static final Duration LONGEST_IDLE_TIMEOUT = Duration.ofDays(1);

    private DicomSection() {}

    static DicomSettings read(YamlMapping dicom, InetAddress bind) {
        String aeTitle = dicom.parsed("aeTitle", ConfigurationReader.AE_TITLE, ConfigurationReader::aeTitle);
        TlsSettings tls = tls(dicom.mapping("tls"));
        Duration idleTimeout = dicom.parsed("idleTimeout", "1s to 1d", DicomSection::idleTimeout);
        DicomSettings settings = new DicomSettings(
                aeTitle == null ? "EINTHOVEN" : aeTitle,
                ConfigurationReader.address(dicom, "bind", bind),
                dicom.integer("port", 11112, 0, 65535),
                dicom.list("calledAeTitles", TITLE, DicomSection::title),
                dicom.list("allowedCallers", CALLER, DicomSection::caller),
                sopClasses(dicom),
                dicom.integer("maxAssociations", 64, 1, 1000),
                dicom.integer("maxPduLength", MAX_PDU_LENGTH, 4096, 1_048_576),
                dicom.integer("maxObjectMegabytes", 2048, 1, 1_000_000),
                Objects.requireNonNullElse(idleTimeout, IDLE_TIMEOUT),
                engine(dicom),
                tls,
                CommitmentSection.read(dicom.mapping(CommitmentSection.NAME), tls != null));
        dicom.finish();
        return settings;
    }

    /** Routes get titles as one text with commas between them. */
    private static String title(String text) {
        return text.contains(",") ? ConfigurationReader.refuse() : ConfigurationReader.aeTitle(text);
    }

    private static AllowedCaller caller(String text) {
        return text.contains(",") ? ConfigurationReader.refuse() : AllowedCaller.parse(text);
    }

    private static List<String> sopClasses(YamlMapping dicom) {
        List<String> uids = dicom.list(
                "sopClasses", SOP_CLASS, text -> SopClasses.mayBeStorage(text) ? text : ConfigurationReader.refuse());
        if (uids.size() > MOST_SOP_CLASSES) {
            dicom.fault("sopClasses", "dicom.sopClasses are at most " + MOST_SOP_CLASSES);
        }
        return uids;
    }

    private static Duration idleTimeout(String text) {
        Duration timeout = UpkeepReader.duration(text);
        return timeout.compareTo(LONGEST_IDLE_TIMEOUT) > 0 ? ConfigurationReader.refuse() : timeout;
    }

    private static String engine(YamlMapping dicom) {
        String engine = dicom.parsed("engine", OWN_ENGINE + " or " + DCM4CHE, DicomSection::engineName);
        if (DCM4CHE.equals(engine) && DicomNetworkProvider.named(DCM4CHE).isEmpty()) {
            dicom.fault("engine", "dicom.engine: dcm4che is not on the class path; build with -Pdcm4che");
        }
        return Objects.requireNonNullElse(engine, OWN_ENGINE);
    }

    private static String engineName(String text) {
        return text.equals(DCM4CHE) || DicomNetworkProvider.named(text).isPresent()
                ? text
                : ConfigurationReader.refuse();
    }

    private static @Nullable TlsSettings tls(YamlMapping section) {
        Path keyStore = section.parsed("keyStore", "a file", Path::of);
        String keyStorePassword = section.text("keyStorePassword", "");
        Path trustStore = section.parsed("trustStore", "a file", Path::of);
        String trustStorePassword = section.text("trustStorePassword", "");
        ClientCertificates clients = section.parsed(
                "clientCertificates",
                "none, wanted or required",
                text -> ClientCertificates.valueOf(text.toUpperCase(Locale.ROOT)));
        boolean checksHostName = flag(section, "checkHostName", true);
        section.finish();
        if (!section.isGiven()) {
            return null;
        }
        if (keyStore == null) {
            section.fault("keyStore", "dicom.tls.keyStore is missing: a PKCS #12 or JKS file with the own certificate");
            return null;
        }
        ClientCertificates asked = Objects.requireNonNullElse(
                clients, trustStore == null ? ClientCertificates.NONE : ClientCertificates.REQUIRED);
        if (asked != ClientCertificates.NONE && trustStore == null) {
            section.fault(
                    "clientCertificates", "dicom.tls.trustStore is missing: it says whose certificates are trusted");
        }
        try {
            TlsKeys keys = TlsKeys.open(keyStore, keyStorePassword, trustStore, trustStorePassword);
            return new TlsSettings(keys, asked, checksHostName);
        } catch (IOException e) {
            section.fault("keyStore", "dicom.tls: " + e.getMessage());
            return null;
        }
    }

    static boolean flag(YamlMapping section, String key, boolean otherwise) {
        Boolean given = section.parsed(key, "true or false", text -> switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> ConfigurationReader.refuse();
        });
        return given == null ? otherwise : given;
    }

    static @Nullable WorklistSettings worklist(YamlMapping section, DicomSettings dicom) {
        if (!section.isGiven()) {
            return null;
        }
        RemoteAe remote = ConfigurationReader.required(
                section, "dicom", PullSection.REMOTE, section.parsed("dicom", PullSection.REMOTE, RemoteAe::parse));
        boolean tls = flag(section, "tls", false);
        Duration window = section.parsed("window", UpkeepReader.DURATIONS, UpkeepReader::duration);
        List<String> modalities = section.list("modalities", PullSection.MODALITY, PullSection::modality);
        if (tls && dicom.tls() == null) {
            section.fault("tls", "a worklist is asked by TLS only with dicom.tls");
        }
        if (window != null && window.compareTo(WorklistSettings.LONGEST_WINDOW) > 0) {
            section.fault("window", "worklist.window is at most 31d");
        }
        section.finish();
        return remote == null
                ? null
                : new WorklistSettings(
                        remote,
                        tls,
                        Objects.requireNonNullElse(window, WorklistSettings.WINDOW),
                        modalities.isEmpty() ? List.of("ECG") : modalities);
    }
}
