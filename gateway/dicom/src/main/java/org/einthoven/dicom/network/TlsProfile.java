package org.einthoven.dicom.network;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import javax.net.ssl.SSLParameters;

/** What of TLS is spoken, by DIMSE and by DICOMweb: the profile of BCP 195 (RFC 9325; PS3.15 B.12). */
public final class TlsProfile {

    static final List<String> PROTOCOLS = List.of("TLSv1.3", "TLSv1.2");

    /** Those of TLS 1.3 and the recommended ones of TLS 1.2 (RFC 9325 4.2), as far as this Java has them. */
    static final Set<String> CIPHER_SUITES = Set.of(
            "TLS_AES_256_GCM_SHA384",
            "TLS_AES_128_GCM_SHA256",
            "TLS_CHACHA20_POLY1305_SHA256",
            "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256");

    private TlsProfile() {}

    /**
     * Narrows parameters to the profile.
     *
     * @param supportedSuites the cipher suites that this Java has
     */
    public static SSLParameters narrow(SSLParameters parameters, String[] supportedSuites) {
        parameters.setProtocols(PROTOCOLS.toArray(String[]::new));
        parameters.setCipherSuites(
                Arrays.stream(supportedSuites).filter(CIPHER_SUITES::contains).toArray(String[]::new));
        return parameters;
    }
}
