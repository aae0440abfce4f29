package dev.lanewise.engine.backend.vector;

import dev.lanewise.engine.backend.BiasGradient;
import dev.lanewise.engine.backend.MapShape;
import java.util.Objects;

/**
 * The gradient of the biases of one image: each map's sum is one chain, so several maps side by side hide
 * the latency of an addition.
 */
final class VectorImageSums implements BiasGradient {
    /** Maps side by side. */
    private static final int SIDE_BY_SIDE = 8;

    private final MapShape maps;
    /** Offset of each position of a map. */
    private final int[] positions;

    VectorImageSums(MapShape maps) {
        this.maps = maps;
        this.positions = VectorConvolution.positions(maps, maps.rowStride(), 1);
    }

    /** Whether this is one image. */
    static boolean fits(MapShape maps) {
        return maps.lanes() == 1;
    }

    @Override
    public void run(float[] dy, int dyOffset, float[] db, int dbOffset) {
        Objects.checkFromIndexSize(dyOffset, maps.span(), dy.length);
        Objects.checkFromIndexSize(dbOffset, maps.channels(), db.length);
        int map = 0;
        for (; map + SIDE_BY_SIDE <= maps.channels(); map += SIDE_BY_SIDE) {
            eightSums(dy, dyOffset + map * maps.channelStride(), db, dbOffset + map);
        }
        for (; map < maps.channels(); map++) {
            int from = dyOffset + map * maps.channelStride();
            float sum = db[dbOffset + map];
            for (int position : positions) {
                sum += dy[from + position];
            }
            db[dbOffset + map] = sum;
        }
    }

    private void eightSums(float[] dy, int from, float[] db, int to) {
        int step = maps.channelStride();
        float a = db[to];
        float b = db[to + 1];
        float c = db[to + 2];
        float d = db[to + 3];
        float e = db[to + 4];
        float f = db[to + 5];
        float g = db[to + 6];
        float h = db[to + 7];
        for (int position : positions) {
            int p = from + position;
            a += dy[p];
            b += dy[p + step];
            c += dy[p + 2 * step];
            d += dy[p + 3 * step];
            e += dy[p + 4 * step];
            f += dy[p + 5 * step];
            g += dy[p + 6 * step];
            h += dy[p + 7 * step];
        }
        db[to] = a;
        db[to + 1] = b;
        db[to + 2] = c;
        db[to + 3] = d;
        db[to + 4] = e;
        db[to + 5] = f;
        db[to + 6] = g;
        db[to + 7] = h;
    }
}
