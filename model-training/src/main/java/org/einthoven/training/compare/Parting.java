package org.einthoven.training.compare;

import org.einthoven.ecg.store.StoredEcg;
import org.einthoven.training.data.Part;
import org.jspecify.annotations.Nullable;

/** Which part a record has in an experiment. */
interface Parting {
    /** Null where it has none. */
    @Nullable
    Part of(String source, StoredEcg ecg);
}
