package org.einthoven.dicom.deidentify;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Table E.1-1 of PS3.15: what becomes of which attribute. */
final class ConfidentialityProfile {
    /**
     * A row.
     *
     * @param action the column Basic Profile: X, Z, D, U, or several of which the object's definition chooses
     * @param date whether modified dates may stay (column Retain Long. Modif. Dates)
     * @param characteristic whether it may stay as one of the patient's characteristics
     * @param structured whether it is structured content, which is cleaned
     */
    record Row(String action, boolean date, boolean characteristic, boolean structured) {
        /** What the basic profile does where the object's definition needs the attribute as this. */
        Action action(AttributeType type) {
            return switch (type) {
                case VALUE -> permits('D') ? Action.REPLACE : Action.of(action.charAt(0));
                case PRESENCE -> permits('Z') ? Action.EMPTY : Action.of(action.charAt(0));
                case NOT_NEEDED -> Action.of(action.charAt(0));
            };
        }

        private boolean permits(char code) {
            return action.indexOf(code) >= 0;
        }
    }

    /** What is done to an attribute. */
    enum Action {
        REMOVE,
        EMPTY,
        REPLACE,
        MAP_UID;

        static Action of(char code) {
            return switch (code) {
                case 'X' -> REMOVE;
                case 'Z' -> EMPTY;
                case 'D' -> REPLACE;
                case 'U' -> MAP_UID;
                default -> throw new IllegalStateException("profile.txt has the action " + code);
            };
        }
    }

    private record Repeating(int tag, int mask, Row row) {}

    private static final Map<Integer, Row> ROWS = new HashMap<>();
    private static final List<Repeating> REPEATING = new ArrayList<>();

    static {
        Resource.lines("profile.txt").forEach(ConfidentialityProfile::add);
    }

    private ConfidentialityProfile() {}

    private static void add(String line) {
        String[] fields = line.split(" ", -1);
        String options = fields[2];
        Row row = new Row(fields[1], options.contains("d"), options.contains("p"), options.contains("s"));
        int tag = Integer.parseUnsignedInt(fields[0].replace('x', '0'), 16);
        if (fields[0].indexOf('x') < 0) {
            ROWS.put(tag, row);
        } else {
            int mask =
                    Integer.parseUnsignedInt(fields[0].replaceAll("[^x]", "F").replace('x', '0'), 16);
            REPEATING.add(new Repeating(tag, mask, row));
        }
    }

    /** The row of an attribute, or null where the table does not name it. */
    static @Nullable Row row(int tag) {
        Row row = ROWS.get(tag);
        if (row != null) {
            return row;
        }
        return REPEATING.stream()
                .filter(repeating -> (tag & repeating.mask()) == repeating.tag())
                .map(Repeating::row)
                .findFirst()
                .orElse(null);
    }
}
