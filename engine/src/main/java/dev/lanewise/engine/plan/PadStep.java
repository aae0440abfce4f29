package dev.lanewise.engine.plan;

import dev.lanewise.engine.backend.MapShape;
import dev.lanewise.engine.nn.ConstantPad2d;
import java.util.Arrays;

/** A border of a constant around every map. */
final class PadStep implements SecondOrderStep {
    private final float value;
    private final Maps in;
    private final Maps out;
    private final boolean wantsInputGradient;
    /** From the first element of a map with border to that of the input in it. */
    private final int inner;

    PadStep(ConstantPad2d pad, Input input, Maps out) {
        this.value = pad.value();
        this.in = input.maps();
        this.out = out;
        this.wantsInputGradient = input.wantsGradient();
        this.inner = pad.top() * out.inside.rowStride() + pad.left() * out.inside.lanes();
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
        in.copyValues(out, 0, inner);
    }

    @Override
    public void backward(Pass pass) {
        if (wantsInputGradient) {
            in.copyGradient(out, 0, inner);
        }
    }

    /** The gradient is copied and multiplied by nothing. */
    @Override
    public void curvature(Pass pass, float[] rest) {
        backward(pass);
    }
}
