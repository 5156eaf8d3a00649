package org.einthoven.app.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.jms.JMSException;
import java.io.IOException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

class ReasonsTest {
    @Test
    void failuresOfTheQueueEngineAreToldAsThat() {
        JMSException jms = new JMSException("AMQ219014: Timed out");
        jms.initCause(new IOException("recvAddress(..) failed with error(-104)"));

        assertThat(Reasons.of(new IllegalStateException(jms)))
                .isEqualTo("the queue engine does not answer as it should (JMSException)");
        assertThat(Reasons.of(new TimeoutException("ecg.received-3")))
                .isEqualTo("the queue engine does not answer as it should (TimeoutException)");
    }

    @Test
    void whatOthersSayIsNotRepeated() {
        assertThat(Reasons.of(new IllegalArgumentException("Jane Doe")))
                .startsWith("unexpected IllegalArgumentException")
                .doesNotContain("Jane");
        assertThat(Reasons.of(new IOException("the disk is full"))).isEqualTo("the disk is full");
    }
}
