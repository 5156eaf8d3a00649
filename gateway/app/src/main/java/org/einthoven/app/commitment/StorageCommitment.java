package org.einthoven.app.commitment;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import org.einthoven.app.configuration.CommitmentSettings;
import org.einthoven.app.configuration.DicomSettings;
import org.einthoven.app.ledger.Commitments;
import org.einthoven.app.store.ObjectStore;
import org.einthoven.dicom.network.DicomClientSettings;
import org.einthoven.dicom.network.DicomNetwork;
import org.einthoven.dicom.network.StorageCommitmentProvider;

/** Storage commitment as a gateway offers it to its peers. */
public final class StorageCommitment implements AutoCloseable {
    private final CommitmentDesk desk;
    private final CommitmentReports reports;

    private StorageCommitment(CommitmentDesk desk, CommitmentReports reports) {
        this.desk = desk;
        this.reports = reports;
    }

    /** Takes requests; tells nothing on associations of its own before it is started. */
    public static StorageCommitment of(
            DicomSettings dicom, DicomNetwork network, Commitments ledger, ObjectStore objects, Clock clock) {
        CommitmentSettings settings = dicom.commitment();
        CommitmentDesk desk = new CommitmentDesk(
                ledger, new CommitmentRule(ledger, objects, settings.after()), settings.window(), clock);
        DicomClientSettings client =
                DicomClientSettings.of(dicom.aeTitle()).withTls(settings.tls() ? dicom.tls() : null);
        return new StorageCommitment(desk, new CommitmentReports(ledger, desk, settings, network, client, clock));
    }

    /** Shows how many commitments wait to be decided, and how many to be told. */
    public static void gauge(MeterRegistry registry, Commitments ledger) {
        for (String state : List.of("ASKED", "DECIDED")) {
            Gauge.builder("einthoven.storage.commitments", () -> count(ledger, state))
                    .tags("state", state)
                    .register(registry);
        }
    }

    private static double count(Commitments ledger, String state) {
        try {
            return ledger.counts().getOrDefault(state, 0L);
        } catch (IOException e) {
            return Double.NaN;
        }
    }

    public StorageCommitmentProvider provider() {
        return desk;
    }

    /** Works until it is closed. */
    public StorageCommitment start() {
        reports.start();
        return this;
    }

    @Override
    public void close() {
        reports.close();
    }
}
