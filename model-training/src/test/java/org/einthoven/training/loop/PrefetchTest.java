package org.einthoven.training.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.concurrent.atomic.AtomicInteger;
import org.einthoven.training.network.TrainingModel.Batch;
import org.junit.jupiter.api.Test;

class PrefetchTest {
    private static Batch one() {
        return Batch.empty(1, 1, 1);
    }

    @Test
    void handsOutBatchesInTheOrderInWhichTheyWereFilled() throws InterruptedException {
        AtomicInteger next = new AtomicInteger();
        try (Prefetch<Batch> prefetch =
                new Prefetch<>(PrefetchTest::one, batch -> batch.labels()[0] = next.getAndIncrement())) {
            for (int i = 0; i < 20; i++) {
                Batch batch = prefetch.take();
                assertThat(batch.labels()[0]).isEqualTo(i);
                prefetch.giveBack(batch);
            }
        }
    }

    @Test
    void aFailureToFillReachesTheOneWhoWaits() {
        try (Prefetch<Batch> prefetch = new Prefetch<>(PrefetchTest::one, batch -> {
            throw new IllegalArgumentException("no examples");
        })) {
            assertThatExceptionOfType(Prefetch.FillException.class)
                    .isThrownBy(prefetch::take)
                    .withRootCauseInstanceOf(IllegalArgumentException.class);
        }
    }
}
