package org.einthoven.training.evaluate.study;

/**
 * Two arms that differ in one thing, so that their difference is what it is worth.
 *
 * @param arm the name of the one that has it
 * @param less the name of the one that it is compared with
 */
public record Comparison(String arm, String less) {}
