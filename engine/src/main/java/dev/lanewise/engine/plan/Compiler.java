package dev.lanewise.engine.plan;

import dev.lanewise.engine.backend.ActivationFunction;
import dev.lanewise.engine.backend.Backend;
import dev.lanewise.engine.backend.Elementwise;
import dev.lanewise.engine.backend.TooLargeException;
import dev.lanewise.engine.nn.Activation;
import dev.lanewise.engine.nn.Add;
import dev.lanewise.engine.nn.AveragePool2d;
import dev.lanewise.engine.nn.BatchNorm;
import dev.lanewise.engine.nn.Border;
import dev.lanewise.engine.nn.Clip;
import dev.lanewise.engine.nn.Concat;
import dev.lanewise.engine.nn.ConstantPad2d;
import dev.lanewise.engine.nn.Conv2d;
import dev.lanewise.engine.nn.ConvTranspose2d;
import dev.lanewise.engine.nn.CustomLayer;
import dev.lanewise.engine.nn.Dense;
import dev.lanewise.engine.nn.Dropout;
import dev.lanewise.engine.nn.Elu;
import dev.lanewise.engine.nn.Flatten;
import dev.lanewise.engine.nn.GlobalPool2d;
import dev.lanewise.engine.nn.GroupNorm;
import dev.lanewise.engine.nn.LayerExtension;
import dev.lanewise.engine.nn.LayerNorm;
import dev.lanewise.engine.nn.LeakyRelu;
import dev.lanewise.engine.nn.LogSoftmax;
import dev.lanewise.engine.nn.MaxPool2d;
import dev.lanewise.engine.nn.Network;
import dev.lanewise.engine.nn.Node;
import dev.lanewise.engine.nn.PRelu;
import dev.lanewise.engine.nn.Shape;
import dev.lanewise.engine.nn.ShapeException;
import dev.lanewise.engine.nn.Softmax;
import dev.lanewise.engine.nn.Upsample2d;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes the steps of a plan from a network: {@link Placement} decides which layers share a step and
 * where their outputs lie, then each step is made, in the order of the layers.
 */
final class Compiler {
    private final Network network;
    private final Backend kernels;
    private final int lanes;
    private final boolean training;
    private final Trainable trainable;
    private final Placement placement;
    private final SumLayout sums;
    private final List<Step> steps = new ArrayList<>();
    private final List<Stage> stages = new ArrayList<>();
    private final int[] lastSteps;
    private final List<Integer> barriers = new ArrayList<>();
    private final Maps input;
    /** By node, where its output lies; null where none is stored. */
    private final @Nullable Maps[] outputs;
    private final List<List<Input>> readers = new ArrayList<>();
    /** Null in a plan that keeps its maps. */
    private final @Nullable MapsPool pool;

    Compiler(Network network, Backend kernels, int lanes, Plan.Use use, Trainable trainable) {
        this.network = network;
        this.kernels = kernels;
        this.lanes = lanes;
        this.training = use == Plan.Use.TRAINING;
        this.pool = use == Plan.Use.INFERENCE ? new MapsPool() : null;
        this.trainable = trainable;
        this.placement = new Placement(network, use, trainable);
        this.sums = new SumLayout(lanes, this::leavesSums);
        this.outputs = new Maps[network.nodes().size()];
        this.input = inputMaps();
        for (int i = 0; i < network.nodes().size(); i++) {
            readers.add(new ArrayList<>());
        }
        this.lastSteps = new int[outputs.length];
        for (List<Integer> group : placement.groups()) {
            compile(group);
            group.forEach(node -> lastSteps[node] = steps.size() - 1);
        }
    }

    List<Step> steps() {
        return steps;
    }

    /** What each step computes. */
    List<Stage> stages() {
        return stages;
    }

    /** Indices of the steps before which all tiles of a batch must have come. */
    List<Integer> barriers() {
        return barriers;
    }

    /** For each layer the index of the step after which its output is there. */
    int[] lastSteps() {
        return lastSteps;
    }

    SumLayout sums() {
        return sums;
    }

    Maps input() {
        return input;
    }

    /** Where the output of a layer lies after a forward pass; null if it is not stored. */
    @Nullable
    Maps output(int node) {
        return outputs[node];
    }

    private Maps inputMaps() {
        Border border = placement.border(Node.NETWORK_INPUT);
        try {
            return new Maps(network.inputShape(), border, lanes, training);
        } catch (ArithmeticException | TooLargeException e) {
            throw tooLarge("The network's input", network.inputShape(), border, "input");
        }
    }

    private ShapeException tooLarge(String what, Shape shape, Border border, String mend) {
        return new ShapeException(what + " must have maps of at most " + Integer.MAX_VALUE
                + " floats, but has " + lanes + (lanes == 1 ? " image of " : " images of ") + shape
                + (border.isNone() ? "" : " with a border of " + border + " for the layer after it")
                + "; use a smaller " + mend
                + (border.isNone() ? "." : ", or less padding."));
    }

    /** Makes the step of some nodes, of which each reads the one before it. */
    private void compile(List<Integer> group) {
        int last = group.getLast();
        Node end = network.nodes().get(last);
        Node node = network.nodes().get(group.getFirst());
        List<Input> inputs = node.sources().stream().map(this::reader).toList();
        Maps out;
        try {
            out = group.stream().allMatch(placement::isInPlace) ? inputs.getFirst().maps()
                    : maps(node, end.output(), placement.border(last));
            outputs[last] = out;
            compile(group, node, inputs, out);
            release(node, inputs, out);
        } catch (ArithmeticException | TooLargeException e) {
            throw tooLarge("Layer " + node.name(), node.output(), placement.border(last), "layer");
        }
        fork(last, out);
    }

    /** A convolution writes all its values in each pass, so they may lie where others were. */
    private Maps maps(Node node, Shape shape, Border border) {
        return pool != null && node.layer() instanceof Conv2d ? pool.take(shape, border, lanes)
                : new Maps(shape, border, lanes, training);
    }

    @SuppressWarnings("ReferenceEquality") // Which array it is counts, not what it holds.
    private static boolean shareValues(Maps a, Maps b) {
        return a.values == b.values;
    }

    /** Gives back what the step of a node is the last to read. */
    private void release(Node node, List<Input> inputs, Maps out) {
        if (pool == null) {
            return;
        }
        for (int i = 0; i < inputs.size(); i++) {
            int source = node.sources().get(i);
            Maps maps = inputs.get(i).maps();
            if (source != Node.NETWORK_INPUT && readers.get(source).isEmpty()
                    && node.sources().lastIndexOf(source) == i) {
                outputs[source] = null;
                if (!shareValues(maps, out)) {
                    pool.release(maps);
                }
            }
        }
    }

    /** The one place that knows which step computes a layer. */
    private void compile(List<Integer> group, Node node, List<Input> inputs, Maps out) {
        Input in = inputs.getFirst();
        Maps maps = in.maps();
        switch (node.layer()) {
            case Conv2d convolution -> add(group, in, Stage.Sums.LANES,
                    WinogradForm.of(node).isPresent()
                            ? new WinogradStep(node, pool(group), norm(group), sums, kernels, in,
                                    out,
                                    training)
                            : new ConvolutionStep(node, pool(group), norm(group), sums, kernels, in,
                                    out,
                                    training));
            case ConvTranspose2d convolution -> add(group, in, Stage.Sums.LANES,
                    new ConvTransposeStep(node, sums, kernels, in, out, training));
            case Dense dense -> {
                Input flat = flat(in);
                add(group, flat, Stage.Sums.ROWS, new DenseStep(node, sums, kernels, flat, out));
            }
            // The kernels' functions have the names of the layers.
            case Activation a ->
                    elementwise(group, in, out,
                            Elementwise.of(ActivationFunction.valueOf(a.name())));
            case LeakyRelu l -> elementwise(group, in, out,
                    new Elementwise(ActivationFunction.LEAKY_RELU, l.slope(), 0));
            case Elu e -> elementwise(group, in, out,
                    new Elementwise(ActivationFunction.ELU, e.alpha(), 0));
            case Clip c -> elementwise(group, in, out,
                    new Elementwise(ActivationFunction.CLIP, c.low(), c.high()));
            case ConstantPad2d pad -> add(group, in, Stage.Sums.NONE, new PadStep(pad, in, out));
            case MaxPool2d pool -> add(group, in, Stage.Sums.NONE,
                    new PoolingStep(PoolWindow.of(pool), kernels, maps, out, training));
            case AveragePool2d pool -> add(group, in, Stage.Sums.NONE,
                    new PoolingStep(PoolWindow.of(pool), kernels, maps, out, training));
            case GlobalPool2d pool ->
                    add(group, in, Stage.Sums.NONE, new GlobalPoolStep(pool, kernels, in, out));
            case Upsample2d upsample ->
                    add(group, in, Stage.Sums.NONE, new UpsampleStep(upsample, in, out));
            case PRelu rectifier ->
                    add(group, in, Stage.Sums.LANES, new PReluStep(node, sums, in, out));
            case Dropout d -> {
                separate(group, in, out);
                if (training) {
                    add(group, in, Stage.Sums.NONE,
                            new DropoutStep(d.rate(), group.getFirst(), kernels, out));
                }
            }
            case Softmax softmax ->
                    add(group, in, Stage.Sums.NONE, new SoftmaxStep(false, kernels, in, out));
            case LogSoftmax softmax ->
                    add(group, in, Stage.Sums.NONE, new SoftmaxStep(true, kernels, in, out));
            case Flatten flatten -> add(group, in, Stage.Sums.NONE, new CopyStep(vector(in), out));
            case BatchNorm norm -> norm(group, node, in, out);
            case GroupNorm n -> add(group, in, Stage.Sums.LANES,
                    new SampleNormStep(node, n.groups(), n.epsilon(), sums, in, out));
            case LayerNorm n -> add(group, in, Stage.Sums.LANES,
                    new SampleNormStep(node, 1, n.epsilon(), sums, in, out));
            case Add sum -> add(group, in, Stage.Sums.NONE,
                    new AddStep(kernels, inputs, out, group.size() > 1));
            case Concat concat -> add(group, in, Stage.Sums.NONE, new ConcatStep(inputs, out));
            case CustomLayer layer ->
                    add(group, in, node.parameters().isEmpty() ? Stage.Sums.NONE : Stage.Sums.LANES,
                            new CustomStep(layer, node, sums, in, out));
            case LayerExtension layer -> extension(group, layer, node, inputs, out);
        }
    }

    private void extension(List<Integer> group, LayerExtension layer, Node node,
            List<Input> inputs, Maps out) {
        if (!(layer instanceof ComputedLayer computed)) {
            throw new IllegalArgumentException("Layer " + node.name()
                    + " must be one that the engine can compute; you gave a "
                    + layer.getClass().getName() + ".");
        }
        List<Input> read = computed.readsVector() ? inputs.stream().map(this::flat).toList()
                : inputs;
        add(group, read.getFirst(), computed.sums(),
                computed.step(new Site(node, sums, kernels, read, out)));
    }

    private @Nullable PoolWindow pool(List<Integer> group) {
        return group.size() == 1 ? null
                : PoolWindow.ofOrNull(network.nodes().get(group.getLast()).layer());
    }

    /** The batch normalization with which a convolution ends, and the ReLU behind it. */
    private @Nullable FoldedNorm norm(List<Integer> group) {
        Node second = network.nodes().get(group.get(group.size() > 1 ? 1 : 0));
        return second.layer() instanceof BatchNorm ? new FoldedNorm(second, group.size() > 2)
                : null;
    }

    /** Copies the input of a layer that works in place but may not. */
    private void separate(List<Integer> group, Input in, Maps out) {
        if (!placement.isInPlace(group.getFirst())) {
            between(new CopyStep(in, out));
        }
    }

    private void elementwise(List<Integer> group, Input in, Maps out, Elementwise function) {
        separate(group, in, out);
        boolean keepsZero = network.nodes().get(group.getFirst()).layer().keepsZero();
        add(group, in, Stage.Sums.NONE, new ActivationStep(function, keepsZero, kernels, out));
    }

    private void norm(List<Integer> group, Node node, Input in, Maps out) {
        if (!training || !trainable.trains(node)) {
            add(group, in, Stage.Sums.NONE,
                    new FoldedNormStep(new FoldedNorm(node, group.size() > 1), kernels, in, out));
            return;
        }
        BatchMomentsStep moments = new BatchMomentsStep(node, sums, kernels, in);
        between(moments);
        barriers.add(steps.size());
        add(group, in, Stage.Sums.LANES, new BatchNormStep(node, moments, kernels, out));
    }

    private void add(List<Integer> group, Input in, Stage.Sums kind, Step step) {
        List<Node> nodes = group.stream().map(network.nodes()::get).toList();
        steps.add(step);
        stages.add(new Stage(nodes, placement.wantsGradient(group.getLast()), in.wantsGradient(),
                sums.isSummed(nodes.getFirst()) ? kind : Stage.Sums.NONE));
    }

    /** Of a layer that is frozen only the steps that make all gradients at once leave sums. */
    private boolean leavesSums(Node node) {
        boolean separate = node.layer() instanceof Conv2d || node.layer() instanceof Dense;
        return trainable.trains(node)
                || (!separate && placement.wantsGradient(network.nodes().indexOf(node)));
    }

    /** A step that computes no layer. */
    private void between(Step step) {
        steps.add(step);
        stages.add(new Stage(List.of(), true, true, Stage.Sums.NONE));
    }

    /** The input as one vector: without border. */
    private Input flat(Input in) {
        if (in.maps().border.isNone()) {
            return in;
        }
        Maps maps = in.maps();
        Maps copy = new Maps(new Shape(maps.inside.channels(), maps.inside.height(),
                maps.inside.width()), Border.NONE, lanes, training);
        between(new CopyStep(in, copy));
        return new Input(copy, in.wantsGradient());
    }

    /** The input as maps of one position each. */
    private Input vector(Input in) {
        Input flat = flat(in);
        return new Input(flat.maps().asVector(), flat.wantsGradient());
    }

    /** What the next reader of an output reads. */
    private Input reader(int source) {
        if (source == Node.NETWORK_INPUT) {
            return new Input(input, false);
        }
        return readers.get(source).removeFirst();
    }

    /** Gives every reader of an output a gradient of its own, if there are several. */
    private void fork(int node, Maps out) {
        int count = placement.readers(node);
        boolean wants = placement.wantsGradient(node);
        boolean forks = training && wants && count > 1;
        for (int i = 0; i < count; i++) {
            readers.get(node).add(new Input(forks ? out.branch() : out, wants));
        }
        if (forks) {
            between(new ForkStep(kernels, out,
                    readers.get(node).stream().map(Input::maps).toList()));
        }
    }
}
