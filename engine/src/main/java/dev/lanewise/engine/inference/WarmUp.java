package dev.lanewise.engine.inference;

import dev.lanewise.engine.backend.Backend;
import dev.lanewise.engine.data.Dataset;
import dev.lanewise.engine.data.ImageDataset;
import dev.lanewise.engine.data.Normalization;
import dev.lanewise.engine.nn.Network;
import dev.lanewise.engine.nn.Node;
import dev.lanewise.engine.nn.Shape;
import dev.lanewise.engine.nn.ShapeException;
import dev.lanewise.engine.parallel.Workers;
import dev.lanewise.engine.random.CounterRandom;
import java.util.Arrays;
import java.util.List;

/**
 * What kernels are warmed up with: the same layers on the smallest images that they accept. Every
 * kernel is called, so that it is compiled, and none runs for long before that, when vector code is
 * slower by a factor of hundreds.
 */
public final class WarmUp {
    /** Two tiles of 16, of which the second goes on with the sums of the first. */
    public static final int MOST_IMAGES = 32;
    /** Enough calls of each kernel for the compiler to take notice. */
    public static final int ROUNDS = 4;

    private WarmUp() {}

    /** Has the kernels compiled that run when a data set is judged by a network, on the calling thread. */
    public static void judge(Network network, Backend kernels) {
        Network small = smallest(network);
        Dataset noise = noise(small, MOST_IMAGES);
        float[] parameters = new float[small.parameterCount()];
        try (Workers alone = Workers.own(1)) {
            Evaluator evaluator = new Evaluator(small, kernels, Normalization.none(), alone);
            for (int round = 0; round < ROUNDS; round++) {
                evaluator.predict(parameters, noise, (index, label, probabilities) -> {});
            }
        }
    }

    /** The layers of a network on the smallest images that they accept. */
    public static Network smallest(Network network) {
        Shape input = network.inputShape();
        int height = extent(network, true);
        int width = extent(network, false);
        while (height < input.height() || width < input.width()) {
            try {
                return network.withInput(new Shape(input.channels(), height, width));
            } catch (ShapeException e) {
                // Layers with several inputs, or of a fixed size, may want more than each asks for.
                height = Math.min(height + 1, input.height());
                width = Math.min(width + 1, input.width());
            }
        }
        return network;
    }

    /** The least rows or columns of the input of which every layer makes one at least. */
    private static int extent(Network network, boolean rows) {
        List<Node> nodes = network.nodes();
        int[] wanted = new int[nodes.size() + 1];
        Arrays.fill(wanted, 1);
        for (int i = nodes.size() - 1; i >= 0; i--) {
            int before = nodes.get(i).layer().extentBefore(wanted[i + 1], rows);
            nodes.get(i)
                    .sources()
                    .forEach(source -> wanted[source + 1] = Math.max(wanted[source + 1], before));
        }
        return wanted[0];
    }

    /** Images of noise, of the network's shape. */
    public static Dataset noise(Network network, int images) {
        CounterRandom random = new CounterRandom(0, CounterRandom.Purpose.WEIGHTS, 0);
        byte[] pixels = new byte[images * network.inputShape().size()];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) (Byte.MAX_VALUE * random.uniform(i));
        }
        return ImageDataset.of(network.inputShape(), network.outputs(), pixels, new int[images]);
    }
}
