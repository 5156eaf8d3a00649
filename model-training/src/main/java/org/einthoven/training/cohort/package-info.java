/**
 * Simulated longitudinal cohorts: patients who stay themselves, visits that differ, and labels that follow from what was
 * simulated. A figure on simulated ECGs shows that the pipeline works, not clinical accuracy.
 */
@NullMarked
package org.einthoven.training.cohort;

import org.jspecify.annotations.NullMarked;
