package org.einthoven.training.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.einthoven.codecs.DecodingOptions;
import org.einthoven.codecs.EcgDecoder;
import org.einthoven.codecs.EcgDecodingException;
import org.einthoven.codecs.wfdb.WfdbFormat;
import org.einthoven.ecg.EcgRecording;
import org.einthoven.ecg.Normalisation;
import org.einthoven.ecg.Normaliser;

/**
 * Reads a folder with one folder for each {@link DataSet}, through the decoder and the normaliser that serve: what the
 * network learns from is what it will see.
 */
public final class DataSetReader {
    private final EcgDecoder decoder = EcgDecoder.standard();
    private final Normaliser normaliser = new Normaliser();
    private final Map<String, Integer> leftOut = new LinkedHashMap<>();

    /** Why records were left out, and how many for each reason. */
    public Map<String, Integer> leftOut() {
        return leftOut;
    }

    /** The headers of every data set found under the folder, in a fixed order. */
    public static List<Path> headers(Path folder) throws IOException {
        List<Path> headers = new ArrayList<>();
        for (DataSet set : DataSet.values()) {
            Path files = folder.resolve(set.folder());
            if (Files.isDirectory(files)) {
                try (Stream<Path> tree = Files.list(files)) {
                    headers.addAll(tree.filter(file -> file.toString().endsWith(".hea"))
                            .sorted(Comparator.naturalOrder())
                            .toList());
                }
            }
        }
        return headers;
    }

    /** Reads one record; empty, with the reason counted, where it cannot serve. */
    public Optional<Example> read(Path header) throws IOException {
        Path folder = java.util.Objects.requireNonNull(header.getParent());
        DataSet set = DataSet.ofFolder(folder.getFileName().toString())
                .orElseThrow(() -> new IOException("the folder " + folder.getFileName() + " is no known data set"));
        String name = header.getFileName().toString().replaceFirst("\\.hea$", "");
        try {
            return example(set, name, decoder.decode(header, DecodingOptions.DEFAULT), folder);
        } catch (EcgDecodingException e) {
            return leaveOut("cannot be decoded: " + e.getMessage());
        }
    }

    private Optional<Example> example(DataSet set, String name, EcgRecording recording, Path folder)
            throws IOException {
        TaskLabels labels = set.singleLead()
                ? DiagnosisCodes.ofCinc2017(rhythm(folder, name))
                : DiagnosisCodes.labels(set, WfdbFormat.diagnoses(recording));
        if (!labels.anyKnown()) {
            return leaveOut("no label: " + set.folder());
        }
        Normalisation normalised = normaliser.normalise(set.withItsLeads(recording));
        if (!normalised.quality().analysable()) {
            return leaveOut("not analysable: " + set.folder());
        }
        List<Window> windows = normalised.windows().stream()
                .map(Window::of)
                .filter(w -> w.leads() > 0)
                .toList();
        return windows.isEmpty()
                ? leaveOut("no usable lead: " + set.folder())
                : Optional.of(new Example(set, name, group(set, recording), labels, windows));
    }

    /**
     * PTB holds several records a patient and the challenge's names do not tell whose; the rest has no patient ids, so
     * that a record stands for a patient. Records of the same content are one.
     */
    private static String group(DataSet set, EcgRecording recording) {
        return set == DataSet.PTB ? "ptb" : recording.source().contentHash();
    }

    private Optional<Example> leaveOut(String reason) {
        leftOut.merge(reason, 1, Integer::sum);
        return Optional.empty();
    }

    private final Map<Path, Cinc2017Reference> references = new LinkedHashMap<>();

    private String rhythm(Path folder, String name) throws IOException {
        Cinc2017Reference reference = references.get(folder);
        if (reference == null) {
            reference = Cinc2017Reference.in(folder);
            references.put(folder, reference);
        }
        return reference.rhythm(name);
    }
}
