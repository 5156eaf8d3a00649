package org.einthoven.tests;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.hl7.fhir.r4.model.DiagnosticReport;

/** The senders' account of ECGs by SOP Instance UID: what was offered, and what the gateway has acknowledged. */
final class EcgAccount {
    private static final String AGAIN = ", written again";

    private final Set<String> offered = ConcurrentHashMap.newKeySet();
    private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
    private final AtomicInteger repeats = new AtomicInteger();

    /** Before it is sent; what is offered again is a repeat, acknowledged before or not. */
    void offer(String uid) {
        if (!offered.add(uid)) {
            repeats.incrementAndGet();
        }
    }

    void acknowledge(String uid) {
        acknowledged.add(uid);
    }

    int acknowledged() {
        return acknowledged.size();
    }

    int repeats() {
        return repeats.get();
    }

    /** Nothing here makes a second version of a report: who sees one was told twice. */
    private static String writtenAgain(DiagnosticReport report) {
        return report.getMeta().getVersionId().equals("1") ? "" : AGAIN;
    }

    /** What a FHIR server holds of these ECGs. */
    Balance balance(FhirReader server) throws Exception {
        // By id: a page of a search that goes on while reports arrive may show one again.
        Map<String, Set<String>> reports = new HashMap<>();
        for (DiagnosticReport report : server.allReports()) {
            reports.computeIfAbsent(EcgVariant.sopInstanceUidOf(report), uid -> new TreeSet<>())
                    .add(report.getIdElement().getIdPart() + writtenAgain(report));
        }
        Balance balance = new Balance(new TreeSet<>(acknowledged), new TreeSet<>(), new TreeSet<>(reports.keySet()));
        balance.lost().removeAll(reports.keySet());
        balance.unknown().removeAll(offered);
        reports.forEach((uid, ids) -> {
            // Others use the server as well: their ECGs are unknown here, however many reports each has.
            boolean twice = ids.size() > 1 || ids.iterator().next().endsWith(AGAIN);
            if (twice && offered.contains(uid)) {
                balance.twice().add(uid);
            }
        });
        return balance;
    }

    /**
     * All empty where the promise was kept.
     *
     * @param lost acknowledged, and no report
     * @param twice more than one report, or one that was written again
     * @param unknown a report, and nobody offered the ECG
     */
    record Balance(Set<String> lost, Set<String> twice, Set<String> unknown) {
        static final Balance EVEN = new Balance(Set.of(), Set.of(), Set.of());
    }
}
