package org.einthoven.dicom.network;

/** What a server asks of its peers' TLS certificates. */
public enum ClientCertificates {
    /** None is asked for. */
    NONE,
    /** One is asked for, and must be trusted where the peer shows one. */
    WANTED,
    /** A peer without a trusted one gets no association. */
    REQUIRED
}
