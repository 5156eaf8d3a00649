package org.einthoven.app.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.einthoven.app.TestGateways;
import org.einthoven.app.ledger.EcgFilter;
import org.einthoven.app.ledger.LedgerEntry;
import org.einthoven.app.ledger.Replay;
import org.einthoven.ecg.Encoder;
import org.einthoven.ecg.EncoderException;
import org.einthoven.ecg.Inference;
import org.einthoven.ecg.ModelCard;
import org.einthoven.ecg.NormalisedEcg;
import org.einthoven.ecg.Task;

/** What happens to an ECG, and what must come of it wherever the steps are stopped. */
enum PipelineWay {
    DICOM("Ledger.received", "Ledger.interpreted", "Ledger.delivery"),
    FHIR("Ledger.received") {
        @Override
        int points() {
            return OF_AN_INTAKE;
        }

        @Override
        boolean goes(PipelineLife life, PipelineEcg ecg) throws Exception {
            return life.takes("direct:receive-fhir", ecg.observation(life.data()));
        }
    },
    FILE_OF_AN_ARCHIVE("Ledger.received", "Ledger.interpreted", "Ledger.delivery") {
        @Override
        boolean goes(PipelineLife life, PipelineEcg ecg) throws Exception {
            return life.takes("direct:receive-file", ecg.bytes());
        }
    },
    AN_ARCHIVE_AT_A_BUSY_DESTINATION("Ledger.deferred", "RetrySchedule.claimReports", "RetrySchedule.reportsSent") {
        @Override
        PipelineLife.Receiver receiver() {
            return PipelineLife.Receiver.BUSY;
        }

        @Override
        boolean goes(PipelineLife life, PipelineEcg ecg) throws Exception {
            return FILE_OF_AN_ARCHIVE.goes(life, ecg);
        }
    },
    THE_SENDER_GIVES_UP("Ledger.received") {
        @Override
        int points() {
            return OF_AN_INTAKE;
        }

        @Override
        boolean isSaidAgain() {
            return false;
        }

        @Override
        PipelineEnd end(List<LedgerEntry> entries, long atEhr) {
            return entries.isEmpty() ? PipelineEnd.NOTHING : PipelineEnd.ONE_REPORT;
        }
    },
    THE_SAME_TWICE("Ledger.repeated") {
        @Override
        boolean goes(PipelineLife life, PipelineEcg ecg) throws Exception {
            boolean first = DICOM.goes(life, ecg);
            return DICOM.goes(life, ecg) && first;
        }
    },
    IT_COMES_AGAIN("Ledger.received", "Ledger.repeated") {
        @Override
        void comesBefore(PipelineLife life, PipelineEcg ecg) throws Exception {
            isTaken(life, ecg, PipelineLife.Receiver.WILLING);
        }

        @Override
        boolean goes(PipelineLife life, PipelineEcg ecg) throws Exception {
            return FILE_OF_AN_ARCHIVE.goes(life, ecg);
        }
    },
    TWO_OF_A_PATIENT("Ledger.deferred", "RetrySchedule.claimAfter", "RetrySchedule.claimReports") {
        @Override
        PipelineLife.Receiver receiver() {
            return PipelineLife.Receiver.AWAY_ONCE;
        }

        @Override
        boolean goes(PipelineLife life, PipelineEcg ecg) throws Exception {
            boolean first = DICOM.goes(life, ecg);
            return DICOM.goes(life, ecg.second()) && first;
        }

        @Override
        PipelineEnd end(List<LedgerEntry> entries, long atEhr) {
            return new PipelineEnd(2, LedgerEntry.State.DELIVERED, 2, 2);
        }
    },
    THE_ENCODER_FAILS_ONCE("Ledger.postponed", "RetrySchedule.claimEcgs", "RetrySchedule.ecgsSent") {
        @Override
        Encoder encoder() {
            return new FailingEncoder(1);
        }
    },
    THE_ENCODER_FAILS_ALWAYS("Ledger.postponed", "Ledger.failed") {
        @Override
        Encoder encoder() {
            return new FailingEncoder(Integer.MAX_VALUE);
        }

        @Override
        PipelineEnd end(List<LedgerEntry> entries, long atEhr) {
            return new PipelineEnd(1, LedgerEntry.State.FAILED, 0, 0);
        }
    },
    THE_RECEIVER_IS_AWAY_ONCE("Ledger.delivery", "RetrySchedule.claimReports") {
        @Override
        PipelineLife.Receiver receiver() {
            return PipelineLife.Receiver.AWAY_ONCE;
        }
    },
    THE_RECEIVER_REFUSES("Ledger.delivery") {
        @Override
        PipelineLife.Receiver receiver() {
            return PipelineLife.Receiver.REFUSING;
        }

        @Override
        PipelineEnd end(List<LedgerEntry> entries, long atEhr) {
            return new PipelineEnd(1, LedgerEntry.State.FAILED, 1, 0);
        }
    },
    NO_ECG_AT_ALL("Ledger.quarantined") {
        @Override
        boolean goes(PipelineLife life, PipelineEcg ecg) throws Exception {
            return life.takes("direct:receive-fhir", ecg.nonsense());
        }

        @Override
        PipelineEnd end(List<LedgerEntry> entries, long atEhr) {
            return new PipelineEnd(1, LedgerEntry.State.QUARANTINED, 0, 0);
        }
    },
    ITS_REPORT_IS_SENT_AGAIN("Replays.carryOut", "RetrySchedule.claimReports", "Ledger.delivery") {
        @Override
        void comesBefore(PipelineLife life, PipelineEcg ecg) throws Exception {
            isTaken(life, ecg, PipelineLife.Receiver.WILLING);
        }

        @Override
        boolean goes(PipelineLife life, PipelineEcg ecg) throws Exception {
            return isOrdered(life, Replay.Action.RESEND);
        }

        @Override
        List<String> steps() {
            return List.of("RESENT", "DELIVERED", "DELIVERED");
        }
    },
    IT_WAS_REFUSED_AND_IS_SENT_AGAIN("Replays.carryOut", "RetrySchedule.claimReports", "Ledger.delivery") {
        @Override
        void comesBefore(PipelineLife life, PipelineEcg ecg) throws Exception {
            isTaken(life, ecg, PipelineLife.Receiver.REFUSING);
        }

        @Override
        boolean goes(PipelineLife life, PipelineEcg ecg) throws Exception {
            return isOrdered(life, Replay.Action.RESEND);
        }

        @Override
        List<String> steps() {
            return List.of("RESENT", "DELIVERED");
        }
    },
    IT_IS_READ_AGAIN("Replays.carryOut", "RetrySchedule.claimEcgs", "Ledger.repeated") {
        @Override
        void comesBefore(PipelineLife life, PipelineEcg ecg) throws Exception {
            isTaken(life, ecg, PipelineLife.Receiver.WILLING);
        }

        @Override
        boolean goes(PipelineLife life, PipelineEcg ecg) throws Exception {
            return isOrdered(life, Replay.Action.RERUN);
        }

        @Override
        List<String> steps() {
            return List.of("RERUN", "REPEATED");
        }
    },
    A_NEWER_MODEL_READS_IT("Replays.carryOut", "RetrySchedule.claimEcgs", "Ledger.interpreted") {
        @Override
        Encoder encoder() {
            return new NewerEncoder();
        }

        @Override
        void comesBefore(PipelineLife life, PipelineEcg ecg) throws Exception {
            isTaken(life, ecg, PipelineLife.Receiver.WILLING);
        }

        @Override
        boolean goes(PipelineLife life, PipelineEcg ecg) throws Exception {
            return isOrdered(life, Replay.Action.RERUN);
        }

        @Override
        PipelineEnd end(List<LedgerEntry> entries, long atEhr) {
            return new PipelineEnd(1, LedgerEntry.State.DELIVERED, 2, 2);
        }

        @Override
        List<String> steps() {
            return List.of("RERUN", "INTERPRETED", "DELIVERED", "DELIVERED");
        }
    },
    A_NEWER_MODEL_READS_IT_WHILE_THE_RECEIVER_WAITS("Replays.carryOut", "Ledger.interpreted", "Ledger.delivery") {
        @Override
        Encoder encoder() {
            return new NewerEncoder();
        }

        @Override
        void comesBefore(PipelineLife life, PipelineEcg ecg) throws Exception {
            life.with(new TestGateways.MeanEncoder(), PipelineLife.Receiver.AWAY_ONCE);
            assertThat(DICOM.goes(life, ecg)).isTrue();
            life.workOff();
        }

        @Override
        boolean goes(PipelineLife life, PipelineEcg ecg) throws Exception {
            return isOrdered(life, Replay.Action.RERUN);
        }

        /** The older one goes where it is due before the newer one is made. */
        @Override
        PipelineEnd end(List<LedgerEntry> entries, long atEhr) {
            return new PipelineEnd(1, LedgerEntry.State.DELIVERED, 2, atEhr == 1 ? 1 : 2);
        }

        @Override
        List<String> steps() {
            return List.of("RERUN", "INTERPRETED", "DELIVERED", "DELIVERED");
        }
    },
    IT_WAS_GIVEN_UP_AND_IS_RELEASED("Replays.carryOut", "RetrySchedule.claimEcgs", "Ledger.interpreted") {
        @Override
        void comesBefore(PipelineLife life, PipelineEcg ecg) throws Exception {
            isGivenUp(life, ecg);
        }

        @Override
        boolean goes(PipelineLife life, PipelineEcg ecg) throws Exception {
            return isOrdered(life, Replay.Action.RELEASE);
        }
    },
    IT_WAS_GIVEN_UP_AND_IS_DISMISSED("Replays.carryOut") {
        @Override
        void comesBefore(PipelineLife life, PipelineEcg ecg) throws Exception {
            isGivenUp(life, ecg);
        }

        @Override
        boolean goes(PipelineLife life, PipelineEcg ecg) throws Exception {
            return isOrdered(life, Replay.Action.DISMISS);
        }

        @Override
        PipelineEnd end(List<LedgerEntry> entries, long atEhr) {
            return new PipelineEnd(1, LedgerEntry.State.DISMISSED, 0, 0);
        }
    };

    /** Original, ledger, queue: before and after. */
    static final int OF_AN_INTAKE = 6;

    private final List<String> commits;

    PipelineWay(String... commits) {
        this.commits = List.of(commits);
    }

    /** What of the ledger commits on this way, among others. */
    List<String> commits() {
        return commits;
    }

    /** How many of its points are its own: from there on it goes as another. */
    int points() {
        return Integer.MAX_VALUE;
    }

    Encoder encoder() {
        return new TestGateways.MeanEncoder();
    }

    PipelineLife.Receiver receiver() {
        return PipelineLife.Receiver.WILLING;
    }

    /** Where nothing stops any more; a breaker would open if it were away again and again. */
    PipelineLife.Receiver receiverAtLast() {
        return receiver() == PipelineLife.Receiver.AWAY_ONCE ? PipelineLife.Receiver.WILLING : receiver();
    }

    /** What is over before anything stops. */
    void comesBefore(PipelineLife life, PipelineEcg ecg) throws Exception {}

    /**
     * By DICOM, where no way says otherwise.
     *
     * @return whether the sender, or the person, heard that it will be done
     */
    boolean goes(PipelineLife life, PipelineEcg ecg) throws Exception {
        return life.takes("direct:receive-dicom", ecg.spooled(life.data()));
    }

    /** Whether who did not hear so says it again. */
    boolean isSaidAgain() {
        return true;
    }

    /** @param atEhr how many reports came to the second receiver */
    PipelineEnd end(List<LedgerEntry> entries, long atEhr) {
        return PipelineEnd.ONE_REPORT;
    }

    /** Outcomes that the ECG's way tells of in this order. */
    List<String> steps() {
        return List.of();
    }

    private static void isTaken(PipelineLife life, PipelineEcg ecg, PipelineLife.Receiver receiver) throws Exception {
        life.with(new TestGateways.MeanEncoder(), receiver);
        assertThat(DICOM.goes(life, ecg)).isTrue();
        life.settle();
    }

    /** Its message is left over: nobody wants it read any more. */
    private static void isGivenUp(PipelineLife life, PipelineEcg ecg) throws Exception {
        assertThat(DICOM.goes(life, ecg)).isTrue();
        life.data().ledger.failed(life.data().entries().get(0).object(), "the encoder failed");
        life.workOff();
    }

    private static boolean isOrdered(PipelineLife life, Replay.Action action) throws Exception {
        EcgFilter filter = EcgFilter.of(life.data().entries().get(0).object().hex());
        life.data().ledger.replays().carryOut(new Replay(action, filter, null, null, Replay.FASTEST, "night"));
        return true;
    }

    /** Fails as often as it is told to, for a cause that nobody foresaw. */
    private static final class FailingEncoder extends TestGateways.MeanEncoder {
        private int failures;

        FailingEncoder(int failures) {
            this.failures = failures;
        }

        @Override
        public Inference infer(List<NormalisedEcg> windows) throws EncoderException {
            if (failures > 0) {
                failures--;
                throw new IllegalStateException("the encoder failed");
            }
            return super.infer(windows);
        }
    }

    private static final class NewerEncoder extends TestGateways.MeanEncoder {
        @Override
        public ModelCard model() {
            return new ModelCard("mean", "2", "0".repeat(64), "Mean", "Tests only", "nothing", List.of(Task.values()));
        }
    }
}
