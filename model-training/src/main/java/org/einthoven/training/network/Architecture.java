package org.einthoven.training.network;

import java.util.List;

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

    public Architecture {
        stageWidths = List.copyOf(stageWidths);
        if (stageWidths.isEmpty() || stageWidths.stream().anyMatch(w -> w < 1)) {
            throw new IllegalArgumentException("an encoder has at least one stage, each with at least one channel");
        }
        if (kernel < 1 || kernel % 2 == 0 || stemKernel < 1 || stemStride < 1 || rhythmWidth < 1) {
            throw new IllegalArgumentException("kernels, strides and widths are positive, the residual kernel odd");
        }
    }

    /** The mean and the maximum over time of the last stage and of the two towers, side by side. */
    public int embeddingSize() {
        return 2 * stageWidths.get(stageWidths.size() - 1) + 4 * rhythmWidth;
    }
}
