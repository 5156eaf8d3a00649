package org.einthoven.ecg.measurement;

import org.einthoven.ecg.Measure;

/**
 * QT as it would be at 60 beats a minute; all in seconds.
 *
 * @see <a href="https://doi.org/10.1161/CIRCULATIONAHA.108.191096">Rautaharju et al., Circulation 2009;119:e241</a>
 */
enum QtCorrection {
    FRIDERICIA(Measure.QTC_FRIDERICIA) {
        @Override
        double correct(double qt, double rr) {
            return qt / Math.cbrt(rr);
        }
    },
    BAZETT(Measure.QTC_BAZETT) {
        @Override
        double correct(double qt, double rr) {
            return qt / Math.sqrt(rr);
        }
    },
    FRAMINGHAM(Measure.QTC_FRAMINGHAM) {
        @Override
        double correct(double qt, double rr) {
            return qt + .154 * (1 - rr);
        }
    },
    HODGES(Measure.QTC_HODGES) {
        @Override
        double correct(double qt, double rr) {
            return qt + .00175 * (60 / rr - 60);
        }
    };

    private final Measure measure;

    QtCorrection(Measure measure) {
        this.measure = measure;
    }

    Measure measure() {
        return measure;
    }

    abstract double correct(double qt, double rr);
}
