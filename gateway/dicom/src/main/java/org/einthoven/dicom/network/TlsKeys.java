package org.einthoven.dicom.network;

import java.io.File;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * Keys and certificates out of key store files (PKCS #12 or JKS), read again whenever a file has changed: a renewed
 * certificate needs no restart. A file that cannot be read then leaves those in use that were read last.
 */
public final class TlsKeys {

    private static final System.Logger LOGGER = System.getLogger(TlsKeys.class.getName());

    private final @Nullable Store own;
    private final @Nullable Store trusted;
    private SSLContext context;
    private List<Object> stamps;

    /** A key store file; its password stands in no text of it. */
    private record Store(Path file, char[] password) {

        KeyStore read() throws IOException {
            if (!Files.isReadable(file)) {
                throw new IOException("the key store " + file + " cannot be read");
            }
            try {
                return KeyStore.getInstance(new File(file.toUri()), password);
            } catch (GeneralSecurityException e) {
                throw new IOException("the key store " + file + " is neither PKCS #12 nor JKS", e);
            } catch (IOException e) {
                throw new IOException("the key store " + file + " cannot be opened: is its password right?", e);
            }
        }

        Object stamp() {
            try {
                FileTime time = Files.getLastModifiedTime(file);
                return List.of(time, Files.size(file));
            } catch (IOException e) {
                return "unreadable";
            }
        }

        @Override
        public String toString() {
            return file.toString();
        }
    }

    private TlsKeys(@Nullable Store own, @Nullable Store trusted) throws IOException {
        this.own = own;
        this.trusted = trusted;
        this.stamps = stamps();
        this.context = read();
    }

    /**
     * Opens key stores.
     *
     * @param keyStore with this side's private key and certificate; null for a requestor that shows none
     * @param trustStore with the certificates of those who may sign a peer's; null for those that Java trusts
     * @throws IOException when a file cannot be read, with one sentence that names it
     */
    public static TlsKeys open(
            @Nullable Path keyStore, String keyStorePassword, @Nullable Path trustStore, String trustStorePassword)
            throws IOException {
        return new TlsKeys(
                keyStore == null ? null : new Store(keyStore, keyStorePassword.toCharArray()),
                trustStore == null ? null : new Store(trustStore, trustStorePassword.toCharArray()));
    }

    /** Whether there is a certificate of this side's to show. */
    public boolean hasOwnCertificate() {
        return own != null;
    }

    /** The context of the files as they are now. */
    public synchronized SSLContext context() {
        List<Object> now = stamps();
        if (!now.equals(stamps)) {
            stamps = now;
            try {
                context = read();
                LOGGER.log(Level.INFO, "the TLS certificates were read again");
            } catch (IOException e) {
                LOGGER.log(Level.WARNING, "the TLS certificates read before stay in use: " + e.getMessage());
            }
        }
        return context;
    }

    private List<Object> stamps() {
        List<Object> all = new ArrayList<>();
        for (Store store : new Store[] {own, trusted}) {
            all.add(store == null ? "none" : store.stamp());
        }
        return all;
    }

    private SSLContext read() throws IOException {
        try {
            SSLContext fresh = SSLContext.getInstance("TLS");
            fresh.init(keyManagers(), trustManagers(), null);
            return fresh;
        } catch (GeneralSecurityException e) {
            throw new IOException(
                    "TLS cannot be set up with " + Objects.toString(own, "no key store") + ": " + e.getMessage(), e);
        }
    }

    private KeyManager @Nullable [] keyManagers() throws IOException, GeneralSecurityException {
        Store store = own;
        if (store == null) {
            return new KeyManager[0];
        }
        KeyStore keys = store.read();
        requireKey(store, keys);
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(keys, store.password());
        return factory.getKeyManagers();
    }

    private static void requireKey(Store store, KeyStore keys) throws IOException, GeneralSecurityException {
        for (String alias : java.util.Collections.list(keys.aliases())) {
            if (keys.isKeyEntry(alias)) {
                return;
            }
        }
        throw new IOException("the key store " + store.file() + " holds no private key");
    }

    private TrustManager @Nullable [] trustManagers() throws IOException, GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        Store store = trusted;
        KeyStore certificates = store == null ? null : store.read();
        if (store != null && certificates != null && certificates.size() == 0) {
            throw new IOException("the trust store " + store.file() + " holds no certificate");
        }
        factory.init(certificates);
        return Stream.of(factory.getTrustManagers()).map(DatedTrustManager::of).toArray(TrustManager[]::new);
    }
}
