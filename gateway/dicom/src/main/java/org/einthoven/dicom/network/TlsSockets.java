package org.einthoven.dicom.network;

import java.io.IOException;
import java.net.Socket;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/** Puts TLS onto a connected socket. Nothing is sent before the handshake, which the association's own thread makes. */
final class TlsSockets {

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

    private TlsSockets() {}

    static SSLSocket acceptor(Socket socket, TlsSettings settings) throws IOException {
        SSLSocket secured = on(socket, socket.getInetAddress().getHostAddress(), settings);
        secured.setUseClientMode(false);
        SSLParameters parameters = parameters(secured);
        switch (settings.clientCertificates()) {
            case NONE -> {}
            case WANTED -> parameters.setWantClientAuth(true);
            case REQUIRED -> parameters.setNeedClientAuth(true);
        }
        secured.setSSLParameters(parameters);
        return secured;
    }

    static SSLSocket requestor(Socket socket, RemoteAe remote, TlsSettings settings) throws IOException {
        SSLSocket secured = on(socket, remote.host(), settings);
        secured.setUseClientMode(true);
        SSLParameters parameters = parameters(secured);
        if (settings.checksHostName()) {
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
        }
        secured.setSSLParameters(parameters);
        return secured;
    }

    private static SSLSocket on(Socket socket, String host, TlsSettings settings) throws IOException {
        return (SSLSocket)
                settings.keys().context().getSocketFactory().createSocket(socket, host, socket.getPort(), true);
    }

    private static SSLParameters parameters(SSLSocket socket) {
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setProtocols(PROTOCOLS.toArray(String[]::new));
        List<String> supported = Arrays.asList(socket.getSupportedCipherSuites());
        parameters.setCipherSuites(
                supported.stream().filter(CIPHER_SUITES::contains).toArray(String[]::new));
        parameters.setUseCipherSuitesOrder(true);
        return parameters;
    }

    /** Why a handshake failed, in words that help whoever set up the other side. */
    static String reason(IOException failure) {
        String message = String.valueOf(failure.getMessage());
        if (message.contains("Unsupported or unrecognized SSL message")) {
            return "the peer does not speak TLS";
        }
        if (failure instanceof SSLException) {
            return "the TLS handshake failed: " + message;
        }
        return "the TLS handshake did not end: " + message;
    }
}
