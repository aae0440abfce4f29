package dev.lanewise.engine.plan;

import dev.lanewise.engine.backend.Backend;

/** Each map times a number of its own plus another, in place; the border stays as it is. */
final class ChannelAffine {
    private ChannelAffine() {}

    static void apply(Backend kernels, Maps maps, float[] scales, int scale, float[] shifts,
            int shift) {
        for (int c = 0; c < maps.inside.channels(); c++) {
            for (int y = 0; y < maps.inside.height(); y++) {
                kernels.affine(scales[scale + c], shifts[shift + c], maps.values, maps.row(c, y),
                        maps.inside.rowLength());
            }
        }
    }
}
