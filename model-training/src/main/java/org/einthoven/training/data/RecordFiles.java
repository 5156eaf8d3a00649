package org.einthoven.training.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import java.util.stream.Stream;
import org.einthoven.codecs.DecodingOptions;
import org.einthoven.codecs.EcgDecoder;
import org.einthoven.codecs.EcgDecodingException;
import org.einthoven.codecs.wfdb.WfdbFormat;
import org.einthoven.ecg.EcgRecording;
import org.einthoven.ecg.Normalisation;
import org.einthoven.ecg.NormalisedEcg;
import org.einthoven.ecg.Normaliser;
import org.einthoven.ecg.QualityReport;
import org.einthoven.ecg.Task;
import org.einthoven.ecg.analysis.EcgAnalysis;
import org.einthoven.ecg.store.Pseudonyms;
import org.einthoven.ecg.store.StoreKey;
import org.einthoven.ecg.store.StoredEcg;
import org.jspecify.annotations.Nullable;

/**
 * ECG files of any format that the gateway reads, as windows: decoded, judged and normalised as the gateway does it, so that a network learns
 * from what it will see. Folders of public data sets ({@link DataSet}) have their labels with them.
 */
final class RecordFiles {
    /** Decoded at once by all cores, handed on in order. */
    private static final int AT_ONCE = 64;

    private static final String HEADER = ".hea";
    /** Belong to a header, and are read with it. */
    private static final List<String> NO_RECORDS =
            List.of(".mat", ".dat", ".atr", ".qrs", ".tsv", ".csv", ".txt", ".md");

    private final Path top;
    private final List<Path> files;
    private final RecordLabels labels;
    private final @Nullable Pseudonyms keys;
    private final EcgDecoder decoder = EcgDecoder.standard();
    private final Normaliser normaliser = new Normaliser();
    private final Map<String, Integer> leftOut = Collections.synchronizedMap(new TreeMap<>());
    private final AtomicInteger labelledLeftOut = new AtomicInteger();
    private final Map<Path, Cinc2017Reference> references = new TreeMap<>();

    private RecordFiles(Path top, List<Path> files, RecordLabels labels, @Nullable Pseudonyms keys) throws IOException {
        this.top = top;
        this.files = files;
        this.labels = labels;
        this.keys = keys;
        if (!labels.isEmpty()) {
            requireDistinctNames();
        }
    }

    /** A label is of one ECG. */
    private void requireDistinctNames() throws IOException {
        Map<String, Path> named = new HashMap<>();
        for (Path file : files) {
            String name = withoutEnding(name(file));
            if (!labels.names(name) || labels.names(below(file))) {
                continue;
            }
            Path other = named.put(name, file);
            if (other != null) {
                throw new IOException("the table of labels names '" + name + "', and " + below(other) + " and "
                        + below(file) + " have this name: give such paths in the table");
            }
        }
    }

    /** The path below the folder, with '/' and without ending. */
    private String below(Path file) {
        Path base = Files.isDirectory(top)
                ? top
                : Objects.requireNonNullElse(top.toAbsolutePath().getParent(), top);
        return withoutEnding(base.toAbsolutePath()
                .relativize(file.toAbsolutePath())
                .toString()
                .replace('\\', '/'));
    }

    /** An ending is no number: UIDs are names as they are. */
    private static String withoutEnding(String name) {
        return name.replaceFirst("\\.[^./]*[^./0-9][^./]*$", "");
    }

    /**
     * All files below a folder, which may be a link, or one file. Links to other folders below it are not followed.
     *
     * @param keys null where all are of public data sets; else none is taken for one, whatever its folder is called
     */
    static RecordFiles below(Path path, RecordLabels labels, @Nullable Pseudonyms keys) throws IOException {
        Path real = path.toRealPath();
        Path top = known(path, real);
        try (Stream<Path> tree = Files.walk(real)) {
            List<Path> files = tree.filter(Files::isRegularFile)
                    .map(file -> file.equals(real) ? top : top.resolve(real.relativize(file)))
                    .filter(file -> mayBeRecord(file, keys))
                    .sorted()
                    .toList();
            if (keys == null && files.stream().anyMatch(file -> dataSet(file, null) == null)) {
                throw new IOException(
                        "below " + path + " lie ECGs that are of no public data set: their pseudonyms need a secret,"
                                + " which 'train import', 'split' and 'pretrain' take (--secret)");
            }
            return new RecordFiles(top, files, labels, keys);
        }
    }

    /** A link has the name of a public set, or what it leads to may have one. */
    private static Path known(Path path, Path real) {
        return DataSet.ofFolder(name(path)).isPresent() ? path : real;
    }

    private static boolean mayBeRecord(Path file, @Nullable Pseudonyms keys) {
        String name = name(file).toLowerCase(Locale.ROOT);
        return dataSet(file, keys) != null
                ? name.endsWith(HEADER)
                : !name.startsWith(".") && NO_RECORDS.stream().noneMatch(name::endsWith);
    }

    private static Optional<String> folder(Path file) {
        return Optional.ofNullable(file.toAbsolutePath().getParent()).map(RecordFiles::name);
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName());
    }

    int count() {
        return files.size();
    }

    /** Of the folder or file that they are, or are below. */
    String name() {
        return name(top);
    }

    /** Why files were left out, and how many for each reason. */
    Map<String, Integer> leftOut() {
        return leftOut;
    }

    /** How many of them the table of labels names. */
    int labelledLeftOut() {
        return labelledLeftOut.get();
    }

    /** Takes a window. */
    interface Sink {
        void accept(StoredEcg ecg, NormalisedEcg window) throws IOException;
    }

    /** Hands on each window, in the order of the files. @param progress is told how many files are done */
    void forEach(Sink sink, IntConsumer progress) throws IOException {
        for (int from = 0; from < files.size(); from += AT_ONCE) {
            List<Path> some = files.subList(from, Math.min(files.size(), from + AT_ONCE));
            readReferences(some);
            for (List<Windows> read : some.parallelStream().map(this::read).toList()) {
                for (Windows windows : read) {
                    windows.handTo(sink);
                }
            }
            progress.accept(from + some.size());
        }
    }

    private void readReferences(List<Path> some) throws IOException {
        for (Path file : some) {
            Path folder = file.toAbsolutePath().getParent();
            if (folder != null && dataSet(file) == DataSet.CINC2017 && !references.containsKey(folder)) {
                references.put(folder, Cinc2017Reference.in(folder));
            }
        }
    }

    private record Windows(StoredEcg first, List<NormalisedEcg> windows) {
        void handTo(Sink sink) throws IOException {
            for (int i = 0; i < windows.size(); i++) {
                sink.accept(first.atWindow(i), windows.get(i));
            }
        }
    }

    /** None, with the reason counted, where a file cannot serve. */
    private List<Windows> read(Path file) {
        try {
            DataSet set = dataSet(file);
            EcgRecording recording = decoder.decode(file, DecodingOptions.DEFAULT);
            EcgRecording read = set == null ? recording : set.withItsLeads(recording);
            QualityReport quality = EcgAnalysis.of(read).quality();
            Normalisation normalised = normaliser.normalise(read, quality);
            if (normalised.windows().isEmpty() || !normalised.quality().analysable()) {
                return leaveOut(file, "not analysable");
            }
            return List.of(new Windows(known(file, set, recording), normalised.windows()));
        } catch (EcgDecodingException e) {
            return leaveOut(file, "no ECG that can be decoded");
        } catch (IOException e) {
            return leaveOut(file, "cannot be read from the disk");
        }
    }

    private List<Windows> leaveOut(Path file, String reason) {
        leftOut.merge(reason, 1, Integer::sum);
        if (!row(file).equals(RecordLabels.Row.EMPTY)) {
            labelledLeftOut.incrementAndGet();
        }
        return List.of();
    }

    private @Nullable DataSet dataSet(Path file) {
        return dataSet(file, keys);
    }

    private static @Nullable DataSet dataSet(Path file, @Nullable Pseudonyms keys) {
        return keys == null ? folder(file).flatMap(DataSet::ofFolder).orElse(null) : null;
    }

    private RecordLabels.Row row(Path file) {
        return labels.of(below(file), withoutEnding(name(file)));
    }

    private StoredEcg known(Path file, @Nullable DataSet set, EcgRecording recording) {
        String name = withoutEnding(name(file));
        RecordLabels.Row row = row(file);
        String named = row.patient();
        if (set == null) {
            Pseudonyms own = Objects.requireNonNull(keys);
            StoreKey patient = named == null ? own.patient(recording) : own.patient(named);
            return own.of(recording, patient, row.labels());
        }
        String group = set == DataSet.PTB ? set.folder() : recording.source().contentHash();
        Map<Task, Boolean> known =
                row.labels().isEmpty() ? labels(file, set, name, recording).asMap() : row.labels();
        return new StoredEcg(
                StoreKey.publicName(named == null ? group : named),
                StoreKey.publicName(set.folder() + "/" + name),
                0,
                recording.acquisition().time(),
                recording.demographics().sex(),
                recording.demographics().ageYears(),
                known);
    }

    private TaskLabels labels(Path file, DataSet set, String name, EcgRecording recording) {
        if (!set.singleLead()) {
            return DiagnosisCodes.labels(set, WfdbFormat.diagnoses(recording));
        }
        Cinc2017Reference reference = references.get(file.toAbsolutePath().getParent());
        return DiagnosisCodes.ofCinc2017(reference == null ? "" : reference.rhythm(name));
    }

    /** The labelled records of which there is no file. */
    List<String> unusedLabels() {
        return new ArrayList<>(labels.unused());
    }
}
