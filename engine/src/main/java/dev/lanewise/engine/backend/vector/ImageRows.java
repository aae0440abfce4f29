package dev.lanewise.engine.backend.vector;

import static dev.lanewise.engine.backend.vector.Lanes.LENGTH;
import static dev.lanewise.engine.backend.vector.Lanes.SPECIES;

import dev.lanewise.engine.backend.MapShape;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;

/** The rows of maps of one image. */
final class ImageRows {
    private ImageRows() {}

    /** Copies them from one layout to another: floats from row to row and from map to map. */
    static void copy(MapShape maps, float[] from, int fromOffset, int fromRow, int fromChannel,
            float[] to, int toOffset, int toRow, int toChannel) {
        int width = maps.width();
        int whole = SPECIES.loopBound(width);
        VectorMask<Float> rest = SPECIES.indexInRange(whole, width);
        int last = from.length - (whole < width ? whole + LENGTH : whole);
        for (int channel = 0; channel < maps.channels(); channel++) {
            int source = fromOffset + channel * fromChannel;
            int target = toOffset + channel * toChannel;
            for (int row = 0; row < maps.height(); row++, source += fromRow, target += toRow) {
                if (source > last) {
                    System.arraycopy(from, source, to, target, width);
                    continue;
                }
                for (int i = 0; i < whole; i += LENGTH) {
                    FloatVector.fromArray(SPECIES, from, source + i).intoArray(to, target + i);
                }
                if (whole < width) {
                    FloatVector.fromArray(SPECIES, from, source + whole)
                            .intoArray(to, target + whole, rest);
                }
            }
        }
    }
}
