package org.einthoven.app.configuration;

import java.io.IOException;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Everything a gateway is told at its start.
 *
 * @param data the folder of all that the node keeps by itself: queues, spool, and what {@link #storage} does not share
 * @param queue the engine of the queues between the steps
 * @param intake when nothing more is taken for a while
 * @param model folder of the model, or null for the one that ships with the gateway
 * @param encoder on another machine, or null for the one in this process
 * @param collection where ECGs are kept to train with, or null for nowhere
 * @param timeZone for local times of senders that {@link #sources} does not name; null flags them as unknown
 * @param destinations beside the gateway's own FHIR store, which always receives every report
 * @param archives that receive reports as DICOM objects by C-STORE
 * @param webArchives the same by STOW-RS
 * @param pulls archives whose ECGs are fetched by DICOM when they did not send them
 * @param webPulls the same by DICOMweb
 * @param worklist is asked for the order behind an ECG that names none; null for none
 * @param properties placeholders of the routes, over the built-in ones
 * @param routes folder of route files that replace the built-in ones of the same name or add to them; null for none
 * @param remarks what is allowed and seldom meant, with its place in the file
 */
public record GatewayConfiguration(
        Path data,
        StorageSettings storage,
        UpkeepSettings upkeep,
        Security security,
        DicomSettings dicom,
        HttpSettings http,
        int mllpPort,
        QueueSettings queue,
        IntakeSettings intake,
        @Nullable Path model,
        @Nullable EncoderSettings encoder,
        @Nullable CollectionSettings collection,
        @Nullable ZoneId timeZone,
        List<SourceSettings> sources,
        List<DestinationSettings> destinations,
        List<ArchiveSettings> archives,
        List<WebArchiveSettings> webArchives,
        List<PullSettings> pulls,
        List<WebPullSettings> webPulls,
        @Nullable WorklistSettings worklist,
        Map<String, String> properties,
        @Nullable Path routes,
        List<ConfigurationFault> remarks) {
    public GatewayConfiguration {
        Objects.requireNonNull(data);
        Objects.requireNonNull(storage);
        Objects.requireNonNull(upkeep);
        Objects.requireNonNull(security);
        Objects.requireNonNull(dicom);
        Objects.requireNonNull(http);
        Objects.requireNonNull(queue);
        Objects.requireNonNull(intake);
        sources = List.copyOf(sources);
        destinations = List.copyOf(destinations);
        archives = List.copyOf(archives);
        webArchives = List.copyOf(webArchives);
        pulls = List.copyOf(pulls);
        webPulls = List.copyOf(webPulls);
        properties = Map.copyOf(properties);
        remarks = List.copyOf(remarks);
    }

    /**
     * Reads {@code einthoven.yaml} and notes {@code routes/} in a folder, each optional.
     *
     * @param folder null for the defaults
     * @param environment usually {@link System#getenv()}
     * @throws ConfigurationException with every fault
     */
    public static GatewayConfiguration read(@Nullable Path folder, Map<String, String> environment)
            throws ConfigurationException, IOException {
        return new ConfigurationReader(environment).read(folder);
    }

    /** The time zone for a sender's local times; null when none is configured. */
    public @Nullable ZoneId timeZoneOf(@Nullable String aeTitle) {
        return sources.stream()
                .filter(source -> source.aeTitle().equals(aeTitle))
                .map(SourceSettings::timeZone)
                .findFirst()
                .orElse(timeZone);
    }

    /** The same with another data folder. */
    public GatewayConfiguration withData(Path folder) {
        return new GatewayConfiguration(
                folder,
                storage,
                upkeep,
                security,
                dicom,
                http,
                mllpPort,
                queue,
                intake,
                model,
                encoder,
                collection,
                timeZone,
                sources,
                destinations,
                archives,
                webArchives,
                pulls,
                webPulls,
                worklist,
                properties,
                routes,
                remarks);
    }
}
