package org.einthoven.app.job;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Something that is done from time to time, by one node at a time. It must bear being done twice. */
interface Job {
    String name();

    /** How often; null for a job that is done only where it was left unfinished. */
    @Nullable
    Duration every();

    /** What it looks after, one run each; one that fails stops no other. */
    List<String> subjects();

    /**
     * Looks after one subject until it is done or {@link Progress#stopping()}.
     *
     * @throws IOException when it cannot go on now; the message says why without patient data
     */
    void run(String subject, Progress progress) throws IOException;
}
