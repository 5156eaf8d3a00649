package org.einthoven.training.chart;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** Lines without the points that nobody sees (Douglas and Peucker, Cartographica 1973;10:112). */
final class Outline {
    /** In pixels. */
    private static final double TOLERANCE = 0.3;

    private Outline() {}

    /** @param places x and y in pixels */
    static List<double[]> simplified(List<double[]> places) {
        if (places.size() < 3) {
            return places;
        }
        BitSet kept = new BitSet();
        kept.set(0);
        kept.set(places.size() - 1);
        keep(places, kept);
        List<double[]> simplified = new ArrayList<>();
        kept.stream().forEach(i -> simplified.add(places.get(i)));
        return simplified;
    }

    private static void keep(List<double[]> places, BitSet kept) {
        List<int[]> open = new ArrayList<>(List.of(new int[] {0, places.size() - 1}));
        while (!open.isEmpty()) {
            int[] span = open.remove(open.size() - 1);
            int farthest = farthest(places, span[0], span[1]);
            if (farthest > 0) {
                kept.set(farthest);
                open.add(new int[] {span[0], farthest});
                open.add(new int[] {farthest, span[1]});
            }
        }
    }

    /** The point between that is farthest from the straight line; 0 where all are on it. */
    private static int farthest(List<double[]> places, int from, int to) {
        int farthest = 0;
        double most = TOLERANCE;
        for (int i = from + 1; i < to; i++) {
            double distance = distance(places.get(i), places.get(from), places.get(to));
            if (distance > most) {
                farthest = i;
                most = distance;
            }
        }
        return farthest;
    }

    /** From the piece of line between two points. */
    private static double distance(double[] of, double[] from, double[] to) {
        double dx = to[0] - from[0];
        double dy = to[1] - from[1];
        double square = dx * dx + dy * dy;
        double along = square == 0 ? 0 : ((of[0] - from[0]) * dx + (of[1] - from[1]) * dy) / square;
        double part = Math.max(0, Math.min(1, along));
        return Math.hypot(of[0] - from[0] - part * dx, of[1] - from[1] - part * dy);
    }
}
