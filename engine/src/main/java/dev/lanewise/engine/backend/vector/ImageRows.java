package dev.lanewise.engine.backend.vector;

import static dev.lanewise.engine.backend.vector.Lanes.LENGTH;
import static dev.lanewise.engine.backend.vector.Lanes.SPECIES;

import dev.lanewise.engine.backend.MapShape;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;

/**
 * Copies maps of one image from one layout to another, in whole vectors that carry several short rows.
 *
 * <p>What lies between rows stays: it is read, put beside the rows, and written back. The same piece of all
 * maps comes before the next piece of any, for a vector that is read right after one that overlaps it was
 * written waits for that; a masked store takes longer than both.
 */
final class ImageRows {
    private final MapShape out;
    private final int fromRow;
    private final int fromChannel;
    private final MapPieces pieces;
    private final int[] sources;
    private final int[] targets;

    /**
     * Prepares the copy.
     *
     * @param out where the maps are to be
     * @param fromRow floats from row to row where they are
     * @param fromChannel floats from map to map there
     */
    ImageRows(MapShape out, int fromRow, int fromChannel) {
        this.out = out;
        this.fromRow = fromRow;
        this.fromChannel = fromChannel;
        this.pieces = new MapPieces(out, fromRow, 1);
        this.sources = pieces.sources();
        this.targets = pieces.targets();
    }

    /** Copies the first maps. */
    void copy(int channels, float[] from, int fromOffset, float[] to, int toOffset) {
        VectorShuffle<Float> order = pieces.order();
        VectorMask<Float> made = pieces.made();
        for (int i = 0; i < sources.length; i++) {
            int source = fromOffset + sources[i];
            int target = toOffset + targets[i];
            int whole = wholeMaps(channels, from.length - source, to.length - target);
            for (int c = 0; c < whole; c++) {
                FloatVector piece = FloatVector.fromArray(SPECIES, from, source).rearrange(order);
                FloatVector.fromArray(SPECIES, to, target).blend(piece, made).intoArray(to, target);
                source += fromChannel;
                target += out.channelStride();
            }
            for (int c = whole; c < channels; c++) {
                pieces.copyRows(from, source, fromRow, to, target);
                source += fromChannel;
                target += out.channelStride();
            }
        }
    }

    /** How many maps begin so far from the ends of both arrays that whole vectors lie in them. */
    private int wholeMaps(int channels, int readable, int writable) {
        int maps = 0;
        while (maps < channels && maps * fromChannel + LENGTH <= readable
                && maps * out.channelStride() + LENGTH <= writable) {
            maps++;
        }
        return maps;
    }
}
