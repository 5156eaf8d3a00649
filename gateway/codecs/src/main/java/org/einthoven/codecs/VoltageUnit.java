package org.einthoven.codecs;

import java.util.Locale;
import java.util.Optional;

/** A unit of electric potential in which ECG sources state their samples. */
public enum VoltageUnit {
    NANOVOLT("nV", 1e-6),
    MICROVOLT("uV", 1e-3),
    MILLIVOLT("mV", 1),
    VOLT("V", 1e3);

    private final String ucum;
    private final double millivolts;

    VoltageUnit(String ucum, double millivolts) {
        this.ucum = ucum;
        this.millivolts = millivolts;
    }

    public String ucum() {
        return ucum;
    }

    /** How many millivolts one of it is. */
    public double millivolts() {
        return millivolts;
    }

    /** By its UCUM code, in which case counts ("MV" is a megavolt). */
    public static Optional<VoltageUnit> ofUcum(String code) {
        for (VoltageUnit unit : values()) {
            if (unit.ucum.equals(code)) {
                return Optional.of(unit);
            }
        }
        return Optional.empty();
    }

    /** By what people write: any case, and the micro sign or the Greek letter. No ECG is in megavolts. */
    public static Optional<VoltageUnit> ofLabel(String label) {
        String plain =
                label.strip().replace('\u00b5', 'u').replace('\u03bc', 'u').toUpperCase(Locale.ROOT);
        for (VoltageUnit unit : values()) {
            if (unit.ucum.toUpperCase(Locale.ROOT).equals(plain)) {
                return Optional.of(unit);
            }
        }
        return Optional.empty();
    }
}
