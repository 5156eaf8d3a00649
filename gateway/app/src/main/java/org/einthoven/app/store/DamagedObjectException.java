package org.einthoven.app.store;

import java.io.IOException;

/** An object whose bytes are not those that it is named by: the disk, or somebody, changed them. */
public final class DamagedObjectException extends IOException {
    private static final long serialVersionUID = 1;

    DamagedObjectException(ObjectHash hash) {
        super("the bytes of object " + hash + " changed on the disk; sent again, they are kept in its place");
    }
}
