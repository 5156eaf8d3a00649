package org.einthoven.app.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.einthoven.app.api.ServedLedger.hash;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.einthoven.app.ledger.Lane;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Replays by the API that change the ledger. */
class ReplayRequestsTest {
    private ServedLedger api;

    @BeforeEach
    void start(@TempDir Path folder) throws Exception {
        api = ServedLedger.open(folder);
    }

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void sendsAgain() throws Exception {
        HttpResponse<String> answer =
                api.replay("{'action':'resend','by':'me','destination':'ehr','ratePerSecond':0.5,'filter':{}}");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(api.ledger().schedule().claimReports("ehr", Lane.LIVE, 9)).hasSize(1);
    }

    @Test
    void releasesWithAPatientWhomItDoesNotRepeat() throws Exception {
        HttpResponse<String> answer = api.replay("{'action':'release','by':'me','filter':{'q':'" + hash(1).hex()
                + "'},'patient':{'identifier':'4711','issuer':'urn:oid:1.2.3'}}");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).doesNotContain("4711");
        assertThat(api.ledger().assignedPatient(hash(1)).orElseThrow().identifier())
                .isEqualTo("4711");
        assertThat(api.get("/api/ecgs/" + hash(1).hex()).body()).doesNotContain("4711");
    }
}
