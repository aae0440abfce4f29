package dev.lanewise.mnist.picture;

import java.util.ArrayList;
import java.util.List;

/**
 * The 8-connected components of a mask.
 *
 * @param labels the number of the component of every pixel, from 1 on; 0 where there is none
 * @param list the components in the order of their numbers
 */
@SuppressWarnings("ArrayRecordComponent")
record Marks(int[] labels, List<Mark> list) {

    /**
     * Finds the components.
     *
     * @param mask what to look for, row by row
     * @param width number of columns
     */
    static Marks of(boolean[] mask, int width) {
        int[] labels = new int[mask.length];
        Flood flood = new Flood(width, labels, true, (pixel, neighbor) -> mask[neighbor]);
        List<Mark> list = new ArrayList<>();
        for (int i = 0; i < mask.length; i++) {
            if (mask[i] && labels[i] == 0) {
                list.add(flood.from(i, list.size() + 1));
            }
        }
        return new Marks(labels, list);
    }
}
