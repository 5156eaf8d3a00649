package org.einthoven.app.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
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
        // Nobody knows how many are there.
        "-1, 0, 1000, 0",
        // What it takes in a second is no delay, however many there are.
        "40, 100, 960, 60",
        "100, 100, 900, 0",
        "0, 5000, 1000, 1000"
    })
    void anArchiveHasTheRoomThatDelaysNobody(long depth, long perSecond, int live, int archive) {
        QueueRoom room =
                new QueueRoom(queue -> queue.equals("report.to.ehr") ? depth : 0, Duration.ZERO, name -> perSecond);
        room.sent("ehr", 5);

        assertThat(room.of("ehr", Lane.LIVE)).isEqualTo(live);
        assertThat(room.of("ehr", Lane.BACKFILL)).isEqualTo(archive);
    }

    /** As that of an engine in another process, which is asked every five seconds. */
    @Test
    void whatWasSentSinceAnOldAnswerIsThereAsWell() {
        AtomicLong clock = new AtomicLong();
        AtomicLong perSecond = new AtomicLong();
        QueueRoom room = new QueueRoom(queue -> 0, Duration.ofSeconds(5), name -> perSecond.get(), clock::get);

        room.sent("ehr", 10);
        assertThat(room.of("ehr", Lane.BACKFILL)).isEqualTo(6);
        assertThat(room.of("ehr", Lane.LIVE))
                .as("which a late answer holds up least")
                .isEqualTo(1000);
        assertThat(room.of("pacs", Lane.BACKFILL)).isEqualTo(16);
        clock.addAndGet(TimeUnit.SECONDS.toNanos(4));
        room.sent("ehr", 9);
        assertThat(room.of("ehr", Lane.BACKFILL)).isZero();

        perSecond.set(3);
        assertThat(room.of("ehr", Lane.BACKFILL)).as("less what was taken").isEqualTo(12);
        perSecond.set(0);
        clock.addAndGet(TimeUnit.SECONDS.toNanos(2));
        assertThat(room.of("ehr", Lane.BACKFILL))
                .as("without what the answer knows by now")
                .isEqualTo(7);
        clock.addAndGet(TimeUnit.SECONDS.toNanos(100));
        assertThat(room.of("ehr", Lane.BACKFILL)).isEqualTo(16);
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
