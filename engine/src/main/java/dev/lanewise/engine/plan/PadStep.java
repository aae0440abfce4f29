package dev.lanewise.engine.plan;

import dev.lanewise.engine.kernel.MapShape;
import java.util.Arrays;

/** A border of a constant around every map. */
final class PadStep implements SecondOrderStep {
    private final float value;
    private final Maps in;
    private final Maps out;
    private final boolean wantsInputGradient;
    /** Index in {@link #out} of the first element of the input. */
    private final int inner;

    PadStep(int padding, float value, Input input, Maps out) {
        this.value = value;
        this.in = input.maps();
        this.out = out;
        this.wantsInputGradient = input.wantsGradient();
        this.inner = out.origin + padding * (out.inside.rowStride() + out.inside.lanes());
    }

    @Override
    public void forward(Pass pass) {
        MapShape whole = out.inside;
        for (int channel = 0; channel < whole.channels(); channel++) {
            for (int row = 0; row < whole.height(); row++) {
                int start = out.origin + channel * whole.channelStride() + row * whole.rowStride();
                Arrays.fill(out.values, start, start + whole.rowLength(), value);
            }
        }
        copy(in.values, in.origin, in.inside, out.values, inner, out.inside);
    }

    @Override
    public void backward(Pass pass) {
        if (wantsInputGradient) {
            copy(out.gradient, inner, out.inside, in.gradient, in.origin, in.inside);
        }
    }

    /** Copies as many rows as the input has. */
    private void copy(float[] from, int fromOffset, MapShape fromShape, float[] to, int toOffset,
            MapShape toShape) {
        for (int channel = 0; channel < in.inside.channels(); channel++) {
            for (int row = 0; row < in.inside.height(); row++) {
                System.arraycopy(from,
                        fromOffset + channel * fromShape.channelStride()
                                + row * fromShape.rowStride(),
                        to, toOffset + channel * toShape.channelStride()
                                + row * toShape.rowStride(),
                        in.inside.rowLength());
            }
        }
    }

    /** The gradient is copied and multiplied by nothing. */
    @Override
    public void curvature(Pass pass, float[] rest) {
        backward(pass);
    }
}
