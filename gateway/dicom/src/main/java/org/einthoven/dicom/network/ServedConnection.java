package org.einthoven.dicom.network;

import java.time.Duration;

/** A connection that a {@link ConnectionListener} has accepted, as an engine serves it. */
public interface ServedConnection {

    /** Serves it to its end, in a thread of its own. */
    void serve();

    /** Whether an association stands on it: not before one was accepted, nor after it ended; asked from another thread. */
    boolean isAssociated();

    /** Ends an association that has sent nothing for so long; called from another thread. */
    void abortIfIdle(Duration silence);

    /** Ends the association; called from another thread. */
    void abortNow();
}
