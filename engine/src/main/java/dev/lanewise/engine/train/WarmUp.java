package dev.lanewise.engine.train;

import dev.lanewise.engine.data.CounterRandom;
import dev.lanewise.engine.data.Dataset;
import dev.lanewise.engine.data.ImageDataset;
import dev.lanewise.engine.nn.Activation;
import dev.lanewise.engine.nn.AveragePool2d;
import dev.lanewise.engine.nn.ConstantPad2d;
import dev.lanewise.engine.nn.Conv2d;
import dev.lanewise.engine.nn.Dense;
import dev.lanewise.engine.nn.Layer;
import dev.lanewise.engine.nn.MaxPool2d;
import dev.lanewise.engine.nn.Network;
import dev.lanewise.engine.nn.Node;
import dev.lanewise.engine.nn.Rbf;
import dev.lanewise.engine.nn.Shape;
import dev.lanewise.engine.nn.Subsample2d;
import dev.lanewise.engine.nn.TableConv2d;

import java.util.List;

/**
 * What a trainer is warmed up with: the same layers on the smallest images that they accept. Every
 * kernel is called, so that it is compiled, and none runs for long before that, when vector code is
 * slower by a factor of hundreds.
 */
final class WarmUp {
    /** Two tiles of 16, of which the second goes on with the sums of the first. */
    static final int MOST_IMAGES = 32;
    /** Enough calls of each kernel for the compiler to take notice. */
    private static final int STEPS = 4;
    /** Labels are bytes. */
    private static final int MOST_CLASSES = 256;

    private WarmUp() {}

    /** The layers of a network on the smallest images that they accept. */
    static Network smallest(Network network) {
        List<Node> nodes = network.nodes();
        int height = 1;
        int width = 1;
        for (int i = nodes.size() - 1; i >= 0; i--) {
            Layer layer = nodes.get(i).layer();
            height = extentBefore(layer, height, true);
            width = extentBefore(layer, width, false);
        }
        return Network.of(new Shape(network.inputShape().channels(), height, width),
                nodes.stream().map(Node::layer).toList());
    }

    /** Rows or columns that a layer must read to make as many as {@code extent}. */
    private static int extentBefore(Layer layer, int extent, boolean rows) {
        return switch (layer) {
            case Conv2d c -> Math.max(1, (extent - 1) * c.stride() + 1
                    + ((rows ? c.kernelHeight() : c.kernelWidth()) - 1) * c.dilation()
                    - 2 * c.padding());
            case MaxPool2d p -> (extent - 1) * p.stride() + p.window();
            case AveragePool2d p -> (extent - 1) * p.stride() + p.window();
            case ConstantPad2d p -> Math.max(1, extent - 2 * p.padding());
            case TableConv2d t -> extent + t.kernel() - 1;
            case Subsample2d s -> extent * s.window();
            case Dense d -> 1;
            case Rbf r -> 1;
            case Activation a -> extent;
        };
    }

    /** Images of noise, of the network's shape. */
    static Dataset noise(Network network, int images) {
        CounterRandom random = new CounterRandom(0, CounterRandom.Purpose.WEIGHTS, 0);
        byte[] pixels = new byte[images * network.inputShape().size()];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) (Byte.MAX_VALUE * random.uniform(i));
        }
        return ImageDataset.of(network.inputShape(), Math.min(network.classes(), MOST_CLASSES),
                pixels, new byte[images]);
    }

    /** Runs a few steps at a learning rate of 0, at which nothing can diverge. */
    static void run(StepRunner batch, Dataset noise) {
        int[] order = new int[noise.size()];
        for (int i = 0; i < order.length; i++) {
            order[i] = i;
        }
        batch.begin(noise, order, 0, 0);
        for (int step = 0; step < STEPS; step++) {
            batch.step(0, order.length, 0);
        }
    }
}
