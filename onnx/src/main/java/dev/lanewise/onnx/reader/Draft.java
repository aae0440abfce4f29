package dev.lanewise.onnx.reader;

import dev.lanewise.engine.data.Normalization;
import dev.lanewise.engine.nn.BatchNorm;
import dev.lanewise.engine.nn.Border;
import dev.lanewise.engine.nn.ConvTranspose2d;
import dev.lanewise.engine.nn.GraphBuilder;
import dev.lanewise.engine.nn.GroupNorm;
import dev.lanewise.engine.nn.Layer;
import dev.lanewise.engine.nn.Network;
import dev.lanewise.engine.nn.Node;
import dev.lanewise.engine.nn.Shape;
import dev.lanewise.engine.nn.ShapeException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The layers so far, with their parameters. Those that nobody reads in the end are left out. */
final class Draft {
    /** With a variance of 1 less this, both exact, the standard deviation of an affine map is 1. */
    private static final float EPSILON = 0x1p-17f;
    private final Budget budget;
    /** Whether what comes first is no normalization. */
    private final boolean normalized;
    private final List<Step> steps = new ArrayList<>();
    private Shape input;
    private float[] scale = {1};
    private float[] shift = {0};

    /**
     * A layer.
     *
     * @param layer what it is, or null for the error function, which is only a part of GELU
     * @param sources indices of the layers that it reads, or {@code Node.NETWORK_INPUT}
     * @param output what it makes
     * @param parameters values of its parameters
     * @param affine what it computes of each channel, if that is a·x + b
     * @param biased whether its bias is set
     */
    record Step(@Nullable Layer layer, List<Integer> sources, Shape output,
            List<float[]> parameters, @Nullable Affine affine, boolean biased) {
        int source() {
            return sources.getFirst();
        }
    }

    /**
     * A scale and a shift, one for all channels or one for each.
     *
     * @param scale the factors
     * @param shift the summands
     */
    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    record Affine(float[] scale, float[] shift) {
        static final Affine NONE = uniform(1, 0);

        static Affine uniform(float scale, float shift) {
            return new Affine(new float[]{scale}, new float[]{shift});
        }

        float scaleOf(int channel) {
            return scale[scale.length == 1 ? 0 : channel];
        }

        float shiftOf(int channel) {
            return shift[shift.length == 1 ? 0 : channel];
        }

        /** This one after another. */
        Affine after(Affine first) {
            int count = Math.max(Math.max(scale.length, shift.length),
                    Math.max(first.scale.length, first.shift.length));
            float[] scales = new float[count];
            float[] shifts = new float[count];
            for (int i = 0; i < count; i++) {
                scales[i] = (float) ((double) scaleOf(i) * first.scaleOf(i));
                shifts[i] = (float) ((double) scaleOf(i) * first.shiftOf(i) + shiftOf(i));
            }
            return new Affine(scales, shifts);
        }

        boolean isUniform() {
            return isUniform(scale) && isUniform(shift);
        }

        private static boolean isUniform(float[] values) {
            for (float value : values) {
                if (value != values[0]) {
                    return false;
                }
            }
            return true;
        }

        boolean is(float wantedScale, float wantedShift) {
            return isUniform() && near(scale[0], wantedScale) && near(shift[0], wantedShift);
        }

        boolean isShift() {
            return isUniform(scale) && scale[0] == 1;
        }

        /** A few roundings apart. */
        static boolean near(float found, float wanted) {
            return Math.abs(found - wanted) <= 4 * Math.ulp(wanted);
        }
    }

    Draft(Shape input, Budget budget, boolean normalized) {
        this.input = input;
        this.budget = budget;
        this.normalized = normalized;
    }

    /** {@return the step with that index, or null for the network's input} */
    @Nullable
    Step at(int index) {
        return index == Node.NETWORK_INPUT ? null : steps.get(index);
    }

    /** {@return the layer with that index, or null for the network's input} */
    @Nullable
    Layer layerAt(int index) {
        Step step = at(index);
        return step == null ? null : step.layer;
    }

    /** {@return what the network reads} */
    Shape input() {
        return input;
    }

    /** {@return what a layer makes} */
    Shape shapeOf(int index) {
        Step step = at(index);
        return step == null ? input : step.output;
    }

    /** Has the network read maps instead of a vector of as many values; returns whether that can be. */
    boolean reshapeInput(Shape shape) {
        if (!steps.isEmpty() || scale.length > 1 || shift.length > 1
                || shape.size() != input.size()) {
            return false;
        }
        input = shape;
        return true;
    }

    /** Adds a layer and returns its index. */
    int add(Operation op, Layer layer, List<float[]> parameters, Integer... sources) {
        return add(op, layer, parameters, null, true, sources);
    }

    /** Adds a layer without a bias, which may still come, and returns its index. */
    int addWithoutBias(Operation op, Layer layer, float[] weight, int outputs, int source) {
        budget.take(outputs);
        return add(op, layer, List.of(weight, new float[outputs]), null, false, source);
    }

    private int add(Operation op, Layer layer, List<float[]> parameters, @Nullable Affine affine,
            boolean biased, Integer... sources) {
        List<Shape> inputs = Arrays.stream(sources).map(this::shapeOf).toList();
        try {
            Shape output = layer.outputShape(layer.stem(), inputs);
            List<Integer> wanted = layer.parameters(inputs)
                    .stream()
                    .map(each -> each.size())
                    .toList();
            List<Integer> given = parameters.stream().map(each -> each.length).toList();
            if (!wanted.equals(given)) {
                throw op.refused("must have constants of " + wanted + " values for what it reads,"
                        + " but they have " + given);
            }
            budget.take(given.stream().mapToLong(each -> each).sum());
            steps.add(new Step(layer, List.of(sources), output, parameters, affine, biased));
            return steps.size() - 1;
        } catch (ShapeException e) {
            throw op.refused("can't be placed: " + String.valueOf(e.getMessage())
                    .replaceFirst("\\.$", ""));
        }
    }

    /** Takes numbers that a layer keeps beside its parameters. */
    void take(long numbers) {
        budget.take(numbers);
    }

    /** Has a transposed convolution without a bias yet make more rows and columns; returns whether it can. */
    boolean widen(int index, Border border) {
        Step step = at(index);
        if (step == null || step.biased || !(step.layer instanceof ConvTranspose2d c)
                || border.top() + border.left() > 0) {
            return false;
        }
        int rows = c.outputPaddingHeight() + border.bottom();
        int columns = c.outputPaddingWidth() + border.right();
        Border cut = c.padding();
        boolean fits = rows < Math.max(c.strideHeight(), c.dilationHeight())
                && columns < Math.max(c.strideWidth(), c.dilationWidth());
        // What was cut off are no zeros.
        if (!fits || (border.bottom() > 0 && cut.bottom() > 0)
                || (border.right() > 0 && cut.right() > 0)) {
            return false;
        }
        ConvTranspose2d wider = c.outputPadding(rows, columns);
        steps.set(index, new Step(wider, step.sources,
                wider.outputShape(wider.stem(), shapeOf(step.source())), step.parameters, null,
                false));
        return true;
    }

    /** Adds the error function, which must become part of a GELU. */
    int addErf(int source) {
        steps.add(new Step(null, List.of(source), shapeOf(source), List.of(), null, true));
        return steps.size() - 1;
    }

    /** {@return what a layer reads if it is affine, else itself} */
    int baseOf(int index) {
        Step step = at(index);
        return step != null && step.affine != null ? step.source() : index;
    }

    /** {@return a layer's scale and shift if it is affine, else 1 and 0} */
    Affine affineOf(int index) {
        Step step = at(index);
        return step == null || step.affine == null ? Affine.NONE : step.affine;
    }

    /** Applies a scale and a shift for each channel: as cheaply as can be; returns the index. */
    int affine(Operation op, Maps maps, Affine wanted) {
        if (maps.source() == Node.NETWORK_INPUT && !maps.shared() && normalizes(wanted)) {
            return Node.NETWORK_INPUT;
        }
        Affine all = wanted.after(affineOf(maps.source()));
        int base = baseOf(maps.source());
        Step step = at(base);
        if (all.isUniform() && all.scale[0] == 1 && all.shift[0] == 0) {
            return base;
        }
        if (base == maps.source() && step != null && !maps.shared() && absorbs(step, all)) {
            List<float[]> absorbed = absorbed(step, all);
            steps.set(base, new Step(step.layer, step.sources, step.output, absorbed, null, true));
            return base;
        }
        int channels = shapeOf(base).channels();
        budget.take(4L * channels);
        float[] scales = new float[channels];
        float[] shifts = new float[channels];
        float[] variances = new float[channels];
        for (int i = 0; i < channels; i++) {
            scales[i] = all.scaleOf(i);
            shifts[i] = all.shiftOf(i);
        }
        Arrays.fill(variances, 1 - EPSILON);
        return add(op, BatchNorm.of().epsilon(EPSILON),
                List.of(scales, shifts, new float[channels], variances), all, true, base);
    }

    /** Whether a layer has parameters that can do it to the same bits. */
    private static boolean absorbs(Step step, Affine affine) {
        return step.layer instanceof GroupNorm
                ? affine.isShift() || Arrays.equals(step.parameters.getFirst(),
                        ones(step.parameters.getFirst().length))
                : !step.biased && affine.isShift();
    }

    private static float[] ones(int count) {
        float[] ones = new float[count];
        Arrays.fill(ones, 1);
        return ones;
    }

    /** A convolution's or dense layer's weight and bias; a normalization's scale and shift. */
    private static List<float[]> absorbed(Step step, Affine affine) {
        float[] shifts = step.parameters.get(1).clone();
        boolean scales = step.layer instanceof GroupNorm;
        float[] first = scales ? step.parameters.getFirst().clone() : step.parameters.getFirst();
        for (int i = 0; i < shifts.length; i++) {
            shifts[i] = affine.scaleOf(i) * shifts[i] + affine.shiftOf(i);
            if (scales) {
                first[i] *= affine.scaleOf(i);
            }
        }
        return List.of(first, shifts);
    }

    /** Makes it part of the normalization, before any layer; returns whether it can be. */
    private boolean normalizes(Affine wanted) {
        if (normalized || !steps.isEmpty()) {
            return false;
        }
        Affine all = wanted.after(new Affine(scale, shift));
        try {
            Normalization.of(all.scale, all.shift).requireFits(input);
        } catch (IllegalArgumentException e) {
            return false; // Out of its range: a layer can do it.
        }
        scale = all.scale;
        shift = all.shift;
        return true;
    }

    /** {@return how raw values become the network's input} */
    Normalization normalization() {
        return Affine.isUniform(scale) && Affine.isUniform(shift)
                ? Normalization.of(scale[0], shift[0])
                : Normalization.of(scale, shift);
    }

    /** The layers that the output depends on, in their order. */
    private List<Integer> live(int output) {
        boolean[] wanted = new boolean[steps.size()];
        wanted[output] = true;
        List<Integer> live = new ArrayList<>();
        for (int i = output; i >= 0; i--) {
            if (wanted[i]) {
                live.addFirst(i);
                steps.get(i).sources.stream()
                        .filter(source -> source >= 0)
                        .forEach(
                                source -> wanted[source] = true);
            }
        }
        return live;
    }

    /** What came of it. */
    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    record Result(Network network, float[] parameters) {}

    /** {@return the network that ends with that layer} */
    Result finish(int output) {
        GraphBuilder graph = Network.graph(input.channels(), input.height(), input.width());
        Map<Integer, GraphBuilder.Value> values = new HashMap<>();
        values.put(Node.NETWORK_INPUT, graph.input());
        List<float[]> all = new ArrayList<>();
        GraphBuilder.Value last = graph.input();
        for (int index : live(output)) {
            Step step = steps.get(index);
            Layer layer = step.layer;
            if (layer == null) {
                throw new IllegalArgumentException(
                        "the error function (Erf) must be part of GELU,"
                                + " x/2 · (1 + erf(x/√2)), but stands elsewhere");
            }
            last = graph.add(layer, step.sources.stream()
                    .map(source -> values.getOrDefault(source, graph.input()))
                    .toArray(GraphBuilder.Value[]::new));
            values.put(index, last);
            all.addAll(step.parameters);
        }
        Network network = graph.build(last);
        float[] parameters = new float[network.parameterCount()];
        int offset = 0;
        for (float[] each : all) {
            System.arraycopy(each, 0, parameters, offset, each.length);
            offset += each.length;
        }
        return new Result(network, parameters);
    }
}
