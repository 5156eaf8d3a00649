package org.einthoven.dicom.network;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DicomNetworkProviderTest {

    @Test
    void findsTheOwnEngineByItsName() {
        assertThat(DicomNetworkProvider.named("einthoven")).hasValueSatisfying(provider -> assertThat(provider.create())
                .isInstanceOf(EinthovenDicomNetwork.class));
    }

    @Test
    void findsNoEngineThatIsNotOnTheClassPath() {
        assertThat(DicomNetworkProvider.named("another")).isEmpty();
        assertThat(DicomNetworkProvider.available())
                .extracting(DicomNetworkProvider::name)
                .contains("einthoven")
                .doesNotContain("another")
                .doesNotHaveDuplicates();
    }
}
