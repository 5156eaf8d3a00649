package org.einthoven.encoder;

import java.util.List;
import org.einthoven.ecg.NormalisedEcg;

/** What reads a batch of windows. Safe for use by several threads. */
@FunctionalInterface
interface WindowModel {
    /**
     * @param windows at least one
     * @return one output a window, in their order
     * @throws Exception whatever the runtime found; it concerns the batch as a whole
     */
    List<WindowOutput> run(List<NormalisedEcg> windows) throws Exception;
}
