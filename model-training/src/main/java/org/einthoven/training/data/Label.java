package org.einthoven.training.data;

/** What a data set says of one finding in one record. */
public enum Label {
    ABSENT,
    PRESENT,
    /** The data set does not say: left out of the loss and of every figure. */
    UNKNOWN
}
