package org.einthoven.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.einthoven.app.configuration.GatewayConfiguration;
import org.einthoven.app.ledger.LedgerEntry;
import org.einthoven.dicom.network.DimseStatus;
import org.einthoven.ecg.EncoderException;
import org.einthoven.ecg.Inference;
import org.einthoven.ecg.NormalisedEcg;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The machine's clock is put back a day and forward a day while ECGs wait: none waits for that day. */
class ClockStepIT {
    @TempDir
    Path data;

    @Test
    void whatWaitsIsTriedSoonWhereverTheClockGoes() throws Exception {
        SteppedClock clock = new SteppedClock();
        SwitchedEncoder encoder = new SwitchedEncoder();
        GatewayConfiguration configuration =
                GatewayConfiguration.read(TestGateways.SMALL, TestGateways.environment(data));
        try (Gateway gateway = Gateway.start(configuration, any -> encoder, clock)) {
            waitsForTheEncoder(gateway, encoder, "pydicom_waveform_ecg.dcm", 1);
            clock.offset = Duration.ofDays(-1);
            encoder.works = true;
            TestGateways.await(gateway, 1, LedgerEntry::settled);

            waitsForTheEncoder(gateway, encoder, "ecgtoolkit_Example.dcm", 2);
            clock.offset = Duration.ofDays(1);
            encoder.works = true;
            List<LedgerEntry> entries = TestGateways.await(gateway, 2, LedgerEntry::settled);

            assertThat(entries).extracting(LedgerEntry::state).containsOnly(LedgerEntry.State.DELIVERED);
            assertThat(entries).extracting(LedgerEntry::tries).allMatch(tries -> tries >= 1);
            assertThat(reports(gateway)).contains("\"total\":2");
        }
    }

    private static void waitsForTheEncoder(Gateway gateway, SwitchedEncoder encoder, String sample, int count)
            throws Exception {
        encoder.works = false;
        assertThat(TestGateways.send(gateway, List.of(Samples.dicom(sample)))).containsExactly(DimseStatus.SUCCESS);
        TestGateways.await(gateway, count, entry -> entry.settled() || entry.tries() > 0);
    }

    private static String reports(Gateway gateway) throws Exception {
        URI address = gateway.httpAddress().resolve("/fhir/DiagnosticReport?_summary=count");
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }

    /** The true time and a step. */
    private static final class SteppedClock extends Clock {
        private volatile Duration offset = Duration.ZERO;

        @Override
        public Instant instant() {
            return Instant.now().plus(offset);
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    /** An encoder that fails while it is told to. */
    private static final class SwitchedEncoder extends TestGateways.MeanEncoder {
        private volatile boolean works;

        @Override
        public Inference infer(List<NormalisedEcg> windows) throws EncoderException {
            if (!works) {
                throw new EncoderException("the encoder does not work now");
            }
            return super.infer(windows);
        }
    }
}
