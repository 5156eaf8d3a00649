package org.einthoven.training.cohort;

import java.util.SplittableRandom;

/**
 * A state that comes and goes: from one visit to the next it stays what it is, or is drawn anew. So it is as frequent at each
 * visit.
 *
 * @param share of the visits that have it
 * @param staying how likely it is that nothing is drawn
 */
record Recurring(double share, double staying) {
    boolean[] draw(int visits, SplittableRandom random) {
        boolean[] states = new boolean[visits];
        for (int visit = 0; visit < visits; visit++) {
            boolean stays = random.nextDouble() < staying;
            boolean drawn = random.nextDouble() < share;
            states[visit] = visit > 0 && stays ? states[visit - 1] : drawn;
        }
        return states;
    }
}
