package org.einthoven.encoder;

import java.util.Collections;
import java.util.List;
import org.einthoven.ecg.NormalisedEcg;

/**
 * Whether a loaded model gives what it gave when it was exported, one window at a time and in the largest batch.
 * Both also warm the runtime up.
 */
final class GoldenCheck {
    private GoldenCheck() {}

    /** @throws InvalidModelException when it must not be served */
    static void check(WindowModel model, ModelFolder folder, int maxBatch) throws InvalidModelException {
        List<NormalisedEcg> inputs = folder.golden().inputs();
        for (int i = 0; i < inputs.size(); i++) {
            compare(run(model, List.of(inputs.get(i))).get(0), folder, i);
        }
        List<WindowOutput> outputs = run(model, repeated(inputs, maxBatch));
        for (int i = 0; i < maxBatch; i++) {
            compare(outputs.get(i), folder, i % inputs.size());
        }
    }

    private static List<NormalisedEcg> repeated(List<NormalisedEcg> inputs, int count) {
        return Collections.nCopies(count, inputs).stream()
                .flatMap(List::stream)
                .limit(count)
                .toList();
    }

    private static List<WindowOutput> run(WindowModel model, List<NormalisedEcg> windows) throws InvalidModelException {
        try {
            return model.run(windows);
        } catch (Exception e) {
            throw new InvalidModelException("the model fails on its own golden inputs: " + FirstLine.of(e), e);
        }
    }

    private static void compare(WindowOutput output, ModelFolder folder, int golden) throws InvalidModelException {
        double tolerance = folder.manifest().golden().tolerance();
        if (!output.agreesWith(folder.golden().outputs().get(golden), tolerance)) {
            throw new InvalidModelException("the model does not give its golden output " + golden
                    + " within its tolerance of " + tolerance + " on this machine, and is not served");
        }
    }
}
