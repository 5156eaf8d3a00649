package org.einthoven.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.einthoven.ecg.ModelCard;
import org.einthoven.ecg.SourceIdentity;
import org.einthoven.ecg.Task;
import org.junit.jupiter.api.Test;

class ReportIdentityTest {
    private static final ReportIdentity IDENTITY = ReportIdentity.of(TestEcgs.SOURCE, TestEcgs.MODEL);

    /** RFC 9562, appendix A.4. */
    @Test
    void makesTheUuidOfTheStandardsExample() {
        UUID dns = UUID.fromString("6ba7b810-9dad-11d1-80b4-00c04fd430c8");

        assertThat(NameUuid.of(dns, "www.example.com")).hasToString("2ed6657d-e927-568b-95e1-2665a8aea6a2");
    }

    /** These ids are in the servers of every site: a change here would make a second report of each ECG. */
    @Test
    void keepsItsIdsForEver() {
        assertThat(IDENTITY.report()).hasToString("46cb0883-2200-5eab-b477-d40d1c15ca5a");
        assertThat(IDENTITY.observation(Task.ATRIAL_FIBRILLATION)).hasToString("7923e063-829c-5c3a-9f36-1fbdb5b642f0");
        assertThat(IDENTITY.provenance()).hasToString("cbe23702-f70a-5281-a345-29699099c883");
        assertThat(ReportIdentity.device(TestEcgs.MODEL)).hasToString("ddfc5bc1-585b-569e-b1f5-aecbca7b08d0");
    }

    @Test
    void givesEverythingAnIdOfItsOwn() {
        Set<UUID> ids = new HashSet<>();
        for (Task task : Task.values()) {
            ids.add(IDENTITY.observation(task));
        }
        ids.add(IDENTITY.report());
        ids.add(IDENTITY.provenance());
        ids.add(IDENTITY.observation("quality"));

        assertThat(ids).hasSize(Task.values().length + 3).allMatch(id -> id.version() == 5 && id.variant() == 2);
    }

    @Test
    void tellsSourcesAndModelsApart() {
        SourceIdentity other = new SourceIdentity(SourceIdentity.Kind.DICOM, "1.2.3", TestEcgs.SOURCE.contentHash());
        SourceIdentity changed =
                new SourceIdentity(SourceIdentity.Kind.DICOM, TestEcgs.SOURCE.identifier(), "f".repeat(64));

        assertThat(Set.of(
                        IDENTITY.report(),
                        ReportIdentity.of(other, TestEcgs.MODEL).report(),
                        ReportIdentity.of(changed, TestEcgs.MODEL).report(),
                        new ReportIdentity(TestEcgs.SOURCE, "einthoven-ecg", "0.2.0").report(),
                        new ReportIdentity(TestEcgs.SOURCE, "einthoven-ecg0", ".1.0").report()))
                .hasSize(5);
    }

    @Test
    void takesAnotherContentOfAModelForAnotherDeviceButNotAnotherReport() {
        ModelCard rebuilt = new ModelCard(
                TestEcgs.MODEL.id(),
                TestEcgs.MODEL.version(),
                "0".repeat(64),
                "Rebuilt",
                "Research use only.",
                "The same.",
                TestEcgs.MODEL.tasks());

        assertThat(ReportIdentity.device(rebuilt)).isNotEqualTo(ReportIdentity.device(TestEcgs.MODEL));
        assertThat(ReportIdentity.of(TestEcgs.SOURCE, rebuilt).report()).isEqualTo(IDENTITY.report());
    }
}
