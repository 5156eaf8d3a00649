package org.einthoven.app.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.einthoven.app.ledger.EcgFilter;
import org.einthoven.app.ledger.Ledger;
import org.einthoven.app.ledger.LedgerEntry;
import org.einthoven.app.store.ObjectHash;
import org.einthoven.app.store.ObjectStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RebuildTest {
    @TempDir
    Path folder;

    @Test
    void anOriginalThatCannotBeReadStopsNoOtherAndIsSeen() throws Exception {
        ObjectStore objects = ObjectStore.open(folder.resolve("objects"));
        ObjectHash sound = objects.put("{}".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        ObjectHash broken = new ObjectHash("0".repeat(64));
        // A folder is what root cannot read either.
        Files.createDirectories(folder.resolve("objects/objects/00").resolve(broken.hex()));

        try (Ledger ledger = Ledger.open(folder, Clock.systemUTC(), "gateway")) {
            Rebuild rebuild = new Rebuild(ledger.rebuilding(), objects, "here", Clock.systemUTC());
            Progress progress = new Progress(() -> false);
            rebuild.run(rebuild.subjects().get(0), progress);

            assertThat(ledger.search().list(EcgFilter.in(LedgerEntry.State.RECEIVED), 0, 9))
                    .extracting(LedgerEntry::object)
                    .containsExactlyInAnyOrder(sound, broken);
            assertThat(progress.untaken()).isNotNull();
        }
    }
}
