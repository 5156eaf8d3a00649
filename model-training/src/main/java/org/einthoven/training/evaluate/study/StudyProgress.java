package org.einthoven.training.evaluate.study;

/**
 * How far the fits of a study are.
 *
 * @param done fits whose outcome is on disk
 */
public record StudyProgress(int done, int all) {
    public boolean complete() {
        return done == all;
    }

    StudyProgress plus(StudyProgress other) {
        return new StudyProgress(done + other.done, all + other.all);
    }

    /** "120 of 270 fits done: run the same again to go on". */
    @Override
    public String toString() {
        return complete()
                ? "all " + all + " fits done"
                : done + " of " + all + " fits done: run the same again to go on";
    }
}
