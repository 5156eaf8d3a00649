package org.einthoven.app.configuration;

import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import org.einthoven.dicom.network.TlsKeys;
import org.einthoven.dicomweb.Credentials;
import org.jspecify.annotations.Nullable;

/** Reads what a section says of a DICOMweb server: its address, credentials, tls, timeout. */
final class WebServerReader {
    private static final String TOKEN = "a bearer token: printable ASCII without spaces";
    private static final String USER = "a user name without a colon";

    private WebServerReader() {}

    /**
     * Null where a fault was noted that leaves nothing to ask.
     *
     * @param key of the address
     */
    static @Nullable WebServerSettings read(YamlMapping section, String key, DicomSettings dicom) {
        URI url = ConfigurationReader.required(
                section,
                key,
                ConfigurationReader.PLAIN_URL,
                section.parsed(key, ConfigurationReader.PLAIN_URL, ConfigurationReader::plainUrl));
        Credentials credentials = credentials(section);
        TlsKeys keys = keys(section, url, dicom);
        Duration timeout = section.parsed("timeout", DestinationsSection.TIMEOUT, ConfigurationReader::timeout);
        boolean asks = section.has("token") || section.has("user");
        if (asks && url != null && !WebServerSettings.mayCarryCredentials(url)) {
            section.fault(key, WebServerSettings.CREDENTIALS);
            return null;
        }
        return url == null
                ? null
                : new WebServerSettings(
                        url, credentials, keys, Objects.requireNonNullElse(timeout, WebServerSettings.TIMEOUT));
    }

    private static @Nullable Credentials credentials(YamlMapping section) {
        Credentials token = section.parsed("token", TOKEN, Credentials::bearer);
        String user = section.parsed("user", USER, text -> text.contains(":") ? ConfigurationReader.refuse() : text);
        String password = section.text("password");
        if (section.has("token") && section.has("user")) {
            section.fault("user", "either token or user and password");
        }
        if (section.has("user") != section.has("password")) {
            section.fault(section.has("user") ? "user" : "password", "user and password go together");
        }
        return user == null || password == null ? token : Credentials.basic(user, password);
    }

    private static @Nullable TlsKeys keys(YamlMapping section, @Nullable URI url, DicomSettings dicom) {
        if (!DicomSection.flag(section, "tls", false)) {
            return null;
        }
        if (url != null && !"https".equals(url.getScheme())) {
            section.fault("tls", "the keys of dicom.tls serve addresses of https");
        }
        if (dicom.tls() == null) {
            section.fault("tls", "a server is asked with the keys of dicom.tls only where there is dicom.tls");
            return null;
        }
        return dicom.tls().keys();
    }
}
