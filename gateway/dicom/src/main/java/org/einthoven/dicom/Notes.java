package org.einthoven.dicom;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What was odd in an object and taken nonetheless: each thing once, a limited number. */
final class Notes {
    private static final int MOST = 100;

    private final Set<String> notes = new LinkedHashSet<>();
    private int more;

    void add(String note) {
        if (notes.size() < MOST) {
            notes.add(note);
        } else if (!notes.contains(note)) {
            more++;
        }
    }

    List<String> list() {
        List<String> list = new ArrayList<>(notes);
        if (more > 0) {
            list.add("There are " + more + " more oddities like these.");
        }
        return list;
    }
}
