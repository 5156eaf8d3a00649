package org.einthoven.app.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderCollectionTest {
    @TempDir
    Path folder;

    @Test
    void listsATreeInTheSameOrderWithoutHiddenFilesAndCompanions() throws Exception {
        for (String name :
                List.of("b/2.dcm", "b/1.dcm", "a/c/x.dcm", "z.dcm", ".hidden", ".h/x", "w/1.hea", "w/1.dat")) {
            Path file = folder.resolve(name);
            Files.createDirectories(file.resolveSibling(""));
            Files.writeString(file, name);
        }
        Files.createSymbolicLink(folder.resolve("b/round"), folder);

        assertThat(names(null)).containsExactly("z.dcm", "a/c/x.dcm", "b/1.dcm", "b/2.dcm", "w/1.hea");
    }

    @Test
    void listsOnlyWhatChangedSince() throws Exception {
        Instant noon = Instant.parse("2026-01-01T12:00:00Z");
        Path old = Files.writeString(folder.resolve("old"), "x");
        Files.setLastModifiedTime(old, FileTime.from(noon.minusSeconds(1)));
        Path young = Files.writeString(folder.resolve("young"), "x");
        Files.setLastModifiedTime(young, FileTime.from(noon));

        assertThat(names(noon)).containsExactly("young");
        FolderCollection collection = new FolderCollection(folder);
        try (Stream<EcgCollection.Item> items = collection.list(null, noon.minusMillis(1))) {
            assertThat(items).extracting(EcgCollection.Item::key).containsExactly(old.toString());
        }
        try (Stream<EcgCollection.Item> items = collection.list(null, noon)) {
            assertThat(items).as("to the very end").hasSize(2);
        }
    }

    @Test
    void aSubFolderThatCannotBeReadIsToldAndKeepsNoOther() throws Exception {
        for (String name : List.of("a/1", "b/2", "c/3")) {
            Path file = folder.resolve(name);
            Files.createDirectories(file.resolveSibling(""));
            Files.writeString(file, name);
        }
        Files.setLastModifiedTime(folder.resolve("b"), FileTime.from(Instant.EPOCH));
        FolderCollection collection = new FolderCollection(folder, list -> {
            if (list.endsWith("b")) {
                throw new AccessDeniedException(list.toString());
            }
            return Files.list(list);
        });

        assertThat(names(collection, Instant.EPOCH.plusSeconds(1))).containsExactly("a/1", "b", "c/3");
        String b = folder.resolve("b").toAbsolutePath().toString();
        assertThatThrownBy(() -> collection.fetch(new EcgCollection.Item(b, "1", null), 10))
                .hasMessage("a folder cannot be read");
    }

    private List<String> names(Instant since) throws Exception {
        return names(new FolderCollection(folder), since);
    }

    private List<String> names(FolderCollection collection, Instant since) throws Exception {
        try (Stream<EcgCollection.Item> items = collection.list(since)) {
            return items.map(item -> folder.toAbsolutePath()
                            .relativize(Path.of(item.key()))
                            .toString())
                    .toList();
        }
    }
}
