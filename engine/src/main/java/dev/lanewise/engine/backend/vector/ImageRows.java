package dev.lanewise.engine.backend.vector;

import dev.lanewise.engine.backend.MapShape;

/** The rows of maps of one image. */
final class ImageRows {
    private ImageRows() {}

    /** Copies them from one layout to another: floats from row to row and from map to map. */
    static void copy(MapShape maps, float[] from, int fromOffset, int fromRow, int fromChannel,
            float[] to, int toOffset, int toRow, int toChannel) {
        for (int channel = 0; channel < maps.channels(); channel++) {
            for (int row = 0; row < maps.height(); row++) {
                System.arraycopy(from, fromOffset + channel * fromChannel + row * fromRow, to,
                        toOffset + channel * toChannel + row * toRow, maps.width());
            }
        }
    }
}
