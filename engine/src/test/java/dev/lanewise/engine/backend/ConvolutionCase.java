package dev.lanewise.engine.backend;

import static dev.lanewise.engine.backend.KernelFixture.MARGIN;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A convolution with operands, none of which begins at index 0, and what must become of them. */
record ConvolutionCase(String name, ConvolutionShape shape) {
    private static final int X_OFFSET = 5;
    private static final int W_OFFSET = 3;
    private static final int BIAS_OFFSET = 7;
    private static final int RANDOM_CASES = 80;

    @Override
    public String toString() {
        return name;
    }

    /**
     * LeNet's convolutions as the plans run them, depthwise ones, ones of several tiles of maps, then random
     * ones: odd in every way.
     */
    static Stream<ConvolutionCase> all() {
        return Stream.of(lenet(), depthwise(), manyMaps(), rowsOfTaps(), random())
                .flatMap(cases -> cases);
    }

    /** Windows of 3 × 3, for which there are kernels of their own, and one beside each of them. */
    private static Stream<ConvolutionCase> depthwise() {
        List<ConvolutionCase> cases = new ArrayList<>();
        for (ConvolutionWindow window : List.of(ConvolutionWindow.square(3, 3, 1, 1),
                ConvolutionWindow.square(3, 3, 2, 1), new ConvolutionWindow(3, 3, 2, 1, 2, 1),
                new ConvolutionWindow(3, 3, 1, 2, 1, 1), new ConvolutionWindow(3, 3, 1, 1, 1, 2),
                ConvolutionWindow.square(3, 3, 3, 1), ConvolutionWindow.square(5, 3, 1, 1))) {
            for (int lanes : new int[]{Backend.TILE, 1}) {
                for (int multiplier = 1; multiplier <= 2; multiplier++) {
                    MapShape in = gapped(new SplittableRandom(9), 3, 12, 20, lanes);
                    cases.add(new ConvolutionCase("depthwise × " + multiplier + ", lanes " + lanes
                            + ", " + window,
                            ConvolutionShape.dense(in, 3 * multiplier, window, 0, 3)));
                }
            }
        }
        return cases.stream();
    }

    /** Tiles of every height and width, one below the other. */
    private static Stream<ConvolutionCase> manyMaps() {
        List<ConvolutionCase> cases = new ArrayList<>();
        for (int lanes : new int[]{Backend.TILE, 1}) {
            for (int stride = 1; stride <= 2; stride++) {
                for (int width = 1; width <= 5; width++) {
                    MapShape in = gapped(new SplittableRandom(9), 2, 3, stride * width, lanes);
                    cases.add(new ConvolutionCase("35 maps, lanes " + lanes + ", stride " + stride
                            + ", " + width + " columns",
                            ConvolutionShape.dense(in, 35, 1, 1, stride, 0, 1)));
                }
            }
        }
        return cases.stream();
    }

    /** Kernels whose rows are tiles of taps, and beside them one that dilation pulls apart and one too narrow. */
    private static Stream<ConvolutionCase> rowsOfTaps() {
        List<ConvolutionCase> cases = new ArrayList<>();
        for (ConvolutionWindow window : List.of(ConvolutionWindow.square(2, 5, 1, 1),
                new ConvolutionWindow(2, 5, 1, 1, 3, 1), ConvolutionWindow.square(1, 10, 1, 1),
                new ConvolutionWindow(2, 5, 1, 1, 1, 2), ConvolutionWindow.square(2, 4, 1, 1))) {
            for (int maps = 1; maps <= 3; maps++) {
                MapShape in = gapped(new SplittableRandom(9), 2, 40, 13, Backend.TILE);
                cases.add(new ConvolutionCase(maps + " maps by " + window,
                        ConvolutionShape.dense(in, maps, window, 0, 1)));
            }
        }
        return cases.stream();
    }

    /**
     * One image with channels that fill vectors: panels of four, two and one, tiles of all heights, maps
     * smaller than a block and of many, with and without gaps.
     */
    static Stream<ConvolutionCase> channels() {
        SplittableRandom random = new SplittableRandom(31);
        List<ConvolutionCase> cases = new ArrayList<>();
        for (int channels : new int[]{7, 8, 16, 30, 32, 48, 64, 112, 127}) {
            for (int[] extent : new int[][]{{1, 1}, {2, 2}, {3, 3}, {6, 6}, {1, 11}, {25, 5},
                    {8, 13}}) {
                for (ConvolutionWindow window : List.of(ConvolutionWindow.square(1, 1, 1, 1),
                        ConvolutionWindow.square(3, 3, 2, 1), new ConvolutionWindow(2, 3, 1, 3, 2,
                                1))) {
                    int inChannels = window.area() == 1 ? 33 : 6;
                    for (boolean gaps : new boolean[]{false, true}) {
                        int height = window.inputRows(extent[0]);
                        int width = window.inputColumns(extent[1]);
                        MapShape in = gaps ? gapped(random, inChannels, height, width, 1)
                                : MapShape.dense(inChannels, height, width, 1);
                        MapShape out = gaps ? gapped(random, channels, extent[0], extent[1], 1)
                                : MapShape.dense(channels, extent[0], extent[1], 1);
                        cases.add(new ConvolutionCase("to " + channels + "×" + extent[0] + "×"
                                + extent[1] + (gaps ? " with gaps, " : ", ") + window,
                                new ConvolutionShape(in, out, window, 0, 1)));
                    }
                }
            }
        }
        return cases.stream();
    }

    static Stream<ConvolutionCase> lenet() {
        List<ConvolutionCase> cases = new ArrayList<>();
        for (int lanes : new int[]{Backend.TILE, 1}) {
            MapShape image = MapShape.dense(1, 32, 32, lanes);
            MapShape pooled = MapShape.dense(6, 14, 14, lanes);
            cases.add(new ConvolutionCase("conv1, lanes " + lanes,
                    ConvolutionShape.dense(image, 6, 5, 5, 1, 0, 1)));
            cases.add(new ConvolutionCase("two rows of conv1, lanes " + lanes,
                    new ConvolutionShape(image.rows(6), MapShape.dense(6, 2, 28, lanes), 5, 5, 1, 0,
                            1)));
            cases.add(new ConvolutionCase("conv2, lanes " + lanes,
                    ConvolutionShape.dense(pooled, 16, 5, 5, 1, 0, 1)));
            cases.add(new ConvolutionCase("conv2 into a bordered map, lanes " + lanes,
                    new ConvolutionShape(pooled,
                            new MapShape(16, 10, 10, lanes, 12 * lanes, 144 * lanes), 5, 5, 1, 0,
                            1)));
        }
        return cases.stream();
    }

    /** Sizes around the micro-kernels' 6 and 4 maps and 4 taps, gaps between rows and maps. */
    static Stream<ConvolutionCase> random() {
        SplittableRandom random = new SplittableRandom(20);
        return Stream.generate(() -> random(random)).limit(RANDOM_CASES);
    }

    private static ConvolutionCase random(SplittableRandom random) {
        int lanes = new int[]{Backend.TILE, Backend.TILE, 1, 1, 3}[random.nextInt(5)];
        ConvolutionWindow window = new ConvolutionWindow(random.nextInt(1, 5), random.nextInt(1, 6),
                random.nextInt(1, 4), random.nextInt(1, 4), random.nextInt(1, 4),
                random.nextInt(1, 4));
        // One group, several, or as many as input maps.
        int groups = random.nextBoolean() ? 1 : random.nextInt(2, 5);
        int inChannels = groups
                * (groups == 1 || random.nextInt(3) == 0 ? random.nextInt(1, 5) : 1);
        int outChannels = groups * random.nextInt(1, groups == 1 ? 14 : 4);
        int height = random.nextInt(1, 5);
        int width = random.nextInt(1, lanes == 1 ? 41 : 12);
        int inHeight = window.inputRows(height) + random.nextInt(window.strideHeight());
        int inWidth = window.inputColumns(width) + random.nextInt(window.strideWidth());
        MapShape in = gapped(random, inChannels, inHeight, inWidth, lanes);
        MapShape out = gapped(random, outChannels, height, width, lanes);
        return new ConvolutionCase("lanes " + lanes + ", " + inChannels + "×" + inHeight + "×"
                + inWidth + " to " + outChannels + "×" + height + "×" + width + ", groups "
                + groups + ", " + window, new ConvolutionShape(in, out, window, 0, groups));
    }

    /** Maps with random gaps, odd ones too, behind rows and behind maps. */
    static MapShape gapped(SplittableRandom random, int channels, int height, int width,
            int lanes) {
        int rowStride = width * lanes + random.nextInt(4);
        return new MapShape(channels, height, width, lanes, rowStride,
                height * rowStride + random.nextInt(4));
    }

    float[] x() {
        return KernelFixture.input(1, KernelFixture.maps(X_OFFSET, shape.in()));
    }

    float[] w() {
        return KernelFixture.input(2, KernelFixture.range(W_OFFSET, shape.weights()));
    }

    float[] bias() {
        return KernelFixture.input(3, KernelFixture.range(BIAS_OFFSET, shape.out().channels()));
    }

    float[] dy() {
        return KernelFixture.input(4, KernelFixture.maps(X_OFFSET, shape.out()));
    }

    float[] y() {
        return KernelFixture.overwritten(KernelFixture.maps(MARGIN, shape.out()));
    }

    float[] dx() {
        return KernelFixture.output(5, KernelFixture.maps(MARGIN, shape.in()));
    }

    float[] dw() {
        return KernelFixture.output(6,
                KernelFixture.range(MARGIN, shape.weights() * shape.in().lanes()));
    }

    float[] db() {
        return KernelFixture.output(7,
                KernelFixture.range(MARGIN, shape.out().channels() * shape.out().lanes()));
    }

    void forward(ConvolutionForward convolution, float[] x, float[] w, float[] bias, float[] y) {
        convolution.run(x, X_OFFSET, w, W_OFFSET, bias, BIAS_OFFSET, y, MARGIN);
    }

    void inputGradient(ConvolutionInputGradient gradient, float[] dy, float[] w, float[] dx) {
        gradient.run(dy, X_OFFSET, w, W_OFFSET, dx, MARGIN);
    }

    void weightGradient(ConvolutionWeightGradient gradient, float[] x, float[] dy, float[] dw) {
        gradient.run(x, X_OFFSET, dy, X_OFFSET, dw, MARGIN);
    }

    void biasGradient(BiasGradient gradient, float[] dy, float[] db) {
        gradient.run(dy, X_OFFSET, db, MARGIN);
    }

    float[] forward(Backend kernels) {
        float[] y = y();
        forward(kernels.convolutionForward(shape), x(), w(), bias(), y);
        return y;
    }

    /** An end for the sums; kernels must not read the numbers before {@code first}. */
    Epilogue epilogue(boolean rectified) {
        int maps = shape.out().channels();
        int first = 2;
        return new Epilogue(KernelFixture.input(8, KernelFixture.range(first, maps)),
                KernelFixture.input(9, KernelFixture.range(first, maps)), first, rectified);
    }

    float[] forward(Backend kernels, Epilogue epilogue) {
        float[] y = y();
        forward(kernels.convolutionForward(shape, epilogue), x(), w(), bias(), y);
        return y;
    }

    /** The same with prepared weights, if the backend has an order for them. */
    Optional<float[]> preparedForward(Backend kernels, @Nullable Epilogue epilogue) {
        return kernels.preparedConvolution(shape, epilogue).map(convolution -> {
            float[] y = y();
            float[] ordered = convolution.order(w(), W_OFFSET, bias(), BIAS_OFFSET);
            float[] x = x();
            convolution.run(x, X_OFFSET, ordered, y, MARGIN);
            convolution.run(x, X_OFFSET, ordered, y, MARGIN);
            return y;
        });
    }

    float[] inputGradient(Backend kernels) {
        float[] dx = dx();
        inputGradient(kernels.convolutionInputGradient(shape), dy(), w(), dx);
        return dx;
    }

    float[] weightGradient(Backend kernels) {
        float[] dw = dw();
        weightGradient(kernels.convolutionWeightGradient(shape), x(), dy(), dw);
        return dw;
    }

    float[] biasGradient(Backend kernels) {
        float[] db = db();
        biasGradient(kernels.biasGradient(shape.out()), dy(), db);
        return db;
    }

    /** Receives every output, input and weight that meet in a product. */
    private interface Connection {
        /** Indices from the first element of the maps and of the weights. */
        void accept(int output, int input, int weight, int lane);
    }

    /**
     * In an order that has all documented ones in it: for an output its taps ascend; for a weight
     * its positions do; for an input (output row, kernel column, output channel) does.
     */
    private void eachConnection(Connection connection) {
        MapShape out = shape.out();
        for (int row = 0; row < out.height(); row++) {
            for (int tap = 0; tap < shape.taps(); tap++) {
                for (int o = 0; o < out.channels(); o++) {
                    for (int i = 0; i < out.rowLength(); i++) {
                        connection.accept(o * out.channelStride() + row * out.rowStride() + i,
                                input(o, row, tap, i / out.lanes()) + i % out.lanes(),
                                o * shape.taps() + tap, i % out.lanes());
                    }
                }
            }
        }
    }

    private int input(int o, int row, int tap, int column) {
        MapShape in = shape.in();
        ConvolutionWindow window = shape.window();
        int kernelRow = tap % window.area() / window.width();
        int kernelColumn = tap % window.width();
        int firstMap = o / (shape.out().channels() / shape.groups())
                * (in.channels() / shape.groups());
        return (firstMap + tap / window.area()) * in.channelStride()
                + (row * window.strideHeight() + kernelRow * window.dilationHeight())
                        * in.rowStride()
                + (column * window.strideWidth() + kernelColumn * window.dilationWidth())
                        * in.lanes();
    }

    void assertForwardHolds(float[] actual) {
        float[] x = x();
        float[] w = w();
        float[] bias = bias();
        ChainReference reference = new ChainReference(y());
        int[] elements = KernelFixture.maps(MARGIN, shape.out());
        for (int i = 0; i < elements.length; i++) {
            int map = i / (shape.positions() * shape.out().lanes());
            reference.start(elements[i], bias[BIAS_OFFSET + map]);
        }
        eachConnection((output, input, weight, lane) -> reference.add(MARGIN + output,
                w[W_OFFSET + weight], x[X_OFFSET + input]));
        reference.assertHolds(actual, name);
    }

    void assertInputGradientHolds(float[] actual) {
        float[] dy = dy();
        float[] w = w();
        ChainReference reference = new ChainReference(dx());
        eachConnection((output, input, weight, lane) -> reference.add(MARGIN + input,
                w[W_OFFSET + weight], dy[X_OFFSET + output]));
        reference.assertHolds(actual, name);
    }

    void assertWeightGradientHolds(float[] actual) {
        float[] dy = dy();
        float[] x = x();
        ChainReference reference = new ChainReference(dw());
        eachConnection((output, input, weight, lane) -> reference.add(
                MARGIN + weight * shape.in().lanes() + lane,
                x[X_OFFSET + input], dy[X_OFFSET + output]));
        reference.assertHolds(actual, name);
    }

    void assertBiasGradientHolds(float[] actual) {
        float[] dy = dy();
        ChainReference reference = new ChainReference(db());
        int lanes = shape.out().lanes();
        int[] elements = KernelFixture.maps(X_OFFSET, shape.out());
        for (int i = 0; i < elements.length; i++) {
            int map = i / (shape.positions() * lanes);
            reference.add(MARGIN + map * lanes + i % lanes, dy[elements[i]]);
        }
        reference.assertHolds(actual, name);
    }
}
