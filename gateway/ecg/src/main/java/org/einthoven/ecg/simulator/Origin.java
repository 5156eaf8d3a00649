package org.einthoven.ecg.simulator;

/** Where a beat comes from. */
public enum Origin {
    /** The sinus node: a P wave, then the QRS complex. */
    SINUS,
    /** Elsewhere in the atria: another P wave. */
    ATRIAL_PREMATURE,
    /** Through the AV node out of fibrillating or fluttering atria: no P wave. */
    CONDUCTED,
    /** The ventricles: no P wave, a wide QRS complex. */
    VENTRICULAR_PREMATURE
}
