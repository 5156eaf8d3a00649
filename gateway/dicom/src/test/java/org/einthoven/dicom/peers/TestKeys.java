package org.einthoven.dicom.peers;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** Certificates of tests, signed by themselves or by an authority, made by the JDK's keytool; each is a PKCS #12 file with the password {@code changeit}. */
public final class TestKeys {

    public static final String PASSWORD = "changeit";

    private static final String HERE = "ip:127.0.0.1,dns:localhost";

    private final Path folder;

    public TestKeys(Path folder) {
        this.folder = folder;
    }

    /** Makes a key and its certificate, for 127.0.0.1 and localhost unless another name is given. */
    public Path keyStore(String name, String subjectAlternativeName) throws IOException {
        Path file = folder.resolve(name + ".p12");
        List<String> command = genkeypair(name, file);
        command.addAll(List.of("-ext", "SAN=" + subjectAlternativeName));
        keytool(command.toArray(String[]::new));
        return file;
    }

    public Path keyStore(String name) throws IOException {
        return keyStore(name, HERE);
    }

    /** Makes an authority that signs others. */
    public Path authority(String name) throws IOException {
        Path file = folder.resolve(name + ".p12");
        List<String> command = genkeypair(name, file);
        command.addAll(List.of("-ext", "bc:critical", "-ext", "ku:critical=keyCertSign"));
        keytool(command.toArray(String[]::new));
        return file;
    }

    /** Makes a key and its certificate for this machine, signed by an authority. */
    public Path signed(String name, Path authority) throws IOException {
        return signed(name, authority, 0);
    }

    /** The same, which was valid until five days ago. */
    public Path expired(String name, Path authority) throws IOException {
        return signed(name, authority, 35);
    }

    /** The same, signed by itself. */
    public Path expired(String name) throws IOException {
        Path file = folder.resolve(name + ".p12");
        List<String> command = genkeypair(name, file);
        command.addAll(List.of("-ext", "SAN=" + HERE, "-startdate", "-35d"));
        keytool(command.toArray(String[]::new));
        return file;
    }

    private Path signed(String name, Path authority, int daysAgo) throws IOException {
        Path both = Files.copy(authority, folder.resolve(name + "-and-authority.p12"));
        Path file = folder.resolve(name + ".p12");
        try {
            List<String> command = genkeypair(name, both);
            command.addAll(List.of("-signer", open(authority).aliases().nextElement()));
            command.addAll(List.of("-ext", "SAN=" + HERE, "-startdate", "-" + daysAgo + "d"));
            keytool(command.toArray(String[]::new));
            KeyStore from = open(both);
            KeyStore alone = KeyStore.getInstance("PKCS12");
            alone.load(null, null);
            char[] password = PASSWORD.toCharArray();
            alone.setKeyEntry(name, from.getKey(name, password), password, from.getCertificateChain(name));
            try (var out = Files.newOutputStream(file)) {
                alone.store(out, password);
            }
            return file;
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    private static List<String> genkeypair(String name, Path file) {
        return new ArrayList<>(List.of(
                "-genkeypair",
                "-alias",
                name,
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-validity",
                "30",
                "-dname",
                "CN=" + name,
                "-storetype",
                "PKCS12",
                "-keystore",
                file.toString(),
                "-storepass",
                PASSWORD));
    }

    /** A store of certificates that are trusted: those of these key stores. */
    public Path trustStore(String name, Path... keyStores) throws IOException {
        Path file = folder.resolve(name + "-trust.p12");
        try {
            KeyStore trusted = KeyStore.getInstance("PKCS12");
            trusted.load(null, null);
            for (Path keyStore : keyStores) {
                KeyStore store = open(keyStore);
                String alias = store.aliases().nextElement();
                trusted.setCertificateEntry(alias, store.getCertificate(alias));
            }
            try (var out = Files.newOutputStream(file)) {
                trusted.store(out, PASSWORD.toCharArray());
            }
            return file;
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    /** The private key as PEM, as dcmtk wants it. */
    public Path keyPem(Path keyStore) throws IOException {
        try {
            KeyStore store = open(keyStore);
            Key key = store.getKey(store.aliases().nextElement(), PASSWORD.toCharArray());
            return pem(keyStore, "key", "PRIVATE KEY", key.getEncoded());
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    /** The certificate as PEM. */
    public Path certificatePem(Path keyStore) throws IOException {
        try {
            KeyStore store = open(keyStore);
            return pem(
                    keyStore,
                    "cert",
                    "CERTIFICATE",
                    store.getCertificate(store.aliases().nextElement()).getEncoded());
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    private Path pem(Path keyStore, String kind, String label, byte[] encoded) throws IOException {
        String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(encoded);
        return Files.writeString(
                folder.resolve(keyStore.getFileName() + "." + kind + ".pem"),
                "-----BEGIN " + label + "-----\n" + text + "\n-----END " + label + "-----\n");
    }

    private static KeyStore open(Path file) throws IOException, GeneralSecurityException {
        return KeyStore.getInstance(new File(file.toUri()), PASSWORD.toCharArray());
    }

    private static void keytool(String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (process.waitFor() != 0) {
                throw new IOException("keytool: " + output);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }
}
