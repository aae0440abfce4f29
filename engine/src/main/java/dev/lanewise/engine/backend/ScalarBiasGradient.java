package dev.lanewise.engine.backend;

import java.util.Objects;

/** The sums of a bias's gradient as nested loops, the lanes of a tile innermost. */
record ScalarBiasGradient(MapShape maps) implements BiasGradient {

    @Override
    public void run(float[] dy, int dyOffset, float[] db, int dbOffset) {
        int lanes = maps.lanes();
        Objects.checkFromIndexSize(dyOffset, maps.span(), dy.length);
        Objects.checkFromIndexSize(dbOffset, maps.channels() * lanes, db.length);
        for (int map = 0; map < maps.channels(); map++) {
            for (int row = 0; row < maps.height(); row++) {
                for (int column = 0; column < maps.width(); column++) {
                    int source = dyOffset + map * maps.channelStride() + row * maps.rowStride()
                            + column * lanes;
                    for (int lane = 0; lane < lanes; lane++) {
                        db[dbOffset + map * lanes + lane] += dy[source + lane];
                    }
                }
            }
        }
    }
}
