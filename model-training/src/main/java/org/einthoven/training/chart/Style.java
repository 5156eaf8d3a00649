package org.einthoven.training.chart;

/**
 * How a series looks. The first seven have colours that also those tell apart who see no red or green (Okabe and Ito 2008); markers and dashes for
 * those who see none, and for print.
 */
record Style(String colour, String dash, Marker marker) {
    private static final Style[] ALL = {
        new Style("#0072b2", "", Marker.CIRCLE),
        new Style("#d55e00", "7 3", Marker.SQUARE),
        new Style("#009e73", "3 2", Marker.TRIANGLE),
        new Style("#cc79a7", "9 3 2 3", Marker.DIAMOND),
        new Style("#000000", "5 2", Marker.CIRCLE),
        new Style("#e69f00", "12 3", Marker.SQUARE),
        new Style("#56b4e9", "4 4", Marker.TRIANGLE),
        new Style("#7f3c8d", "2 2", Marker.DIAMOND),
        new Style("#8c6d31", "6 2 2 2", Marker.CIRCLE),
        new Style("#777777", "10 5", Marker.SQUARE),
    };

    static Style of(int number) {
        return ALL[number % ALL.length];
    }

    enum Marker {
        CIRCLE,
        SQUARE,
        TRIANGLE,
        DIAMOND;

        /** The data of a path about 0, 0. */
        String path() {
            return switch (this) {
                case CIRCLE -> "m-3.2,0a3.2,3.2 0 1 0 6.4,0a3.2,3.2 0 1 0 -6.4,0z";
                case SQUARE -> "m-3,-3h6v6h-6z";
                case TRIANGLE -> "m0,-3.8l3.6,6.4h-7.2z";
                case DIAMOND -> "m0,-4l4,4l-4,4l-4,-4z";
            };
        }
    }
}
