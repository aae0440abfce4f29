package dev.lanewise.engine.backend.vector;

import static dev.lanewise.engine.backend.Backend.TILE;
import static dev.lanewise.engine.backend.vector.Lanes.LENGTH;
import static dev.lanewise.engine.backend.vector.Lanes.SPECIES;

import dev.lanewise.engine.backend.BiasGradient;
import dev.lanewise.engine.backend.MapShape;
import java.util.Objects;
import jdk.incubator.vector.FloatVector;

/** The gradient of the biases of a full tile. */
final class VectorBiasGradient implements BiasGradient {
    private final MapShape maps;
    /** Offset of each position of a map. */
    private final int[] positions;

    VectorBiasGradient(MapShape maps) {
        this.maps = maps;
        this.positions = VectorConvolution.positions(maps, maps.rowStride(), maps.lanes());
    }

    /** Whether this is a full tile. */
    static boolean fits(MapShape maps) {
        return maps.lanes() == TILE;
    }

    @Override
    public void run(float[] dy, int dyOffset, float[] db, int dbOffset) {
        Objects.checkFromIndexSize(dyOffset, maps.span(), dy.length);
        Objects.checkFromIndexSize(dbOffset, maps.channels() * TILE, db.length);
        for (int map = 0; map < maps.channels(); map += 2) {
            int second = Math.min(map + 1, maps.channels() - 1);
            for (int lane = 0; lane < TILE; lane += LENGTH) {
                twoSums(positions, dy, dyOffset + map * maps.channelStride() + lane,
                        dyOffset + second * maps.channelStride() + lane, db,
                        dbOffset + map * TILE + lane, dbOffset + second * TILE + lane);
            }
        }
    }

    /**
     * Two maps side by side hide the latency of an addition; with an odd last map both are the same
     * one, stored twice.
     */
    private static void twoSums(int[] positions, float[] dy, int first, int second, float[] db,
            int firstSum, int secondSum) {
        FloatVector a = FloatVector.fromArray(SPECIES, db, firstSum);
        FloatVector b = FloatVector.fromArray(SPECIES, db, secondSum);
        for (int p = 0; p < positions.length; p++) {
            a = a.add(FloatVector.fromArray(SPECIES, dy, first + positions[p]));
            b = b.add(FloatVector.fromArray(SPECIES, dy, second + positions[p]));
        }
        a.intoArray(db, firstSum);
        b.intoArray(db, secondSum);
    }
}
