package org.einthoven.training.network;

import java.util.List;
import org.einthoven.ecg.NormalisedEcg;

/**
 * The shape of a residual encoder.
 *
 * @param stageWidths channels of each residual stage; every stage but the first halves the time axis
 * @param kernel width of the residual convolutions in steps, odd
 * @param stemKernel width of the first convolution in samples
 * @param stemStride by how much the first convolution shortens the time axis
 * @param rhythmWidth channels of the two towers that read the rhythm
 */
public record Architecture(List<Integer> stageWidths, int kernel, int stemKernel, int stemStride, int rhythmWidth) {
    /** About 0.7 million parameters: one residual block a stage, a field of view of 4.6 s. */
    public static final Architecture STANDARD = new Architecture(List.of(32, 64, 96, 128, 144), 7, 15, 4, 24);

    /** About 0.07 million: ten times as fast, for label curves of many fits. */
    public static final Architecture SMALL = new Architecture(List.of(16, 24, 32, 40, 48), 5, 15, 4, 8);

    /** About 6.2 million, as many as PCLR's encoder has (Diamant et al. 2022); for a GPU. */
    public static final Architecture LARGE = new Architecture(List.of(64, 128, 256, 384, 512), 7, 15, 4, 8);

    public Architecture {
        stageWidths = List.copyOf(stageWidths);
        if (stageWidths.isEmpty() || stageWidths.stream().anyMatch(w -> w < 1)) {
            throw new IllegalArgumentException("an encoder has at least one stage, each with at least one channel");
        }
        if (kernel < 1 || kernel % 2 == 0 || stemKernel < 1 || stemStride < 1 || rhythmWidth < 1) {
            throw new IllegalArgumentException("kernels, strides and widths are positive, the residual kernel odd");
        }
    }

    /**
     * By the name that commands and run folders use.
     *
     * @throws IllegalArgumentException for any but small, standard and large
     */
    public static Architecture named(String name) {
        return switch (name) {
            case "small" -> SMALL;
            case "standard" -> STANDARD;
            case "large" -> LARGE;
            default -> throw new IllegalArgumentException("an encoder is small, standard or large, not '" + name + "'");
        };
    }

    /** The mean and the maximum over time of the last stage and of the two towers, side by side. */
    public int embeddingSize() {
        return formSize() + 4 * rhythmWidth;
    }

    /** How much of the embedding, from its beginning, is of the form; the rest is of the rhythm. */
    public int formSize() {
        return 2 * stageWidths.get(stageWidths.size() - 1);
    }

    /** Multiplications and additions of one window's way through the convolutions and the rhythm's towers. */
    public long multiplications() {
        long time = ceil(NormalisedEcg.SAMPLES, stemStride);
        long sum = time * stemKernel * 2 * NormalisedEcg.LEADS * stageWidths.get(0);
        int width = stageWidths.get(0);
        for (int stage = 0; stage < stageWidths.size(); stage++) {
            int next = stageWidths.get(stage);
            boolean changes = stage > 0 || next != width;
            time = stage == 0 ? time : ceil(time, 2);
            sum += time * kernel * ((long) width * next + (long) next * next) + (changes ? time * width * next : 0);
            width = next;
        }
        return sum + EncoderGraph.towerMultiplications(rhythmWidth);
    }

    private static long ceil(long a, int b) {
        return (a + b - 1) / b;
    }
}
