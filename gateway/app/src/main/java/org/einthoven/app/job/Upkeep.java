package org.einthoven.app.job;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.einthoven.app.configuration.GatewayConfiguration;
import org.einthoven.app.configuration.UpkeepSettings;
import org.einthoven.app.fhir.client.ReportDestination;
import org.einthoven.app.intake.FileIntake;
import org.einthoven.app.intake.FolderCollection;
import org.einthoven.app.intake.PulledIntake;
import org.einthoven.app.ledger.Ledger;
import org.einthoven.app.store.ObjectStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A gateway's jobs. */
public final class Upkeep implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Upkeep.class);

    private final Ledger ledger;
    private final Rebuild rebuild;
    private final JobRunner runner;

    /** How what is missing comes in. */
    public record Sources(FileIntake files, PulledIntake pulled) {}

    private Upkeep(Ledger ledger, Rebuild rebuild, JobRunner runner) {
        this.ledger = ledger;
        this.rebuild = rebuild;
        this.runner = runner;
    }

    /**
     * Makes the jobs, before anything is received: a ledger that is empty beside originals is noted as lost, so that it is
     * rebuilt even when the gateway is killed right after.
     */
    public static Upkeep of(
            GatewayConfiguration configuration,
            Ledger ledger,
            ObjectStore objects,
            List<ReportDestination> destinations,
            Sources intake,
            List<Pull> pulls,
            MeterRegistry registry,
            Clock clock)
            throws IOException {
        UpkeepSettings settings = configuration.upkeep();
        String place = configuration.storage().sharedObjects() == null
                ? configuration.storage().node()
                : "shared folder";
        Rebuild rebuild = new Rebuild(ledger.rebuilding(), objects, place, clock);
        List<Job> jobs = new ArrayList<>(List.of(rebuild));
        UpkeepSettings.Reconciliation reconciliation = settings.reconciliation();
        Duration every = reconciliation.every();
        if (every != null) {
            Duration window = reconciliation.window();
            List<FolderCollection> folders =
                    reconciliation.folders().stream().map(FolderCollection::new).toList();
            jobs.add(new DestinationReconciliation(ledger.sentReports(), destinations, every, window, clock));
            jobs.add(new SourceReconciliation(
                    SourceReconciliation.NAME,
                    ledger,
                    ecg -> !intake.files().accept(ecg).known(),
                    folders,
                    new SourceReconciliation.Reach(every, window, Duration.ZERO),
                    clock));
        }
        for (Pull pull : pulls) {
            jobs.add(pull.job(ledger, intake.pulled(), clock));
        }
        jobs.add(new Retention(ledger.removal(), objects, place, settings.retention(), clock));
        Upkeep upkeep = new Upkeep(ledger, rebuild, new JobRunner(jobs, ledger, registry, clock));
        if (rebuild.isNeeded()) {
            LOG.warn("The ledger is empty and the object store is not: the ledger is rebuilt");
            upkeep.noteRebuild();
        }
        return upkeep;
    }

    /** Begins; to be called when ECGs are read and delivered. */
    public Upkeep start() {
        runner.start();
        return this;
    }

    /** Has every original read whose ECG the ledger does not know. */
    public void rebuildLedger() throws IOException {
        noteRebuild();
        runner.look();
    }

    /** A run that has not ended is done again. */
    private void noteRebuild() throws IOException {
        for (String subject : rebuild.subjects()) {
            ledger.jobs().begin(Rebuild.NAME, subject);
        }
    }

    @Override
    public void close() {
        runner.close();
    }
}
