package org.einthoven.dicom.network;

import java.util.Objects;

/**
 * TLS for associations, by the profile of BCP 195 (RFC 9325; PS3.15 B.12): TLS 1.3 and 1.2 only, with forward secrecy.
 *
 * @param keys this side's certificate and the ones that it trusts
 * @param clientCertificates what a server asks of its peers
 * @param checksHostName whether a requestor also wants the peer's certificate to bear the host name it connected to
 */
public record TlsSettings(TlsKeys keys, ClientCertificates clientCertificates, boolean checksHostName) {

    public TlsSettings {
        Objects.requireNonNull(keys, "keys");
        Objects.requireNonNull(clientCertificates, "clientCertificates");
    }
}
