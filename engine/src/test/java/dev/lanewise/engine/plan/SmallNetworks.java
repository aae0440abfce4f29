package dev.lanewise.engine.plan;

import static dev.lanewise.engine.nn.Activation.GELU;
import static dev.lanewise.engine.nn.Activation.HARD_SIGMOID;
import static dev.lanewise.engine.nn.Activation.HARD_SWISH;
import static dev.lanewise.engine.nn.Activation.RELU;
import static dev.lanewise.engine.nn.Activation.SCALED_TANH;
import static dev.lanewise.engine.nn.Activation.SIGMOID;
import static dev.lanewise.engine.nn.Activation.SILU;
import static dev.lanewise.engine.nn.Activation.SOFTPLUS;
import static dev.lanewise.engine.nn.Activation.TANH;

import dev.lanewise.engine.lenet1998.Rbf;
import dev.lanewise.engine.lenet1998.Subsample2d;
import dev.lanewise.engine.lenet1998.TableConv2d;
import dev.lanewise.engine.nn.Activation;
import dev.lanewise.engine.nn.Add;
import dev.lanewise.engine.nn.AveragePool2d;
import dev.lanewise.engine.nn.BatchNorm;
import dev.lanewise.engine.nn.Clip;
import dev.lanewise.engine.nn.ConstantPad2d;
import dev.lanewise.engine.nn.Conv2d;
import dev.lanewise.engine.nn.ConvTranspose2d;
import dev.lanewise.engine.nn.Dense;
import dev.lanewise.engine.nn.Dropout;
import dev.lanewise.engine.nn.Elu;
import dev.lanewise.engine.nn.Flatten;
import dev.lanewise.engine.nn.GlobalPool2d;
import dev.lanewise.engine.nn.GraphBuilder;
import dev.lanewise.engine.nn.GroupNorm;
import dev.lanewise.engine.nn.Layer;
import dev.lanewise.engine.nn.LayerNorm;
import dev.lanewise.engine.nn.LeakyRelu;
import dev.lanewise.engine.nn.LogSoftmax;
import dev.lanewise.engine.nn.MaxPool2d;
import dev.lanewise.engine.nn.Network;
import dev.lanewise.engine.nn.PRelu;
import dev.lanewise.engine.nn.Padding;
import dev.lanewise.engine.nn.Parameter;
import dev.lanewise.engine.nn.Shape;
import dev.lanewise.engine.nn.Softmax;
import dev.lanewise.engine.nn.Upsample2d;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** Networks small enough for finite differences: every layer kind, alone and beside others. */
public final class SmallNetworks {
    private static final double LEAST_MARGIN = 2e-4;
    private static final int MOST_SEEDS = 200;

    private SmallNetworks() {}

    /** A network with random parameters and a labelled batch. */
    public record Case(String name, Network network, float[] parameters, float[][] images,
            int[] labels) {

        /** Draws the numbers anew until no pool is near a tie and no rectifier near its kink. */
        static Case of(String name, Network network, int batch) {
            for (int seed = 0; seed < MOST_SEEDS; seed++) {
                Case drawn = draw(name, network, batch, new Random(seed));
                double margin = new ReferenceNetwork(network, 0)
                        .margin(ReferenceNetwork.widen(drawn.parameters), drawn.images);
                if (margin > LEAST_MARGIN) {
                    return drawn;
                }
            }
            throw new IllegalStateException(name + " is near a tie for every seed");
        }

        private static Case draw(String name, Network network, int batch, Random random) {
            float[] parameters = uniform(network.parameterCount(), 0.7f, random);
            for (Parameter p : network.parameters()) {
                for (int i = p.offset(); i < p.offset() + p.size(); i++) {
                    parameters[i] += p.role().first();
                }
            }
            float[][] images = new float[batch][];
            int[] labels = new int[batch];
            for (int i = 0; i < batch; i++) {
                images[i] = uniform(network.inputShape().size(), 1f, random);
                labels[i] = random.nextInt(network.outputs());
            }
            return new Case(name, network, parameters, images, labels);
        }

        private static float[] uniform(int count, float bound, Random random) {
            float[] values = new float[count];
            for (int i = 0; i < count; i++) {
                values[i] = bound * (2 * random.nextFloat() - 1);
            }
            return values;
        }

        @Override
        public String toString() {
            return name + " × " + images.length;
        }
    }

    /** Every network with a batch of the given size. */
    public static Stream<Case> cases(int batch) {
        return Stream.concat(onePhase(batch), of(batch, norms()));
    }

    /** The networks whose tiles need not wait for one another. */
    static Stream<Case> onePhase(int batch) {
        return Stream
                .of(lines(batch), of(batch, passing()), of(batch, sampleNorms()),
                        of(batch, reshaping()), of(batch, softmaxes()),
                        of(batch, graphs()))
                .flatMap(cases -> cases);
    }

    /** The networks that are straight lines of layers with second derivatives. */
    static Stream<Case> lines(int batch) {
        return Stream
                .of(dense(), activations(), convolutions(), unevenConvolutions(),
                        winogradConvolutions(), transposed(),
                        pools(), paddedPools(), deep(), classic())
                .flatMap(named -> of(batch, named));
    }

    private static Stream<Case> of(int batch, List<Named> networks) {
        return networks.stream().map(n -> Case.of(n.name, n.network, batch));
    }

    private record Named(String name, Network network) {}

    private static Named of(String name, Shape input, Layer... layers) {
        return new Named(name, Network.of(input, List.of(layers)));
    }

    private static Conv2d conv(int channels, int kernel) {
        return Conv2d.of(channels, kernel);
    }

    private static Conv2d padded(int channels, int kernel, int padding) {
        return Conv2d.of(channels, kernel).padding(padding);
    }

    private static List<Named> dense() {
        Shape features = Shape.flat(5);
        return List.of(of("dense", features, new Dense(3)),
                of("dense of images", new Shape(2, 3, 2), new Dense(4)),
                of("dense, more rows than a task", features, new Dense(13)),
                of("dense, dense", features, new Dense(4), new Dense(3)),
                of("dense, ReLU", features, new Dense(4), RELU, new Dense(3)),
                of("dense, SiLU", features, new Dense(4), SILU, new Dense(3)),
                of("dense, tanh", features, new Dense(4), TANH, new Dense(3)),
                of("activations alone", features, TANH, new Dense(4), SILU, TANH, SILU),
                of("dense, GELU", features, new Dense(4), GELU, new Dense(3)),
                of("one class", features, new Dense(1)));
    }

    /** Layers that change no value at inference. */
    private static List<Named> passing() {
        Shape map = new Shape(2, 4, 3);
        GraphBuilder graph = Network.graph(2, 4, 3);
        GraphBuilder.Value maps = graph.add(conv(2, 2), graph.input());
        GraphBuilder.Value left = graph.add(new Dense(3), graph.add(new Dropout(0.5f), maps));
        GraphBuilder.Value right = graph.add(new Dense(3),
                graph.add(TANH, graph.add(new Flatten(), maps)));
        return List.of(of("dropout, dense", map, new Dropout(0.25f), new Dense(3)),
                of("conv, dropout, padded conv", map, conv(2, 2), new Dropout(0.5f),
                        padded(2, 3, 1), new Dense(2)),
                of("dense, dropout of nothing", map, new Dense(4), TANH, new Dropout(0),
                        new Dense(3)),
                of("flatten, dense", map, new Flatten(), new Dense(3)),
                of("padded conv, flatten, tanh", map, padded(2, 3, 1), padded(1, 3, 1),
                        new Flatten(), TANH, new Dense(3)),
                of("flatten, padded conv", new Shape(2, 1, 1), new Flatten(), padded(2, 3, 1),
                        new Flatten()),
                new Named("dropout and flatten of the same",
                        graph.build(graph.add(new Add(), left, right))));
    }

    private static List<Named> softmaxes() {
        Shape map = new Shape(2, 4, 3);
        return List.of(of("dense, softmax", map, new Dense(3), new Softmax()),
                of("dense, log-softmax", map, new Dense(3), new LogSoftmax()),
                of("softmax of the input, dense", map, new Softmax(), new Dense(3)),
                of("conv, softmax of maps, padded conv", map, conv(3, 2), new Softmax(),
                        padded(2, 3, 1), new Dense(2)),
                of("padded conv, log-softmax of maps, padded conv", map, padded(3, 3, 1),
                        new LogSoftmax(), padded(2, 3, 2), new Dense(2)));
    }

    /** Global pooling, upsampling, and a rectifier that learns. */
    private static List<Named> reshaping() {
        Shape map = new Shape(2, 4, 3);
        return List.of(
                of("padded conv, global average", map, padded(3, 3, 1), TANH,
                        GlobalPool2d.AVERAGE, new Dense(3)),
                of("conv, global max", map, conv(3, 2), GlobalPool2d.MAX, new Dense(3)),
                of("global average of the input", map, GlobalPool2d.AVERAGE, new Dense(3)),
                of("global max as output", map, conv(3, 2), SILU, GlobalPool2d.MAX),
                of("upsample nearest", map, conv(2, 2), new Upsample2d(2, Upsample2d.Mode.NEAREST),
                        padded(2, 3, 1), new Dense(2)),
                of("upsample bilinear", map, conv(2, 2),
                        new Upsample2d(3, Upsample2d.Mode.BILINEAR),
                        padded(1, 3, 1), new Dense(2)),
                of("upsample the input", map, new Upsample2d(2, Upsample2d.Mode.BILINEAR),
                        conv(2, 3), new Dense(2)),
                of("conv, PReLU, padded conv", map, conv(2, 2), new PRelu(), padded(2, 3, 1),
                        new Dense(2)),
                of("PReLU of the input, dense, PReLU", map, new PRelu(), new Dense(4),
                        new PRelu()));
    }

    /** Normalizations within each sample. */
    private static List<Named> sampleNorms() {
        Shape map = new Shape(2, 5, 4);
        return List.of(
                of("conv, group norm, padded conv", map, conv(4, 2), GroupNorm.of(2), TANH,
                        padded(2, 3, 1), new Dense(3)),
                of("group norm of the input", map, GroupNorm.of(1), new Dense(3)),
                of("group norm of each map", map, conv(3, 2), GroupNorm.of(3)),
                of("dense, layer norm", map, new Dense(6), LayerNorm.of(), SILU, new Dense(3)),
                of("conv, layer norm", map, conv(3, 2), LayerNorm.of(), new Dense(3)));
    }

    /** Activations, before a padded convolution where they don't keep 0. */
    private static List<Named> activations() {
        Shape features = Shape.flat(5);
        Shape map = new Shape(1, 4, 3);
        List<Named> networks = new ArrayList<>();
        for (Layer layer : List.of(SIGMOID, HARD_SIGMOID, HARD_SWISH, SOFTPLUS,
                new LeakyRelu(0.125f),
                new Elu(1.5f), new Clip(-0.25f, 0.5f), new Clip(0.125f, 1))) {
            networks.add(of("dense, " + layer, features, new Dense(4), layer, new Dense(3)));
            networks.add(of("conv, " + layer, map, conv(2, 2), layer, padded(2, 3, 1),
                    new Dense(2)));
        }
        return networks;
    }

    private static List<Named> convolutions() {
        Shape map = new Shape(2, 6, 5);
        return List.of(of("conv as output", new Shape(1, 4, 4), conv(2, 3)),
                of("conv 3×2", map, Conv2d.of(3, 3, 2), new Dense(3)),
                of("conv 1×1", map, conv(3, 1), new Dense(3)),
                of("conv of the whole map", new Shape(3, 4, 4), conv(5, 4)),
                of("conv, stride 2", map, Conv2d.of(2, 3).stride(2), new Dense(3)),
                of("conv, stride over kernel", map, Conv2d.of(2, 2, 1).stride(3), new Dense(3)),
                of("conv, padding 1", map, padded(2, 3, 1), new Dense(3)),
                of("conv, padding over kernel", map, padded(2, 2, 3), new Dense(3)),
                of("conv, dilation 2", map, Conv2d.of(2, 2, 3).dilation(2), new Dense(3)),
                of("conv, all of it", map, Conv2d.of(3, 3, 2).stride(2).padding(2).dilation(2),
                        new Dense(3)),
                of("conv, more weights than a task", new Shape(8, 3, 3), conv(9, 3)));
    }

    /** Sides that differ, and groups. */
    private static List<Named> unevenConvolutions() {
        Shape map = new Shape(4, 6, 5);
        Conv2d depthwise = Conv2d.of(4, 3, Padding.SAME).groups(4);
        return List.of(
                of("conv, stride 2×1, dilation 1×2", map,
                        Conv2d.of(2, 3, 2).stride(2, 1).dilation(1, 2), new Dense(3)),
                of("conv, padding on three sides", map, conv(2, 2),
                        Conv2d.of(2, 3).padding(2, 0, 1, 3), new Dense(3)),
                of("conv 3, same, stride 2", map, conv(2, 1), TANH,
                        Conv2d.of(2, 3, Padding.SAME).stride(2), new Dense(3)),
                of("conv 4×2, same, stride 1×3, dilation 2×1", map, conv(2, 2),
                        Conv2d.of(2, 4, 2).padding(Padding.SAME).stride(1, 3).dilation(2, 1),
                        new Dense(3)),
                of("conv, same, stride over kernel", map,
                        Conv2d.of(2, 1, Padding.SAME).stride(4), new Dense(3)),
                of("conv in groups", map, Conv2d.of(6, 2).groups(2), SILU,
                        Conv2d.of(6, 2, 3).groups(3), new Dense(3)),
                of("depthwise", map, conv(4, 1), depthwise, SILU, conv(3, 1)),
                of("depthwise, stride 2, pointwise", map, depthwise.stride(2), SILU, conv(5, 1),
                        new Dense(2)),
                of("depthwise with a multiplier", map, conv(3, 2),
                        Conv2d.of(6, 2, 3).padding(0, 1, 1, 1).groups(3).stride(1, 2)),
                of("depthwise, dilated, pooled", map, depthwise.dilation(2), MaxPool2d.of(2),
                        new Dense(3)),
                of("signal of one row", new Shape(2, 1, 9), conv(2, 1),
                        Conv2d.of(4, 1, 5).padding(Padding.SAME).stride(1, 2).groups(2),
                        new Dense(2)));
    }

    /** Three taps in a row and eight maps on both sides, or five taps and six maps. */
    private static List<Named> winogradConvolutions() {
        Shape map = new Shape(8, 4, 7);
        return List.of(
                of("Winograd conv as output", new Shape(8, 3, 5), conv(8, 3)),
                of("conv, Winograd conv", new Shape(1, 5, 6), conv(8, 2), TANH, padded(8, 3, 1),
                        new Dense(2)),
                of("Winograd conv, max", map, conv(8, 1), padded(9, 3, 1), MaxPool2d.of(2),
                        TANH, AveragePool2d.of(2, 3), new Dense(2)),
                of("Winograd conv, signal of one row", new Shape(8, 1, 9), conv(8, 1),
                        Conv2d.of(8, 1, 3).padding(Padding.SAME), SILU, new Dense(2)),
                of("Winograd conv, padding on three sides", map, conv(8, 1),
                        Conv2d.of(8, 3).padding(2, 0, 1, 2), SILU,
                        AveragePool2d.of(4, 8), new Dense(2)),
                of("Winograd convs in a row", map, padded(8, 3, 1), TANH, padded(8, 3, 1),
                        AveragePool2d.of(4, 7), new Dense(2)),
                of("Winograd conv, max, dropped rows", new Shape(8, 5, 6), conv(8, 1),
                        padded(8, 3, 1), MaxPool2d.of(2), new Dense(2)),
                of("five taps as output", new Shape(6, 5, 7), conv(6, 5)),
                of("five taps, max, dropped rows", new Shape(1, 9, 10), conv(6, 3), conv(6, 5),
                        MaxPool2d.of(2), new Dense(2)),
                of("five padded taps, max 3, dropped rows and columns", new Shape(6, 5, 7),
                        conv(6, 1), padded(7, 5, 2), MaxPool2d.of(3), TANH, new Dense(2)));
    }

    private static List<Named> transposed() {
        Shape map = new Shape(2, 3, 4);
        return List.of(
                of("transposed conv as output", map, ConvTranspose2d.of(3, 2)),
                of("transposed conv, stride 2", map, conv(2, 1), TANH,
                        ConvTranspose2d.of(3, 3).stride(2).padding(1).outputPadding(1), SILU,
                        padded(2, 3, 1), new Dense(2)),
                of("padded conv, transposed conv, uneven", map, padded(2, 3, 1),
                        ConvTranspose2d.of(2, 2, 3).stride(1, 3).padding(1, 0, 2, 1),
                        padded(1, 3, 1), new Dense(2)),
                of("transposed conv, dilated, in groups", map, conv(4, 2),
                        ConvTranspose2d.of(6, 2).dilation(2, 3).outputPadding(1, 2).groups(2),
                        new Dense(3)),
                of("transposed depthwise conv", map, conv(3, 1),
                        ConvTranspose2d.of(3, 4).stride(2).padding(1).groups(3), SILU,
                        MaxPool2d.of(2), new Dense(2)),
                of("transposed conv with more added than it reaches", map, conv(1, 3),
                        ConvTranspose2d.of(2, 1).stride(3).outputPadding(2)));
    }

    private static List<Named> pools() {
        Shape map = new Shape(2, 7, 6);
        return List.of(of("max first", map, MaxPool2d.of(2), new Dense(3)),
                of("average first", map, AveragePool2d.of(3).stride(2), new Dense(3)),
                of("conv, max, dropped rows", map, conv(3, 2), MaxPool2d.of(2), new Dense(3)),
                of("conv, average, dropped rows", map, conv(3, 2), AveragePool2d.of(2),
                        new Dense(3)),
                of("conv, max 3, dropped columns", map, conv(2, 2), MaxPool2d.of(3),
                        new Dense(3)),
                of("conv, overlapping max", map, conv(2, 2), MaxPool2d.of(3).stride(2),
                        new Dense(3)),
                of("conv, overlapping average", map, conv(2, 2), AveragePool2d.of(3).stride(1),
                        new Dense(3)),
                of("conv, gapped max", map, conv(2, 2), MaxPool2d.of(2).stride(3), new Dense(3)),
                of("conv, gapped average", map, conv(2, 2), AveragePool2d.of(1).stride(2),
                        new Dense(3)),
                of("max as output", map, conv(2, 2), SILU, MaxPool2d.of(4)),
                of("pool of a pool", map, conv(3, 2), MaxPool2d.of(2),
                        AveragePool2d.of(2).stride(1),
                        new Dense(3)));
    }

    /** Oblong windows on and beyond a padding, and maps of one row. */
    private static List<Named> paddedPools() {
        Shape map = new Shape(2, 7, 6);
        Shape signal = new Shape(2, 1, 13);
        return List.of(
                of("conv, oblong max", map, conv(2, 2), MaxPool2d.of(2, 5), new Dense(3)),
                of("conv, oblong average", map, conv(2, 2), AveragePool2d.of(3, 1), SILU,
                        new Dense(3)),
                of("conv, padded max", map, conv(2, 2),
                        MaxPool2d.of(3).stride(2, 1).padding(1), new Dense(3)),
                of("padded max, conv", map, padded(2, 3, 1),
                        MaxPool2d.of(4, 2).stride(3).padding(2, 1).ceilMode(true),
                        padded(2, 3, 2), new Dense(3)),
                of("conv, max, ceil", map, conv(2, 2), MaxPool2d.of(3).ceilMode(true),
                        new Dense(3)),
                of("conv, padded average", map, conv(2, 2),
                        AveragePool2d.of(3).stride(2).padding(1), new Dense(3)),
                of("conv, average without padding", map, conv(2, 2),
                        AveragePool2d.of(3, 4).stride(2, 1).padding(1, 2).countIncludePad(false),
                        new Dense(3)),
                of("conv, average, ceil", map, conv(2, 2),
                        AveragePool2d.of(3, 2).stride(3, 2).padding(1).ceilMode(true),
                        new Dense(3)),
                of("conv, average, ceil without padding", map, conv(2, 2),
                        AveragePool2d.of(2)
                                .stride(3)
                                .padding(1)
                                .ceilMode(true)
                                .countIncludePad(false),
                        new Dense(3)),
                of("signal", signal, MaxPool2d.of(1, 2), Conv2d.of(3, 1, 3), SILU,
                        AveragePool2d.of(1, 3).stride(1, 2).padding(0, 1), new Dense(3)));
    }

    /** The parts of the LeNet-5 of 1998. */
    private static List<Named> classic() {
        Shape map = new Shape(3, 6, 5);
        TableConv2d table = new TableConv2d(3,
                List.of(List.of(0, 2), List.of(1), List.of(0, 1, 2), List.of(2)));
        Rbf rbf = new Rbf(List.of("++-+", "-+--", "+---"));
        return List.of(of("pad", map, new ConstantPad2d(2, -0.1f), new Dense(3)),
                of("conv, pad on some sides, padded conv", map, conv(2, 2),
                        new ConstantPad2d(0, 2, 3, 1, 0.25f), padded(2, 3, 1), new Dense(3)),
                of("pad, conv", map, new ConstantPad2d(1, 0.5f), conv(2, 3), new Dense(3)),
                of("conv, pad, padded conv", map, conv(2, 2), new ConstantPad2d(1, 1),
                        padded(2, 3, 1), new Dense(3)),
                of("scaled tanh", Shape.flat(5), new Dense(4), SCALED_TANH, new Dense(3)),
                of("table", map, table),
                of("conv, table", map, conv(3, 2), table, new Dense(3)),
                of("table, padded conv", map, table, padded(2, 3, 1), new Dense(3)),
                of("subsampling", map, new Subsample2d(2), new Dense(3)),
                of("subsampling, dropped rows", new Shape(2, 5, 7), new Subsample2d(3)),
                of("conv, subsampling, padded conv", map, conv(2, 2), new Subsample2d(2),
                        padded(2, 3, 1), new Dense(3)),
                of("radial basis", Shape.flat(4), new Dense(4), rbf),
                of("all of it", new Shape(1, 6, 6), new ConstantPad2d(2, -0.1f), conv(3, 3),
                        SCALED_TANH, new Subsample2d(2), SCALED_TANH, table, SCALED_TANH,
                        new Dense(4), SCALED_TANH, rbf));
    }

    /** Outputs that several layers read, and borders that only some of them want. */
    private static List<Named> graphs() {
        return List.of(
                new Named("residual", Network.input(2, 4, 5)
                        .conv2d(3, 3)
                        .silu()
                        .residual(block -> block.conv2d(3, 3, Padding.SAME).tanh())
                        .dense(3)
                        .build()),
                new Named("residual of the input", Network.input(2, 4, 3)
                        .residual(block -> block.conv2d(2, 3, Padding.SAME))
                        .dense(3)
                        .build()),
                new Named("residual with a shortcut", Network.input(1, 6, 5)
                        .conv2d(2, 3, Padding.SAME)
                        .residual(block -> block.layer(Conv2d.of(3, 3).stride(2).padding(1)).silu(),
                                shortcut -> shortcut.layer(Conv2d.of(3, 1).stride(2)))
                        .tanh()
                        .dense(2)
                        .build()),
                new Named("concat", Network.input(2, 5, 4)
                        .conv2d(2, 2)
                        .concat(a -> a.conv2d(2, 1).tanh(), b -> b.conv2d(1, 3, Padding.SAME),
                                c -> c)
                        .conv2d(2, 3)
                        .dense(2)
                        .build()),
                new Named("concat before a padded conv", Network.input(1, 4, 4)
                        .concat(a -> a.conv2d(1, 1), b -> b.silu())
                        .conv2d(2, 3, Padding.SAME)
                        .averagePool(2)
                        .dense(2)
                        .build()),
                new Named("a table beside a padded conv", Network.input(1, 5, 5)
                        .conv2d(2, 2)
                        .concat(a -> a.conv2d(1, 3, Padding.SAME).conv2d(1, 3),
                                b -> b.layer(new TableConv2d(3, List.of(List.of(0, 1)))))
                        .dense(2)
                        .build()),
                added(), readByDenseAndConv());
    }

    /** The same output twice, and three inputs. */
    private static Named added() {
        GraphBuilder graph = Network.graph(3, 1, 1);
        GraphBuilder.Value x = graph.add(new Dense(4), graph.input());
        GraphBuilder.Value y = graph.add(TANH, x);
        GraphBuilder.Value sum = graph.add(new Add(), y, x, y);
        return new Named("added thrice", graph.build(graph.add(new Dense(2), sum)));
    }

    /** Maps with a border, read as one vector. */
    private static Named readByDenseAndConv() {
        GraphBuilder graph = Network.graph(1, 4, 4);
        GraphBuilder.Value maps = graph.add(conv(2, 2), graph.input());
        GraphBuilder.Value left = graph.add(new Dense(3), maps);
        GraphBuilder.Value wide = graph.add(padded(2, 3, 1), maps);
        GraphBuilder.Value right = graph.add(new Dense(3), wide);
        return new Named("read by a dense layer and a padded conv",
                graph.build(graph.add(new Add(), left, right)));
    }

    /** A batch normalization and its ReLU may not overwrite what another layer reads. */
    private static Named rectifiedNormOfSharedMaps() {
        GraphBuilder graph = Network.graph(1, 4, 4);
        GraphBuilder.Value maps = graph.add(conv(2, 2), graph.input());
        GraphBuilder.Value norm = graph.add(Activation.RELU, graph.add(BatchNorm.of(), maps));
        GraphBuilder.Value left = graph.add(new Dense(3), graph.add(padded(2, 3, 1), norm));
        GraphBuilder.Value right = graph.add(new Dense(3), maps);
        return new Named("rectified norm of shared maps",
                graph.build(graph.add(new Add(), left, right)));
    }

    /** A ReLU behind a sum of two, of which one is read twice, and behind one of three. */
    private static Named rectifiedSums() {
        GraphBuilder graph = Network.graph(1, 4, 4);
        GraphBuilder.Value maps = graph.add(conv(2, 2), graph.input());
        GraphBuilder.Value two = graph.add(Activation.RELU,
                graph.add(new Add(), maps, graph.add(padded(2, 3, 1), maps)));
        GraphBuilder.Value padded = graph.add(padded(2, 3, 1), two);
        return new Named("rectified sums", graph.build(graph.add(new Dense(3), graph.add(
                Activation.RELU, graph.add(new Add(), maps, two, padded)))));
    }

    /** Batch normalizations. */
    private static List<Named> norms() {
        return List.of(
                of("Winograd conv, batch norm, ReLU", new Shape(8, 4, 7), padded(8, 3, 1),
                        BatchNorm.of(), Activation.RELU, GlobalPool2d.AVERAGE, new Dense(2)),
                rectifiedSums(),
                rectifiedNormOfSharedMaps(),
                new Named("rectified norms before a border and a vector", Network.input(1, 5, 4)
                        .conv2d(2, 2)
                        .batchNorm()
                        .relu()
                        .conv2d(2, 3, Padding.SAME)
                        .batchNorm()
                        .relu()
                        .dense(3)
                        .build()),
                new Named("norms of convolutions in groups and at a stride", Network.input(2, 6, 7)
                        .layer(padded(4, 3, 1).stride(2))
                        .batchNorm()
                        .relu()
                        .layer(padded(4, 3, 1).groups(4))
                        .batchNorm()
                        .relu()
                        .layer(conv(4, 1).groups(2))
                        .batchNorm()
                        .dense(3)
                        .build()),
                new Named("convolutions whose maps are as large", Network.input(1, 4, 4)
                        .conv2d(2, 3, Padding.SAME)
                        .relu()
                        .conv2d(2, 3, Padding.SAME)
                        .residual(block -> block.conv2d(2, 3, Padding.SAME)
                                .relu()
                                .conv2d(2, 3, Padding.SAME)
                                .residual(inner -> inner.conv2d(2, 3, Padding.SAME)))
                        .conv2d(2, 3, Padding.SAME)
                        .dense(3)
                        .build()),
                new Named("norm", Network.input(2, 3, 3).conv2d(3, 2).batchNorm().dense(3).build()),
                new Named("norm of the input",
                        Network.input(2, 3, 2).batchNorm().dense(3).build()),
                new Named("norm of single values",
                        Network.input(4, 1, 1).dense(3).batchNorm().silu().dense(2).build()),
                new Named("norm of a signal", Network.input(2, 1, 9)
                        .layer(Conv2d.of(3, 1, 3))
                        .batchNorm()
                        .tanh()
                        .layer(AveragePool2d.of(1, 2).ceilMode(true))
                        .layer(GlobalPool2d.AVERAGE)
                        .dense(2)
                        .build()),
                new Named("two norms and a padded conv", Network.input(1, 5, 4)
                        .conv2d(2, 2)
                        .batchNorm()
                        .tanh()
                        .conv2d(2, 3, Padding.SAME)
                        .batchNorm()
                        .dense(3)
                        .build()),
                new Named("norms in a residual", Network.input(1, 4, 4)
                        .conv2d(2, 3, Padding.SAME)
                        .batchNorm()
                        .silu()
                        .residual(block -> block.conv2d(2, 3, Padding.SAME)
                                .batchNorm()
                                .layer(Activation.GELU)
                                .conv2d(2, 1)
                                .batchNorm())
                        .averagePool(2)
                        .dense(3)
                        .build()));
    }

    private static List<Named> deep() {
        Shape map = new Shape(1, 8, 7);
        return List.of(
                of("conv, ReLU, max", map, conv(2, 3), RELU, MaxPool2d.of(2), new Dense(3)),
                of("conv, SiLU, max", map, conv(2, 3), SILU, MaxPool2d.of(2), new Dense(3)),
                of("conv, tanh, average", map, conv(2, 3), TANH, AveragePool2d.of(2),
                        new Dense(3)),
                of("conv, max, ReLU", map, conv(2, 3), MaxPool2d.of(2), RELU, new Dense(3)),
                of("conv, max, SiLU", map, conv(2, 3), MaxPool2d.of(2), SILU, new Dense(3)),
                of("conv, average, tanh", map, conv(2, 3), AveragePool2d.of(2), TANH,
                        new Dense(3)),
                of("conv, conv", map, conv(2, 3), conv(2, 2), new Dense(2)),
                of("conv, padded conv", map, conv(2, 3), padded(2, 3, 1), new Dense(2)),
                of("pool, padded conv, pool", map, padded(2, 3, 1), MaxPool2d.of(2), SILU,
                        padded(3, 3, 2), MaxPool2d.of(2), SILU, new Dense(2)),
                of("overlap, tanh, padded stride", map, conv(2, 2), MaxPool2d.of(3).stride(2), TANH,
                        Conv2d.of(2, 2).stride(2).padding(1), AveragePool2d.of(2), new Dense(2)),
                of("activation before a padded conv", map, TANH, padded(2, 3, 2), new Dense(2)));
    }
}
