package org.einthoven.dicomweb;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.einthoven.dicomweb.SearchQuery.Level;

/**
 * How many matches a server has ever given in one answer, of each level: its maximum there is no less. A server may have another for each. Safe for use by many threads.
 */
final class AnswerSizes {
    private final Map<Level, Integer> most = new ConcurrentHashMap<>();

    void note(Level level, int matches) {
        most.merge(level, matches, Math::max);
    }

    int most(Level level) {
        return most.getOrDefault(level, 0);
    }
}
