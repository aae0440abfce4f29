package dev.lanewise.engine.backend;

import java.util.Arrays;

/**
 * What becomes of a convolution's sums as they are finished: {@code y = fma(scale, sum, shift)}, each map by
 * numbers of its own, and 0 instead of what is below if {@code rectified}, as a ReLU makes it. A kernel
 * that is prepared with it reads the numbers in each run; between two runs their owner may change them.
 *
 * @param scales a factor for each map, from {@code first} on
 * @param shifts a summand for each map, from {@code first} on
 * @param first index of the numbers of the first map
 * @param rectified whether values below 0 become 0
 */
@SuppressWarnings("ArrayRecordComponent")
public record Epilogue(float[] scales, float[] shifts, int first, boolean rectified) {

    /** For so many maps; all numbers are 0. */
    public static Epilogue of(int maps, boolean rectified) {
        return new Epilogue(new float[maps], new float[maps], 0, rectified);
    }

    /** That which leaves sums as they are. */
    public static Epilogue identity(int maps) {
        Epilogue identity = of(maps, false);
        Arrays.fill(identity.scales, 1f);
        return identity;
    }

    /** The factor of a map. */
    public float scale(int map) {
        return scales[first + map];
    }

    /** The summand of a map. */
    public float shift(int map) {
        return shifts[first + map];
    }

    /** No value is less. */
    public float least() {
        return rectified ? 0 : Float.NEGATIVE_INFINITY;
    }

    /** A convolution, then this as a pass of its own over its output: the definition. */
    public ConvolutionForward after(ConvolutionForward convolution, MapShape out, Backend kernels) {
        ChannelAffine affine = new ChannelAffine(out, out, rectified);
        return (x, xOffset, w, wOffset, bias, biasOffset, y, yOffset) -> {
            convolution.run(x, xOffset, w, wOffset, bias, biasOffset, y, yOffset);
            kernels.affine(affine, scales, first, shifts, first, y, yOffset, y, yOffset);
        };
    }
}
