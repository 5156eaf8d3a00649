package org.einthoven.app.ledger;

/** Which queue an ECG waits in to be read. */
public enum Lane {
    /** A patient may be waiting for it. */
    LIVE,
    /** From an archive; it never delays a live one. */
    BACKFILL
}
