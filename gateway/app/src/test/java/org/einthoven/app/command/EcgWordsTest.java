package org.einthoven.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class EcgWordsTest {
    @Test
    void aNextTryThatIsOverIsDueSinceThen() {
        assertThat(row(Instant.now().minus(Duration.ofHours(2)))).contains("tried 3 times, due since ");
        assertThat(row(Instant.now().plus(Duration.ofHours(2)))).contains("tried 3 times, again at ");
    }

    private static String row(Instant nextTryAt) {
        ObjectNode ecg = JsonNodeFactory.instance
                .objectNode()
                .put("state", "INTERPRETED")
                .put("object", "8a2be1da1cff8a2be1da1cff");
        ecg.putArray("deliveries")
                .addObject()
                .put("destination", "ehr")
                .put("state", "WAITING")
                .put("tries", 3)
                .put("nextTryAt", nextTryAt.toString());
        return String.join("\n", EcgWords.table(List.of(ecg)));
    }
}
