package org.einthoven.dicom.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressRangeTest {

    @ParameterizedTest
    @CsvSource({
        "10.1.2.3, 10.1.2.3, true",
        "10.1.2.3, 10.1.2.4, false",
        "10.1.0.0/16, 10.1.255.255, true",
        "10.1.0.0/16, 10.2.0.0, false",
        "10.1.2.128/25, 10.1.2.200, true",
        "10.1.2.128/25, 10.1.2.127, false",
        "0.0.0.0/0, 192.168.1.1, true",
        "0.0.0.0/0, ::1, false",
        "fd00::/8, fdab::1, true",
        "fd00::/8, fe80::1, false",
        "::1, ::1, true"
    })
    void containsWhatBeginsAlike(String range, String address, boolean isIn) throws UnknownHostException {
        assertThat(AddressRange.parse(range).contains(InetAddress.getByName(address)))
                .isEqualTo(isIn);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "cart1",
                "cart1.example.org",
                "10.1",
                "10.1/16",
                "10.1.2.3/33",
                "10.1.2.3/-1",
                "10.1.2.3/x",
                "10.1.2.3/8/8",
                "10.1.2.300",
                "fd00::/129",
                "fd00",
                "a.b.c.d"
            })
    void saysHowAnAddressIsWritten(String text) {
        assertThatThrownBy(() -> AddressRange.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("10.1.0.0/16")
                .hasMessageContaining("'" + text + "'");
    }

    @Test
    void readsCallers() {
        assertThat(AllowedCaller.parse("CART1")).hasToString("CART1");
        assertThat(AllowedCaller.parse(" CART1@10.1.2.3 ")).hasToString("CART1@10.1.2.3/32");
        assertThat(AllowedCaller.parse("*@fd00::/8").aeTitle()).isNull();
        assertThatThrownBy(() -> AllowedCaller.parse("*")).hasMessageContaining("needs addresses");
        assertThatThrownBy(() -> AllowedCaller.parse("A_TITLE_THAT_IS_TOO_LONG@10.1.2.3"))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
