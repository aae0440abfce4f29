package dev.lanewise.engine.plan;

import dev.lanewise.engine.backend.NotFinite;
import dev.lanewise.engine.nn.CustomLayer;
import dev.lanewise.engine.nn.Node;
import dev.lanewise.engine.nn.Parameter;
import dev.lanewise.engine.nn.Shape;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A layer of a program's own, image after image. What its parameters' gradients are summed to are sums
 * for each lane, as a convolution's are.
 */
final class CustomStep implements Step {
    private final CustomLayer layer;
    private final String name;
    private final Shape shape;
    private final Input in;
    private final Maps out;
    private final SumLayout.@Nullable LaneSum sum;
    /** Where its parameters begin. */
    private final int first;
    private final float[] parameters;
    private final float[] parameterGradient;
    private final float[] x;
    private final float[] y;
    private final float[] dx;
    private final float[] dy;

    CustomStep(CustomLayer layer, Node node, SumLayout sums, Input in, Maps out) {
        for (Parameter parameter : node.parameters()) {
            if (!parameter.role().isTrained()) {
                throw new IllegalArgumentException("The parameter " + parameter.name()
                        + " must be one that is trained; give it another role than "
                        + parameter.role() + ".");
            }
        }
        this.layer = layer;
        this.name = node.name();
        this.shape = node.input();
        this.in = in;
        this.out = out;
        this.sum = node.parameters().isEmpty() ? null : sums.laneSum(node);
        this.first = node.parameters().isEmpty() ? 0 : node.weight().offset();
        this.parameters = new float[node.parameterCount()];
        this.parameterGradient = new float[parameters.length];
        this.x = new float[node.input().size()];
        this.y = new float[node.output().size()];
        this.dx = new float[x.length];
        this.dy = new float[y.length];
    }

    @Override
    public void forward(Pass pass) {
        System.arraycopy(pass.parameters(), first, parameters, 0, parameters.length);
        for (int lane = 0; lane < pass.lanes(); lane++) {
            Arrays.fill(y, 0f);
            if (lane < pass.images()) {
                in.maps().readLane(in.maps().values, lane, x);
                layer.forward(shape, parameters, x, y);
                check("output", x, y);
            }
            out.writeLane(y, lane, out.values);
        }
    }

    /** What isn't finite though all that it is made of is, is the layer's fault, and not the learning rate's. */
    private void check(String what, float[] of, float[] made) {
        int wrong = NotFinite.first(made);
        if (wrong >= 0 && NotFinite.first(of) < 0 && NotFinite.first(parameters) < 0) {
            throw new IllegalArgumentException("The " + what + " of layer " + name
                    + " must be finite numbers, but the value at index " + wrong + " is "
                    + made[wrong] + "; correct the layer " + layer.type()
                    + ", or train with a smaller learning rate if its values are too large.");
        }
    }

    @Override
    public void backward(Pass pass) {
        System.arraycopy(pass.parameters(), first, parameters, 0, parameters.length);
        for (int lane = 0; lane < pass.lanes(); lane++) {
            Arrays.fill(dx, 0f);
            if (lane < pass.images()) {
                backward(pass, lane);
            }
            if (in.wantsGradient()) {
                in.maps().writeLane(dx, lane, in.maps().gradient);
            }
        }
    }

    private void backward(Pass pass, int lane) {
        in.maps().readLane(in.maps().values, lane, x);
        out.readLane(out.values, lane, y);
        out.readLane(out.gradient, lane, dy);
        Arrays.fill(parameterGradient, 0f);
        layer.backward(shape, parameters, x, y, dy, dx, parameterGradient);
        check("gradient of the input", dy, dx);
        check("gradient of the parameters", dy, parameterGradient);
        if (sum != null) {
            float[] leaf = pass.sums().leaf(pass.tile());
            for (int p = 0; p < parameterGradient.length; p++) {
                leaf[sum.offset() + p * pass.lanes() + lane] += parameterGradient[p];
            }
        }
    }
}
