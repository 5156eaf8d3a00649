package org.einthoven.training.evaluate.study;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** SHA-256 of what must be the same for a run to go on. */
public final class Fingerprint {
    private final MessageDigest digest;

    public Fingerprint() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }

    public Fingerprint add(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        add(bytes.length);
        digest.update(bytes);
        return this;
    }

    public Fingerprint add(long number) {
        digest.update(ByteBuffer.allocate(Long.BYTES).putLong(number).flip());
        return this;
    }

    public Fingerprint add(float[][] rows) {
        for (float[] row : rows) {
            ByteBuffer bytes = ByteBuffer.allocate(row.length * Float.BYTES);
            bytes.asFloatBuffer().put(row);
            add(row.length);
            digest.update(bytes);
        }
        return this;
    }

    /** 64 hex digits; this is then spent. */
    public String hex() {
        return HexFormat.of().formatHex(digest.digest());
    }

    static String of(List<Fold> folds, long seed) {
        Fingerprint fingerprint = new Fingerprint().add(seed);
        for (Fold fold : folds) {
            fingerprint.add(fold.task().id());
            fingerprint.add(fold.train()).add(fold.validation()).add(fold.test());
        }
        return fingerprint.hex();
    }

    private Fingerprint add(Cases cases) {
        add(cases.size());
        cases.list().forEach(each -> add(each.record()).add(each.patient()).add(each.positive() ? 1 : 0));
        return this;
    }
}
