package org.einthoven.dicom.network;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Trusts whom another trusts, while the certificate is valid. Java takes one that stands in the trust store itself whatever
 * its dates say, as is common for DICOM peers with certificates of their own; OpenSSL, and with it dcmtk and Orthanc, does not.
 */
final class DatedTrustManager extends X509ExtendedTrustManager {

    private final X509ExtendedTrustManager other;

    private DatedTrustManager(X509ExtendedTrustManager other) {
        this.other = other;
    }

    /** The same with dates looked at. */
    static TrustManager of(TrustManager other) {
        return other instanceof X509ExtendedTrustManager extended ? new DatedTrustManager(extended) : other;
    }

    private static void checkDates(X509Certificate[] chain) throws CertificateException {
        chain[0].checkValidity();
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        other.checkClientTrusted(chain, authType, socket);
        checkDates(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        other.checkServerTrusted(chain, authType, socket);
        checkDates(chain);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        other.checkClientTrusted(chain, authType, engine);
        checkDates(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        other.checkServerTrusted(chain, authType, engine);
        checkDates(chain);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        other.checkClientTrusted(chain, authType);
        checkDates(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        other.checkServerTrusted(chain, authType);
        checkDates(chain);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return other.getAcceptedIssuers();
    }
}
