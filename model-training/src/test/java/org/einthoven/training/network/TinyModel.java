package org.einthoven.training.network;

import java.util.List;

/** A network small enough for a test. */
final class TinyModel {
    static final Architecture ARCHITECTURE = new Architecture(List.of(4, 6), 3, 9, 8, 3);

    private TinyModel() {}
}
