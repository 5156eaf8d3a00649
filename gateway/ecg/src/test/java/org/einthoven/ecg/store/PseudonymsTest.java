package org.einthoven.ecg.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.einthoven.ecg.Acquisition;
import org.einthoven.ecg.Demographics;
import org.einthoven.ecg.EcgRecording;
import org.einthoven.ecg.Lead;
import org.einthoven.ecg.OrderRef;
import org.einthoven.ecg.PatientRef;
import org.einthoven.ecg.SampledSignal;
import org.einthoven.ecg.SourceIdentity;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PseudonymsTest {
    private static final Instant FIRST = Instant.parse("2019-03-04T10:00:00Z");
    private static final Instant SECOND = Instant.parse("2021-05-06T11:30:00Z");

    private final Pseudonyms pseudonyms = new Pseudonyms(new byte[32]);

    private static EcgRecording recording(@Nullable String patient, int content, @Nullable Instant time) {
        return new EcgRecording(
                "DICOM",
                new SourceIdentity(SourceIdentity.Kind.DICOM, "1.2." + content, "%064x".formatted(content)),
                Map.of(Lead.I, new SampledSignal(250, new double[10])),
                patient == null ? null : new PatientRef(patient, "hospital"),
                new Demographics("Doe^Jane", LocalDate.of(1920, 1, 2), Demographics.Sex.FEMALE, 99),
                OrderRef.NONE,
                new Acquisition(time, null, false, null, null, null, null),
                List.of(),
                List.of());
    }

    private StoredEcg stored(@Nullable String patient, int content, @Nullable Instant time) {
        EcgRecording recording = recording(patient, content, time);
        return pseudonyms.of(recording, pseudonyms.patient(recording), Map.of());
    }

    @Test
    void recordsOfAPatientBelongTogetherAndTheTimeBetweenThemStaysTrue() {
        StoredEcg first = stored("4711", 1, FIRST);
        StoredEcg second = stored("4711", 2, SECOND);
        assertThat(second.patient()).isEqualTo(first.patient());
        assertThat(second.record()).isNotEqualTo(first.record());
        Instant shifted = first.acquired();
        assertThat(shifted).isNotNull().isBefore(FIRST).isAfterOrEqualTo(FIRST.minus(Duration.ofDays(365)));
        assertThat(second.acquired()).isEqualTo(shifted.plus(Duration.between(FIRST, SECOND)));
    }

    @Test
    void patientsAreShiftedByTimesOfTheirOwn() {
        assertThat(stored("4711", 1, FIRST).acquired())
                .isNotEqualTo(stored("4712", 2, FIRST).acquired());
    }

    @Test
    void whoNamesNobodyIsAlone() {
        StoredEcg one = stored(null, 1, null);
        assertThat(one.patient()).isEqualTo(one.record());
        assertThat(stored(null, 2, null).patient()).isNotEqualTo(one.patient());
        assertThat(one.acquired()).isNull();
    }

    @Test
    void nothingTellsWhoItIs() {
        StoredEcg ecg = stored("4711", 1, FIRST);
        assertThat(ecg.ageYears()).isEqualTo(90);
        assertThat(ecg.toString()).doesNotContain("4711", "Doe", "1920", "2019-03-04");
    }

    @Test
    void aSecretThatIsNotThereIsToldInWords() {
        assertThatThrownBy(() -> Pseudonyms.of(Path.of("nowhere")))
                .isInstanceOf(IOException.class)
                .hasMessage("the secret nowhere cannot be read");
    }

    @Test
    void anotherSecretGivesOthers() {
        byte[] other = new byte[32];
        other[5] = 1;
        EcgRecording recording = recording("4711", 1, FIRST);
        assertThat(new Pseudonyms(other).patient(recording)).isNotEqualTo(pseudonyms.patient(recording));
        assertThatIllegalArgumentException().isThrownBy(() -> new Pseudonyms(new byte[31]));
    }
}
