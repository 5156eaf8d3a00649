package org.einthoven.training.evaluate.study;

/** The sub-group that tells whether an ECG is noisy: the figures of abstention are told with noisy records and without. */
public final class SignalQuality {
    /** The key among {@link Case#groups()}. */
    public static final String GROUP = "signal quality";

    public static final String CLEAN = "clean";
    public static final String NOISY = "noisy";

    private SignalQuality() {}

    static boolean isNoisy(Case of) {
        return NOISY.equals(of.groups().get(GROUP));
    }
}
