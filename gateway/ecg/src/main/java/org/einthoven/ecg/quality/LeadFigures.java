package org.einthoven.ecg.quality;

/**
 * What was measured of one lead, in mV and seconds.
 *
 * @param range from lowest to highest within two seconds, as a quarter of all two seconds exceed it
 * @param jump from lowest to highest within those two seconds in which it is most
 * @param calm the same of the calmer ones: a quarter are calmer still
 * @param size from the lowest to the highest mean of 50 ms, in the median of all two seconds: spikes of a pacemaker, however
 *     high, are no part of it
 * @param peakiness how many times the median of the steps the steepest of most seconds is: of a heart high, of noise low
 * @param noise root mean square of what is faster than waves, between the QRS complexes and without the hum
 * @param humMv amplitude of the powerline's hum
 * @param humHz its frequency
 * @param wander from the lowest to the highest mean of a second within ten seconds
 * @param heldSeconds in all stretches of a second or more in which nothing changed
 * @param railSeconds in stretches at the lowest or the highest value that were entered and left steeply
 * @param rails how many such stretches
 */
record LeadFigures(
        double range,
        double jump,
        double calm,
        double size,
        double peakiness,
        double noise,
        double humMv,
        double humHz,
        double wander,
        double heldSeconds,
        double railSeconds,
        int rails) {}
