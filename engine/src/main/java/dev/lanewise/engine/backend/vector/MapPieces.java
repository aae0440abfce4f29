package dev.lanewise.engine.backend.vector;

import static dev.lanewise.engine.backend.vector.Lanes.LENGTH;
import static dev.lanewise.engine.backend.vector.Lanes.SPECIES;

import dev.lanewise.engine.backend.MapShape;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;

/**
 * A map of one image cut into pieces, each made of one vector of neighbours in a source: as much of a row as
 * a step leaves of it, or several short rows, with lanes between them that mean nothing. A permutation brings
 * the others to where they belong. Pieces overlap where they don't divide a map.
 */
final class MapPieces {
    private final MapShape out;
    private final int rows;
    private final int columns;
    private final int across;
    private final int down;
    private final int step;
    private final VectorShuffle<Float> order;
    private final VectorMask<Float> made;

    /**
     * Cuts the maps that are made.
     *
     * @param out the maps
     * @param down floats in the source from row to row
     * @param step floats in the source from column to column
     */
    MapPieces(MapShape out, int down, int step) {
        this.out = out;
        this.down = down;
        this.step = step;
        this.columns = Math.min(out.width(), (LENGTH - 1) / step + 1);
        int room = LENGTH - columns;
        this.rows = columns < out.width() ? 1
                : 1 + Math.min(out.height() - 1,
                        Math.min((LENGTH - 1 - (columns - 1) * step) / down,
                                room / out.rowStride()));
        this.across = Math.ceilDiv(out.width(), columns);
        int[] lanes = new int[LENGTH];
        boolean[] some = new boolean[LENGTH];
        for (int i = 0; i < rows * columns; i++) {
            int lane = i / columns * out.rowStride() + i % columns;
            lanes[lane] = i / columns * down + i % columns * step;
            some[lane] = true;
        }
        this.order = VectorShuffle.fromArray(SPECIES, lanes, 0);
        this.made = VectorMask.fromArray(SPECIES, some, 0);
    }

    /** How many pieces a map has. */
    int count() {
        return across * Math.ceilDiv(out.height(), rows);
    }

    private int row(int piece) {
        return Math.min(piece / across * rows, out.height() - rows);
    }

    private int column(int piece) {
        return Math.min(piece % across * columns, out.width() - columns);
    }

    /** Offset of each piece in the source map. */
    int[] sources() {
        int[] sources = new int[count()];
        for (int i = 0; i < sources.length; i++) {
            sources[i] = row(i) * down + column(i) * step;
        }
        return sources;
    }

    /** Offset of each piece in the map that is made. */
    int[] targets() {
        int[] targets = new int[count()];
        for (int i = 0; i < targets.length; i++) {
            targets[i] = row(i) * out.rowStride() + column(i);
        }
        return targets;
    }

    /** Which lane of the source comes to each lane of a piece. */
    VectorShuffle<Float> order() {
        return order;
    }

    /** The lanes of a piece that belong to it. */
    VectorMask<Float> made() {
        return made;
    }

    /** Copies the rows of one piece by themselves. */
    void copyRows(float[] from, int source, int fromRow, float[] to, int target) {
        for (int row = 0; row < rows; row++) {
            System.arraycopy(from, source + row * fromRow, to, target + row * out.rowStride(),
                    columns);
        }
    }
}
