package org.einthoven.ecg.simulator;

/** How the stimulus spreads through the ventricles. */
public enum Ventricles {
    NORMAL,
    /** The left bundle branch does not conduct: a wide QRS complex to the left and back, and a T wave against it. */
    LEFT_BUNDLE_BRANCH_BLOCK,
    /** The right one does not: a normal beginning, a late slow part to the right and front. */
    RIGHT_BUNDLE_BRANCH_BLOCK,
    /** ST segments that rise from the J point in healthy people: a mimic of infarction. */
    EARLY_REPOLARISATION
}
