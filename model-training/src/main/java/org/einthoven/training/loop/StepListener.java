package org.einthoven.training.loop;

/** Is told how it goes on. */
@FunctionalInterface
public interface StepListener {
    /** @param detail such as the loss, in words */
    void at(long step, long steps, String detail);
}
