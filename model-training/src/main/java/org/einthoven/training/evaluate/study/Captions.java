package org.einthoven.training.evaluate.study;

/** What figures and tables mean, for a reader who is no statistician. */
final class Captions {
    static final String AUROC_CURVE =
            "How well records with and without the finding are told apart, by the number of labelled records that were learnt from. "
                    + "AUROC is the chance that a record with the finding is ranked above one without: 0.5 (grey line) is guessing, 1 is perfect. "
                    + "Points are means over several draws of training records, each smaller draw within the larger; upright lines are 95 % intervals over patients of the test part and over draws. Arms stand a little beside each other.";
    static final String AUPRC_CURVE =
            "The same by AUPRC: of the records that are called, how many are right, averaged over all sensitivities. The grey line is guessing: "
                    + "the share of test records that have the finding. It depends on that share, and cannot be compared between findings.";
    static final String DIFFERENCE =
            "By how much AUROC is greater than that of the reference with the same training and test records. Where the upright line does not reach the grey "
                    + "line at zero the difference is more than chance would explain, at the 5 % level, for that number of labels taken alone.";
    static final String ROC =
            "What each threshold would do, with the most labels that were fitted: upwards the part of the records with the finding that is found, "
                    + "to the right the part of the records without it that is called all the same. The diagonal is guessing.";
    static final String PRECISION_RECALL =
            "The same seen by who must look at what was called: upwards the part of the called records that have the finding, to the right the part "
                    + "of those with it that is found. The grey line is guessing.";
    static final String RELIABILITY =
            "Whether probabilities are what they say: fifteen groups of equally many test records by the probability that was given, and how many of each "
                    + "had the finding (bars: 95 % interval, as if each record were of another patient). On the diagonal, of those called 30 % thirty in a hundred had it. Probabilities were calibrated on validation records.";

    static final String LABEL_TABLE =
            "The values of the curves: means over the draws, with 95 % intervals over patients of the test part and over draws. Differences are paired: of the same "
                    + "training and test records.";
    static final String COMPARISONS =
            "What one thing adds: pairs of arms that differ in it alone, each on the same draws of training records and the same test records, with 95 % intervals over patients "
                    + "of the test part and over draws. There is one pretrained and one random encoder: how another drawing of either would come out is in no interval.";
    static final String ACROSS_COMPARISONS =
            "What one thing adds, over all sources: AUROC of the one less that of the other, each pair of records of one source and judged by one model, with 95 % intervals over patients. "
                    + "There is one pretrained and one random encoder: how another drawing of either would come out is in no interval.";
    static final String SUMMARY =
            "AUROC on test records with the most labels that were fitted, mean over the draws (95 % interval): the chance that a record with the finding is ranked above one "
                    + "without; 0.5 is guessing, 1 is perfect.";
    static final String ALL_LABELS =
            "The model of the first draw, on test records. Calibration and thresholds were fixed on validation records. Brier score: mean squared error of the "
                    + "probability, 0 is best. ECE: mean distance between probability and what was observed (15 groups of equal size); its interval reaches upwards by nature; "
                    + "\"by chance\" is the ECE that right probabilities would show on so many records. "
                    + "Intervals are 95 %, by bootstrap over patients (1000 samples).";
    static final String ABSTENTION =
            "Split conformal prediction by class: a record is answered \"present\" or \"absent\" only where its score leaves one answer open; where it leaves both or neither, "
                    + "the record is left to a person. Coverage is the part of the records whose true answer was left open (95 % interval after Wilson, as if each record were of another patient); "
                    + "it is meant to be at least the target in each class. The bounds come from validation records, among which the arm's settings were chosen too, so that a little less is to be expected; "
                    + "and they hold for records that could as well have been among these: for those of another source nothing assures them.";
    static final String ANSWERED =
            "What is gained where some records are left to a person. \"Every record\" and \"noisy records left out\" are decided at the threshold of Youden; \"where one "
                    + "answer is open\" is the conformal answer above. Noisy is an ECG of which the gateway's signal checks tell noise, wander, clipping or a lead that is off or left out, "
                    + "whatever a model makes of it. Among the records that are answered the easy ones are more frequent: these figures are not those of all records.";
    static final String SUBGROUPS =
            "The same figures in parts of the test records, with the same thresholds and calibration. Many groups are compared: one that stands out may do so by chance.";
    static final String ACROSS =
            "Each source tests what was learnt from the others, with all their labels: AUROC of the model of the first draw (95 % interval over patients of the tested source). "
                    + "In the rows \"all sources\" each pair of a record with the finding and one without is of one source and judged by one model, so that no scores of two models "
                    + "are compared; these rows rest on more records than any source alone.";
    static final String ACROSS_DETAILS =
            "Probabilities were calibrated on the sources that were learnt from: how they hold on another is what ECE tells, as it comes out, beside what right probabilities would show on so many records by chance. AUPRC depends on how frequent the finding is "
                    + "in a source; there is none over all sources.";
    static final String ACROSS_FIGURE =
            "AUROC by tested source: points, and 95 % intervals as upright lines; \"all\" compares records within each source. The grey line is guessing. From sources with fewer "
                    + "than twenty records with the finding nothing is claimed.";
    static final String NO_ERROR =
            " An interval from 1.000 to 1.000 says that no error was seen, not that there are none.";
    static final String NO_CLAIM =
            "Rows marked \"no claim\" rest on fewer than twenty test records with the finding, or without it. Bootstrap samples of so few are too much alike; the intervals of AUROC, "
                    + "sensitivity and specificity are therefore at least as wide as those of Newcombe and of Wilson, which follow from the numbers of cases; the other intervals are unreliable. "
                    + "Nothing is claimed from them.";
    static final String RESEARCH =
            "Research use only. Not a medical device; not for diagnosis or treatment. Figures hold for these records: performance elsewhere is unknown.";

    private Captions() {}
}
