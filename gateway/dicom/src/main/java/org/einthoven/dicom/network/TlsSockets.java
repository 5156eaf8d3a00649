package org.einthoven.dicom.network;

import java.io.IOException;
import java.net.Socket;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/** Puts TLS onto a connected socket. Nothing is sent before the handshake, which the association's own thread makes. */
final class TlsSockets {

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
        SSLParameters parameters = TlsProfile.narrow(socket.getSSLParameters(), socket.getSupportedCipherSuites());
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
