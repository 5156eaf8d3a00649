package org.einthoven.app;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.AppenderBase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.einthoven.app.ledger.LedgerEntry;
import org.einthoven.dicom.DicomDataset;
import org.einthoven.dicom.DicomReader;
import org.einthoven.dicom.Tag;
import org.einthoven.dicom.network.DimseStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;

/** No name and no identifier of a patient turns up in what a whole run logs, on every logger, down to DEBUG of ours. */
class LogPhiIT {
    @TempDir
    Path data;

    private final Queue<String> lines = new ConcurrentLinkedQueue<>();

    @Test
    void aWholeRunLogsNoPatientData() throws Exception {
        List<Path> files = List.of(
                Samples.dicom("pydicom_waveform_ecg.dcm"),
                Samples.dicom("ecgtoolkit_Example.dcm"),
                Samples.dicom("ecg-dicom-web-viewer_test_ecg.dcm"));
        Path damaged = data.resolve("damaged.dcm");
        byte[] bytes = Files.readAllBytes(files.get(0));
        Files.write(damaged, Arrays.copyOf(bytes, bytes.length - 1000));
        Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        Logger ours = (Logger) LoggerFactory.getLogger("org.einthoven");
        AppenderBase<ILoggingEvent> appender = appender(root);
        Level before = ours.getLevel();
        ours.setLevel(Level.DEBUG);
        root.addAppender(appender);
        try (Gateway gateway = TestGateways.start(data.resolve("data"))) {
            assertThat(TestGateways.send(gateway, files)).allMatch(DimseStatus::isSuccess);
            assertThat(TestGateways.send(gateway, List.of(damaged))).allMatch(DimseStatus::isFailure);
            TestGateways.await(gateway, 3, LedgerEntry::settled);
        } finally {
            root.detachAppender(appender);
            ours.setLevel(before);
        }

        assertThat(SLF4JBridgeHandler.isInstalled())
                .as("java.util.logging is caught, too")
                .isTrue();
        assertThat(lines).as("something was logged").hasSizeGreaterThan(5);
        for (Path file : files) {
            for (String secret : secrets(DicomReader.standard().read(file).dataset())) {
                assertThat(lines)
                        .noneMatch(line -> line.toLowerCase(Locale.ROOT).contains(secret));
            }
        }
    }

    private AppenderBase<ILoggingEvent> appender(Logger root) {
        AppenderBase<ILoggingEvent> appender = new AppenderBase<>() {
            @Override
            protected void append(ILoggingEvent event) {
                lines.add(event.getFormattedMessage());
                for (IThrowableProxy cause = event.getThrowableProxy(); cause != null; cause = cause.getCause()) {
                    lines.add(String.valueOf(cause.getMessage()));
                }
            }
        };
        appender.setContext(root.getLoggerContext());
        appender.start();
        return appender;
    }

    /** The words of the name, the identifier and the birth date; very short words turn up in any text. */
    private static List<String> secrets(DicomDataset dataset) {
        return Stream.of(Tag.PatientName, Tag.PatientID, Tag.PatientBirthDate)
                .map(tag -> dataset.getString(tag, ""))
                .flatMap(value -> Arrays.stream(value.split("[\\^ =]+", -1)))
                .map(word -> word.strip().toLowerCase(Locale.ROOT))
                .filter(word -> word.length() > 3)
                .toList();
    }
}
