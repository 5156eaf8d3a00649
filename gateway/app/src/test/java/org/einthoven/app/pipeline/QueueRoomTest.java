package org.einthoven.app.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.einthoven.app.ledger.Lane;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QueueRoomTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0, 1000, 16",
        "10, 0, 990, 6",
        "16, 5, 984, 0",
        "990, 0, 10, 0",
        "1500, 0, 0, 0",
        "-1, 0, 1000, 16",
        // What it takes in a second is no delay, however many there are.
        "40, 100, 960, 60",
        "100, 100, 900, 0",
        "0, 5000, 1000, 1000"
    })
    void anArchiveHasTheRoomThatDelaysNobody(long depth, long perSecond, int live, int archive) {
        QueueRoom room = new QueueRoom(queue -> queue.equals("report.to.ehr") ? depth : 0, name -> perSecond);

        assertThat(room.of("ehr", Lane.LIVE)).isEqualTo(live);
        assertThat(room.of("ehr", Lane.BACKFILL)).isEqualTo(archive);
    }

    @Test
    void paceIsThatOfTheLastTwoSeconds() {
        AtomicLong clock = new AtomicLong();
        Pace pace = new Pace(clock::get);
        for (int i = 0; i < 50; i++) {
            pace.count();
        }
        assertThat(pace.perSecond()).as("before the first window is over").isZero();

        clock.addAndGet(TimeUnit.SECONDS.toNanos(2));
        assertThat(pace.perSecond()).isEqualTo(25);

        clock.addAndGet(TimeUnit.SECONDS.toNanos(10));
        assertThat(pace.perSecond()).isZero();
    }
}
