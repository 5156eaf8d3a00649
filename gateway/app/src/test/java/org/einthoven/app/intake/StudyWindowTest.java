package org.einthoven.app.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class StudyWindowTest {
    private static final LocalDate DAY = LocalDate.of(2026, 2, 27);

    @Test
    void writesRangesAsTheStandardDoes() {
        StudyWindow days = StudyWindow.days(DAY, DAY.plusDays(3));
        assertThat(days.dates()).isEqualTo("20260227-20260302");
        assertThat(days.times()).isEmpty();
        StudyWindow day = StudyWindow.days(DAY, DAY);
        assertThat(day.dates()).isEqualTo("20260227");
        assertThat(day.halves().get(0).times()).isEqualTo("000000-115959.999999");
        assertThat(day.halves().get(1).times()).isEqualTo("120000-235959.999999");
    }

    /** However often it is divided: each second of each day lies in one window, and none in two. */
    @Test
    void partsMakeTheWholeWithoutGapAndOverlap() {
        for (int days : new int[] {0, 1, 2, 6}) {
            List<StudyWindow> parts = divided(StudyWindow.days(DAY, DAY.plusDays(days)));
            TreeMap<String, StudyWindow> inOrder = new TreeMap<>();
            parts.forEach(part -> inOrder.put(part.from() + " " + part.start(), part));
            LocalDate day = DAY;
            LocalTime next = LocalTime.MIN;
            for (StudyWindow part : inOrder.values()) {
                assertThat(part.from()).isEqualTo(day).isEqualTo(part.to());
                assertThat(part.start()).isEqualTo(next);
                boolean endsDay = part.end().equals(LocalTime.MAX);
                next = endsDay ? LocalTime.MIN : part.end().plusSeconds(1);
                day = endsDay ? day.plusDays(1) : day;
            }
            assertThat(day).isEqualTo(DAY.plusDays(days + 1));
            assertThat(parts).hasSizeGreaterThan(500 * (days + 1));
        }
    }

    private static List<StudyWindow> divided(StudyWindow window) {
        Deque<StudyWindow> open = new ArrayDeque<>(List.of(window));
        List<StudyWindow> parts = new ArrayList<>();
        while (!open.isEmpty()) {
            StudyWindow next = open.pop();
            if (next.isDivisible()) {
                next.halves().forEach(open::push);
            } else {
                parts.add(next);
            }
        }
        return parts;
    }
}
