package org.einthoven.ecg.quality;

/** Matrices that make the leads I, II, V1 to V6, as they should be, of those that were recorded with exchanged electrodes. */
final class Undo {
    private static final int LEADS = 8;
    private static final int FIRST_CHEST_LEAD = 2;
    /** RA, LA and LL against their mean, in parts of I and II. */
    private static final double[][] ELECTRODES = {{-1 / 3.0, -1 / 3.0}, {2 / 3.0, -1 / 3.0}, {-1 / 3.0, 2 / 3.0}};

    private Undo() {}

    /**
     * The chest leads stay, as the mean of the three is the same.
     *
     * @param ra the cable on the right arm: 0 that of RA, 1 of LA, 2 of LL; la and ll likewise
     */
    static double[][] limb(int ra, int la, int ll) {
        double[][] matrix = identity();
        for (int k = 0; k < FIRST_CHEST_LEAD; k++) {
            matrix[0][k] = ELECTRODES[la][k] - ELECTRODES[ra][k];
            matrix[1][k] = ELECTRODES[ll][k] - ELECTRODES[ra][k];
        }
        return matrix;
    }

    /** @param cables the numbers of the cables on the places of V1 to V6, 1 to 6 */
    static double[][] chest(int... cables) {
        double[][] matrix = identity();
        for (int place = 0; place < cables.length; place++) {
            double[] row = new double[LEADS];
            row[FIRST_CHEST_LEAD + cables[place] - 1] = 1;
            matrix[FIRST_CHEST_LEAD + place] = row;
        }
        return matrix;
    }

    static double[][] identity() {
        double[][] matrix = new double[LEADS][LEADS];
        for (int k = 0; k < LEADS; k++) {
            matrix[k][k] = 1;
        }
        return matrix;
    }
}
