package org.einthoven.app.store;

/**
 * Names an object by its content.
 *
 * @param hex SHA-256 of the bytes, 64 lower-case hex digits
 */
public record ObjectHash(String hex) {
    public ObjectHash {
        if (!hex.matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException("an object hash is 64 lower-case hex digits");
        }
    }

    @Override
    public String toString() {
        return hex;
    }
}
