package org.einthoven.dicom.dcm4che;

import static org.assertj.core.api.Assertions.assertThat;

import org.einthoven.dicom.network.DicomNetworkProvider;
import org.junit.jupiter.api.Test;

class Dcm4cheDicomNetworkProviderTest {

    @Test
    void isFoundByItsNameBesideTheOwnEngine() {
        assertThat(DicomNetworkProvider.available())
                .extracting(DicomNetworkProvider::name)
                .containsExactlyInAnyOrder("dcm4che", "einthoven");
        assertThat(DicomNetworkProvider.named("dcm4che"))
                .hasValueSatisfying(provider -> assertThat(provider.create()).isInstanceOf(Dcm4cheDicomNetwork.class));
    }
}
