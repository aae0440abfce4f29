package dev.lanewise.engine.plan;

import dev.lanewise.engine.backend.Backend;
import dev.lanewise.engine.backend.MapShape;
import dev.lanewise.engine.backend.PoolGradient;
import org.jspecify.annotations.Nullable;

/**
 * The gradient of a convolution's output, some rows at a time: where it lies, or made from that of the
 * pooling behind the convolution. Belongs to a plan.
 */
final class Unpooled {
    private final Maps out;
    /** Rows of {@code out} that a band comes from, and rows of a band. */
    private final int pooledRows;
    private final MapShape band;
    private final @Nullable PoolGradient gradient;
    private final float[] scratch;

    /**
     * Prepares.
     *
     * @param maps the convolution's output
     * @param out what the step makes: the same, or pooled
     * @param winners see {@link PoolWindow#gradient}
     * @param pooledRows rows of {@code out} for a band, which divide all; without pooling there is one band
     */
    Unpooled(Backend kernels, MapShape maps, Maps out, @Nullable PoolWindow pool, float[] winners,
            int pooledRows) {
        this.out = out;
        this.pooledRows = pooledRows;
        this.band = pool == null ? out.inside
                : MapShape.dense(maps.channels(), pooledRows * pool.rows().window(), maps.width(),
                        maps.lanes());
        this.gradient = pool == null ? null
                : pool.gradient(kernels, pool.shape(band, out.inside.rows(pooledRows)), winners);
        this.scratch = new float[pool == null ? 0 : band.span()];
    }

    /** How a band lies. */
    MapShape band() {
        return band;
    }

    int bands() {
        return out.inside.height() / pooledRows;
    }

    /** Makes a band; until the next is made it lies in {@link #values} from {@link #offset} on. */
    void make(int index) {
        if (gradient != null) {
            gradient.run(out.gradient, out.origin + index * pooledRows * out.stored.rowStride(),
                    scratch, 0);
        }
    }

    float[] values() {
        return gradient == null ? out.gradient : scratch;
    }

    int offset() {
        return gradient == null ? out.origin : 0;
    }
}
