package org.einthoven.ecg;

/** What is measured of a whole ECG, in the unit of its number. */
public enum Measure {
    /** Of the ventricles: from the mean interval between QRS complexes. */
    HEART_RATE("heart-rate", "Heart rate", "/min"),
    /** Of the atria, where they beat faster than the ventricles. */
    ATRIAL_RATE("atrial-rate", "Atrial rate", "/min"),
    RR_MEAN("rr-mean", "RR interval, mean", "ms"),
    RR_MINIMUM("rr-minimum", "RR interval, shortest", "ms"),
    RR_MAXIMUM("rr-maximum", "RR interval, longest", "ms"),
    /** The standard deviation of the intervals, of ectopic beats too. */
    RR_DEVIATION("rr-deviation", "RR interval, standard deviation", "ms"),
    /** The root of the mean square of the differences between one interval and the next. */
    RR_DIFFERENCE("rr-difference", "RR interval, successive differences (RMSSD)", "ms"),
    P_DURATION("p", "P wave duration", "ms"),
    PR("pr", "PR interval", "ms"),
    QRS("qrs", "QRS duration", "ms"),
    QT("qt", "QT interval", "ms"),
    /** The one that is reported as QTc. */
    QTC_FRIDERICIA("qtc", "QT interval corrected (Fridericia)", "ms"),
    QTC_BAZETT("qtc-bazett", "QT interval corrected (Bazett)", "ms"),
    QTC_FRAMINGHAM("qtc-framingham", "QT interval corrected (Framingham)", "ms"),
    QTC_HODGES("qtc-hodges", "QT interval corrected (Hodges)", "ms"),
    /** In the frontal plane, clockwise from lead I, -180 to 180. */
    P_AXIS("p-axis", "P wave axis", "deg"),
    QRS_AXIS("qrs-axis", "QRS axis", "deg"),
    T_AXIS("t-axis", "T wave axis", "deg"),
    /** QRS complexes with a pacing spike before them. */
    PACED_BEATS("paced-beats", "Paced beats", "{beats}");

    private final String id;
    private final String title;
    private final String unit;

    Measure(String id, String title, String unit) {
        this.id = id;
        this.title = title;
        this.unit = unit;
    }

    /** The short name in files and identifiers. */
    public String id() {
        return id;
    }

    public String title() {
        return title;
    }

    /** In UCUM. */
    public String unit() {
        return unit;
    }
}
