package org.einthoven.app;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.camel.CamelContext;
import org.einthoven.app.configuration.GatewayConfiguration;
import org.einthoven.app.configuration.IntakeSettings;
import org.einthoven.app.intake.IntakeAdmission;
import org.einthoven.app.ledger.Lane;
import org.einthoven.app.ledger.Ledger;
import org.einthoven.app.ledger.LedgerException;
import org.einthoven.app.pipeline.FhirIntake;
import org.einthoven.app.pipeline.FileReception;
import org.einthoven.app.pipeline.PulledObjects;
import org.einthoven.app.pipeline.StowIntake;
import org.einthoven.app.queue.QueueEngine;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The ways in beside DICOM, and what admits ECGs.
 *
 * @param admission of those that come in live, by whatever way
 */
record Intakes(IntakeAdmission admission, FhirIntake fhir, FileReception files, PulledObjects pulled, StowIntake stow) {
    private static final Logger LOG = LoggerFactory.getLogger(Intakes.class);

    static Intakes of(GatewayConfiguration configuration, Storage storage, MeterRegistry registry) throws IOException {
        IntakeSettings live = configuration.intake();
        IntakeAdmission admission = IntakeAdmission.live(
                live, storage.disks(), () -> waiting(storage, Lane.LIVE, live.maxWaiting()), registry);
        Path scratch = storage.data().emptied("scratch");
        return new Intakes(
                admission,
                new FhirIntake(storage.objects(), scratch, admission),
                new FileReception(
                        storage.objects(), storage.ledger(), scratch, ofArchives(configuration, storage, registry)),
                new PulledObjects(storage.objects(), scratch, admission),
                new StowIntake(admission, configuration.dicom().storageClasses()));
    }

    private static IntakeAdmission ofArchives(
            GatewayConfiguration configuration, Storage storage, MeterRegistry registry) {
        int most = configuration.upkeep().backfillMaxWaiting();
        IntakeSettings settings =
                new IntakeSettings(most, configuration.intake().minimumFreeMegabytes());
        return IntakeAdmission.ofArchives(
                settings, storage.disks(), () -> waiting(storage, Lane.BACKFILL, most), registry);
    }

    private static long waiting(Storage storage, Lane lane, int atMost) {
        Ledger ledger = storage.ledger();
        try {
            return ledger.unread(lane, atMost);
        } catch (LedgerException e) {
            LOG.warn("Nobody knows how many ECGs wait: {}", e.getMessage());
            return QueueEngine.UNKNOWN;
        }
    }

    /** From now on ECGs are taken. */
    void open(CamelContext routes) {
        fhir.open(routes);
        files.open(routes);
        pulled.open(routes);
        stow.open(routes);
    }
}
