package org.einthoven.app.ledger;

import java.io.IOException;

/** The ledger could not be written or read: its disk, not the ECG's fault. */
public final class LedgerException extends IOException {
    private static final long serialVersionUID = 1;

    public LedgerException(String message, Throwable cause) {
        super(message, cause);
    }
}
