package dev.lanewise.engine.plan;

import dev.lanewise.engine.backend.Backend;
import dev.lanewise.engine.backend.ConvolutionForward;
import dev.lanewise.engine.backend.MapShape;
import dev.lanewise.engine.backend.PoolAxis;
import dev.lanewise.engine.backend.PoolForward;
import dev.lanewise.engine.backend.PoolGradient;
import dev.lanewise.engine.backend.PoolShape;
import dev.lanewise.engine.backend.PooledConvolutionShape;
import dev.lanewise.engine.nn.AveragePool2d;
import dev.lanewise.engine.nn.Layer;
import dev.lanewise.engine.nn.MaxPool2d;
import org.jspecify.annotations.Nullable;

/** What the two pooling layers have in common. */
record PoolWindow(PoolAxis rows, PoolAxis columns, boolean ceils, boolean countsPadding,
        boolean maximum) {

    static PoolWindow of(MaxPool2d pool) {
        return new PoolWindow(
                new PoolAxis(pool.windowHeight(), pool.strideHeight(), pool.paddingHeight()),
                new PoolAxis(pool.windowWidth(), pool.strideWidth(), pool.paddingWidth()),
                pool.ceilMode(), true, true);
    }

    static PoolWindow of(AveragePool2d pool) {
        return new PoolWindow(
                new PoolAxis(pool.windowHeight(), pool.strideHeight(), pool.paddingHeight()),
                new PoolAxis(pool.windowWidth(), pool.strideWidth(), pool.paddingWidth()),
                pool.ceilMode(), pool.countIncludePad(), false);
    }

    /** The window of a pooling layer; null for another layer. */
    static @Nullable PoolWindow ofOrNull(Layer layer) {
        return switch (layer) {
            case MaxPool2d pool -> of(pool);
            case AveragePool2d pool -> of(pool);
            default -> null;
        };
    }

    /**
     * Whether a layer pools over windows that touch and do not overlap: then it can follow a convolution
     * band by band.
     */
    static boolean tiles(Layer layer) {
        PoolWindow window = ofOrNull(layer);
        return window != null && !window.ceils && tiles(window.rows) && tiles(window.columns);
    }

    private static boolean tiles(PoolAxis axis) {
        return axis.window() == axis.stride() && axis.padding() == 0;
    }

    PoolShape shape(MapShape in, MapShape out) {
        return new PoolShape(in, out, rows, columns, countsPadding);
    }

    /**
     * Where it is remembered which element of a window won: as large as the output, or empty where no
     * gradient will ask.
     */
    float[] winners(Maps out, boolean training) {
        return new float[training && maximum ? out.values.length : 0];
    }

    /** Prepares the pooling, which remembers in {@code winners} if that isn't empty. */
    PoolForward forward(Backend kernels, PoolShape shape, float[] winners) {
        if (!maximum) {
            return kernels.averagePool(shape);
        }
        return winners.length == 0 ? kernels.maxPool(shape)
                : kernels.maxPoolWithWinner(shape).keeping(winners);
    }

    /** The same for a convolution that is pooled. */
    ConvolutionForward forward(Backend kernels, PooledConvolutionShape shape, float[] winners) {
        if (!maximum) {
            return kernels.averagePooledConvolution(shape);
        }
        return winners.length == 0 ? kernels.maxPooledConvolution(shape)
                : kernels.maxPooledConvolutionWithWinner(shape).keeping(winners);
    }

    /** Prepares the gradient, which reads {@code winners}. */
    PoolGradient gradient(Backend kernels, PoolShape shape, float[] winners) {
        return maximum ? kernels.maxPoolGradient(shape).reading(winners)
                : kernels.averagePoolGradient(shape);
    }

    /**
     * Makes second derivatives such that the gradient passes on those of its input: a mean's weights
     * count squared. For windows that lie whole on their maps.
     */
    void squareWeights(Backend kernels, float[] derivatives) {
        if (!maximum) {
            kernels.affine(1f / (rows.window() * columns.window()), 0, derivatives, 0,
                    derivatives.length);
        }
    }

    /** The same for any windows. */
    void squareWeights(Backend kernels, PoolShape shape, Maps out) {
        if (maximum || shape.isWhole()) {
            squareWeights(kernels, out.gradient);
            return;
        }
        int lanes = out.inside.lanes();
        for (int channel = 0; channel < out.inside.channels(); channel++) {
            for (int row = 0; row < out.inside.height(); row++) {
                for (int column = 0; column < out.inside.width(); column++) {
                    kernels.affine(shape.share(row, column), 0, out.gradient,
                            out.row(channel, row) + column * lanes, lanes);
                }
            }
        }
    }
}
