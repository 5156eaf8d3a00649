package org.einthoven.training.compare;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.einthoven.ecg.store.StoredEcg;
import org.einthoven.training.data.LabelledRecords;
import org.einthoven.training.evaluate.study.AgeBand;
import org.einthoven.training.evaluate.study.SignalQuality;
import org.einthoven.training.probe.MeasuredRecords;
import org.einthoven.training.probe.MeasuredRecords.Conditions;

/** To which sub-groups records belong, as far as it is known. */
record RecordGroups(LabelledRecords records, MeasuredRecords measured, boolean severalSources) {
    private static final int SLOW = 60;
    private static final int FAST = 100;

    static RecordGroups of(LabelledRecords records, MeasuredRecords measured) {
        long sources = IntStream.range(0, records.size())
                .mapToObj(records::source)
                .distinct()
                .count();
        return new RecordGroups(records, measured, sources > 1);
    }

    Map<String, String> of(int record) {
        Map<String, String> groups = new HashMap<>();
        StoredEcg ecg = records.records().get(record);
        if (ecg.sex() != null) {
            groups.put("sex", ecg.sex().name().toLowerCase(Locale.ROOT));
        }
        if (ecg.ageYears() != null) {
            groups.put("age", AgeBand.of(ecg.ageYears()));
        }
        if (severalSources) {
            groups.put("source", records.source(record));
        }
        Conditions conditions = measured.conditions(record);
        groups.put("leads", conditions.leads() + (conditions.leads() == 1 ? " lead" : " leads"));
        groups.put(SignalQuality.GROUP, conditions.noisy() ? SignalQuality.NOISY : SignalQuality.CLEAN);
        groups.put("heart rate", heartRate(conditions.heartRate()));
        return groups;
    }

    static String heartRate(float rate) {
        if (Float.isNaN(rate)) {
            return "not measured";
        }
        return rate < SLOW ? "under 60/min" : rate < FAST ? "60-99/min" : "100/min and over";
    }
}
