package dev.lanewise.engine.plan;

import dev.lanewise.engine.data.Normalization;
import dev.lanewise.engine.kernel.Fma;
import dev.lanewise.engine.kernel.Kernels;
import dev.lanewise.engine.kernel.MapShape;
import dev.lanewise.engine.kernel.TileLoss;
import dev.lanewise.engine.kernel.TooLargeException;
import dev.lanewise.engine.nn.Activation;
import dev.lanewise.engine.nn.AveragePool2d;
import dev.lanewise.engine.nn.ConstantPad2d;
import dev.lanewise.engine.nn.Conv2d;
import dev.lanewise.engine.nn.Dense;
import dev.lanewise.engine.nn.MaxPool2d;
import dev.lanewise.engine.nn.Network;
import dev.lanewise.engine.nn.Node;
import dev.lanewise.engine.nn.Rbf;
import dev.lanewise.engine.nn.Shape;
import dev.lanewise.engine.nn.ShapeException;
import dev.lanewise.engine.nn.Subsample2d;
import dev.lanewise.engine.nn.TableConv2d;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * A network compiled for a tile of images. All buffers are allocated here, once; running it
 * allocates nothing. Belongs to one thread at a time; the parameters it is given are only read.
 *
 * <p>Use: {@link #load} each lane, {@link #forward}; then read {@link #logits}, or for training
 * {@link #lossGradient} and {@link #backward}.
 */
public final class Plan {
    private final Network network;
    private final Kernels kernels;
    private final int lanes;
    private final Use use;
    private final List<Step> steps;
    private final Maps input;
    private final Maps output;

    /** What a plan is for. */
    public enum Use {
        /** The forward pass only. */
        INFERENCE,
        /** Forward and backward: keeps what the backward pass needs. */
        TRAINING
    }

    /**
     * Compiles a network.
     *
     * @param lanes images in a tile: {@link Kernels#TILE} or 1
     * @throws IllegalArgumentException for another number of lanes
     * @throws ShapeException if no array can hold what a layer makes of a tile
     */
    public Plan(Network network, Kernels kernels, int lanes, Use use) {
        if (lanes != 1 && lanes != Kernels.TILE) {
            throw new IllegalArgumentException(
                    "A tile expected 1 or " + Kernels.TILE + " images, found " + lanes + ".");
        }
        this.network = network;
        this.kernels = kernels;
        this.lanes = lanes;
        this.use = use;
        Compilation compilation = new Compilation(network, kernels, lanes, use == Use.TRAINING);
        this.input = compilation.input;
        this.steps = List.copyOf(compilation.steps);
        this.output = compilation.last;
    }

    private Plan(Plan plan, List<Step> steps) {
        this.network = plan.network;
        this.kernels = plan.kernels;
        this.lanes = plan.lanes;
        this.use = plan.use;
        this.input = plan.input;
        this.steps = List.copyOf(steps);
        this.output = plan.output;
    }

    /**
     * This plan with its steps timed: step {@code i} of {@link #stages} adds its forward pass to the
     * lap {@code first + 2·i} of {@code clock} and its backward pass to the one after that. Both
     * plans share their buffers and so belong to the same thread, as does the clock, which must be
     * started before a pass.
     */
    public Plan timed(LapClock clock, int first) {
        List<Step> timed = new ArrayList<>();
        for (int i = 0; i < steps.size(); i++) {
            timed.add(new TimedStep(steps.get(i), clock, first + 2 * i, first + 2 * i + 1));
        }
        return new Plan(this, timed);
    }

    /**
     * The layers that each step of a plan computes, in their order: one layer, or a convolution and
     * the pooling behind it.
     */
    public static List<List<Node>> stages(Network network) {
        List<Node> nodes = network.nodes();
        List<List<Node>> stages = new ArrayList<>();
        int next = 0;
        while (next < nodes.size()) {
            int end = next + layersOfStep(nodes, next);
            stages.add(nodes.subList(next, end));
            next = end;
        }
        return List.copyOf(stages);
    }

    /** Number of layers, from {@code index} on, that one step computes. */
    private static int layersOfStep(List<Node> nodes, int index) {
        boolean fused = false;
        if (nodes.get(index).layer() instanceof Conv2d && index + 1 < nodes.size()) {
            PoolWindow pool = PoolWindow.of(nodes.get(index + 1).layer());
            fused = pool != null && pool.isTiling();
        }
        return fused ? 2 : 1;
    }

    /** Turns nodes into steps, one after the other. */
    private static final class Compilation {
        private final List<Node> nodes;
        private final Kernels kernels;
        private final int lanes;
        private final boolean training;
        private final List<Step> steps = new ArrayList<>();
        private final Maps input;
        private Maps last;
        private boolean anyParameters;
        private int leafLayers;
        private int denseLayers;

        Compilation(Network network, Kernels kernels, int lanes, boolean training) {
            this.nodes = network.nodes();
            this.kernels = kernels;
            this.lanes = lanes;
            this.training = training;
            try {
                this.input = new Maps(network.inputShape(), borderFor(0), lanes, training);
            } catch (ArithmeticException | TooLargeException e) {
                throw tooLarge("The network's input", network.inputShape(), borderFor(0), "input");
            }
            this.last = input;
            int next = 0;
            while (next < nodes.size()) {
                Node node = nodes.get(next);
                int border = borderFor(next + 1);
                try {
                    compile(next);
                    next += layersOfStep(nodes, next);
                } catch (ArithmeticException | TooLargeException e) {
                    throw tooLarge("Layer " + node.name(), node.output(), border, "layer");
                }
            }
        }

        private ShapeException tooLarge(String what, Shape shape, int border, String mend) {
            return new ShapeException(what + " expected maps of at most " + Integer.MAX_VALUE
                    + " floats, found " + lanes + (lanes == 1 ? " image of " : " images of ")
                    + shape
                    + (border > 0 ? " with a border of " + border + " for the layer after it" : "")
                    + "; use a smaller " + mend + (border > 0 ? ", or less padding." : "."));
        }

        /** Compiles the step that begins with the node at {@code index}. */
        private void compile(int index) {
            Node node = nodes.get(index);
            switch (node.layer()) {
                case Conv2d conv -> convolution(index, node);
                case Dense dense -> {
                    Maps out = mapsAfter(index);
                    steps.add(
                            new DenseStep(node, denseLayers++, kernels, last, out, anyParameters));
                    anyParameters = true;
                    last = out;
                }
                case Activation activation ->
                        steps.add(new ActivationStep(activation, kernels, last));
                case ConstantPad2d pad -> {
                    Maps out = mapsAfter(index);
                    steps.add(new PadStep(pad.padding(), pad.value(), last, out, anyParameters));
                    last = out;
                }
                case TableConv2d table -> {
                    Maps out = mapsAfter(index);
                    steps.add(new TableConvolutionStep(node, leafLayers++, kernels, last, out,
                            anyParameters));
                    anyParameters = true;
                    last = out;
                }
                case Subsample2d subsample -> {
                    Maps out = mapsAfter(index);
                    steps.add(new SubsamplingStep(node, leafLayers++, kernels, last, out));
                    anyParameters = true;
                    last = out;
                }
                case Rbf rbf -> {
                    Maps out = mapsAfter(index);
                    steps.add(new RbfStep(rbf, kernels, last, out));
                    last = out;
                }
                case MaxPool2d pool -> pooling(index, Objects.requireNonNull(PoolWindow.of(pool)));
                case AveragePool2d pool ->
                        pooling(index, Objects.requireNonNull(PoolWindow.of(pool)));
            }
        }

        private void convolution(int index, Node node) {
            int end = index + layersOfStep(nodes, index) - 1;
            PoolWindow pool = end > index ? PoolWindow.of(nodes.get(end).layer()) : null;
            Maps out = mapsAfter(end);
            steps.add(new ConvolutionStep(node, leafLayers++, pool, kernels, last, out,
                    anyParameters, training));
            anyParameters = true;
            last = out;
        }

        private void pooling(int index, PoolWindow window) {
            Maps out = mapsAfter(index);
            steps.add(new PoolingStep(window, kernels, last, out, training));
            last = out;
        }

        private Maps mapsAfter(int index) {
            return new Maps(nodes.get(index).output(), borderFor(index + 1), lanes, training);
        }

        /**
         * The border that the first layer from {@code index} on that is not an activation wants
         * around its input.
         */
        private int borderFor(int index) {
            for (Node node : nodes.subList(index, nodes.size())) {
                if (!(node.layer() instanceof Activation)) {
                    return node.layer() instanceof Conv2d conv ? conv.padding() : 0;
                }
            }
            return 0;
        }
    }

    /**
     * About how many bytes the maps of a plan for a tile of {@link Kernels#TILE} images take: values,
     * and for training gradients and slopes.
     */
    public static long bytes(Network network, Use use) {
        long values = network.inputShape().size();
        for (Node node : network.nodes()) {
            values += node.output().size();
        }
        return values * Kernels.TILE * Float.BYTES * (use == Use.TRAINING ? 3 : 1);
    }

    /** What it was compiled from. */
    public Network network() {
        return network;
    }

    /** Images in a tile. */
    public int lanes() {
        return lanes;
    }

    /**
     * Puts samples into the first lanes of the tile; lanes beyond {@code count} are set to 0.
     *
     * @param values raw values, sample after sample, each in the order channel, row, column
     * @param count samples, at most {@link #lanes}
     */
    public void load(float[] values, int count, Normalization normalization) {
        int size = network.inputShape().size();
        Objects.checkIndex(count, lanes + 1);
        Objects.checkFromIndexSize(0, count * size, values.length);
        if (count < lanes) {
            Arrays.fill(input.values, 0f);
        }
        MapShape maps = input.inside;
        for (int c = 0; c < maps.channels(); c++) {
            for (int row = 0; row < maps.height(); row++) {
                int source = (c * maps.height() + row) * maps.width();
                int target = input.origin + c * maps.channelStride() + row * maps.rowStride();
                if (count == lanes) {
                    if (lanes == 1) {
                        System.arraycopy(values, source, input.values, target, maps.width());
                    } else {
                        kernels.transpose(lanes, maps.width(), values, source, size,
                                input.values, target, lanes);
                    }
                    kernels.affine(normalization.scale(), normalization.shift(), input.values,
                            target, maps.rowLength());
                } else {
                    interleave(values, source, size, count, normalization, target);
                }
            }
        }
    }

    /** One row of some images; the other lanes stay 0. */
    private void interleave(float[] values, int source, int size, int count,
            Normalization normalization, int target) {
        for (int column = 0; column < input.inside.width(); column++) {
            for (int lane = 0; lane < count; lane++) {
                input.values[target + column * lanes + lane] = Fma.of(normalization.scale(),
                        values[lane * size + source + column], normalization.shift());
            }
        }
    }

    /**
     * Gets ready for many forward passes with the same parameters: with one image to a tile, {@link
     * #forward} on this array then works from copies in an order that suits one image, to the same
     * bits. The array must not change until it is prepared again.
     *
     * @throws IllegalStateException if this plan is for training, where parameters change
     */
    public void prepare(float[] parameters) {
        if (use != Use.INFERENCE) {
            throw new IllegalStateException("Parameters that change can't be prepared; a plan for "
                    + Use.INFERENCE + " expected, found one for " + use + ".");
        }
        Objects.checkFromIndexSize(0, network.parameterCount(), parameters.length);
        for (Step step : steps) {
            step.prepare(parameters);
        }
    }

    /** Computes the logits of the loaded tile. */
    public void forward(float[] parameters) {
        Objects.checkFromIndexSize(0, network.parameterCount(), parameters.length);
        for (int i = 0; i < steps.size(); i++) {
            steps.get(i).forward(parameters);
        }
    }

    /**
     * The network's outputs {@code [class][lane]}; the array itself, overwritten by the next {@link
     * #forward}.
     */
    public float[] logits() {
        return output.values;
    }

    /**
     * Sets the gradient of the outputs to that of a loss.
     *
     * @param targets the lanes' targets
     * @param scale the reciprocal of the batch size
     * @throws IllegalStateException if the plan is for inference
     */
    public void lossGradient(TileLoss loss, float[] targets, float scale) {
        checkTraining();
        loss.gradient(kernels, output.values, targets, scale, output.gradient);
    }

    private void checkTraining() {
        if (use != Use.TRAINING) {
            throw new IllegalStateException("The plan expected to be compiled for TRAINING, found "
                    + use + ", which keeps no gradients; compile another one.");
        }
    }

    /**
     * Computes the gradients of the parameters from that of the outputs and leaves them in {@code
     * sink}.
     *
     * @param tile index of the tile in the batch
     * @throws IllegalStateException if the plan is for inference
     */
    public void backward(float[] parameters, BatchGradient sink, int tile) {
        checkTraining();
        for (int i = steps.size() - 1; i >= 0; i--) {
            steps.get(i).backward(parameters, sink, tile);
        }
    }

    /**
     * Computes the second derivatives of the loss by the parameters, each by itself, in the Gauss-Newton
     * approximation, which leaves out second derivatives of activations but not those of radial basis
     * functions (LeCun, Bottou, Bengio, Haffner
     * 1998, appendix C), summed over the lanes, and leaves them in {@code sink}. Call it after {@link
     * #forward}; another forward pass must follow.
     *
     * @param targets the lanes' targets
     * @param squares the squares of the parameters of the forward pass
     * @param tile index of the tile in the batch
     * @throws IllegalStateException if the plan is for inference
     */
    public void curvature(TileLoss loss, float[] targets, float[] squares, BatchGradient sink,
            int tile) {
        checkTraining();
        float[] rest = new float[lanes];
        loss.curvature(output.values, targets, output.gradient, rest);
        CurvaturePass pass = new CurvaturePass(squares, rest, sink, tile);
        for (int i = steps.size() - 1; i >= 0; i--) {
            steps.get(i).curvature(pass);
        }
    }
}
