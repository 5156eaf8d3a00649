/**
 * Twelve-lead ECGs of a moving cardiac dipole, with the exact truth of each wave. They serve tests and training; a figure on
 * simulated ECGs shows that a program works, not clinical accuracy.
 */
@org.jspecify.annotations.NullMarked
package org.einthoven.ecg.simulator;
