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
        int[] stack = new int[mask.length];
        List<Mark> list = new ArrayList<>();
        for (int i = 0; i < mask.length; i++) {
            if (mask[i] && labels[i] == 0) {
                list.add(flood(mask, width, i, list.size() + 1, labels, stack));
            }
        }
        return new Marks(labels, list);
    }

    private static Mark flood(boolean[] mask, int width, int start, int label, int[] labels,
            int[] stack) {
        int height = mask.length / width;
        int left = width;
        int right = 0;
        int top = height;
        int bottom = 0;
        int area = 0;
        int depth = 0;
        stack[depth++] = start;
        labels[start] = label;
        while (depth > 0) {
            int at = stack[--depth];
            int x = at % width;
            int y = at / width;
            area++;
            left = Math.min(left, x);
            right = Math.max(right, x);
            top = Math.min(top, y);
            bottom = Math.max(bottom, y);
            for (int row = Math.max(0, y - 1); row <= Math.min(height - 1, y + 1); row++) {
                for (int column = Math.max(0, x - 1); column <= Math.min(width - 1,
                        x + 1); column++) {
                    int neighbor = row * width + column;
                    if (mask[neighbor] && labels[neighbor] == 0) {
                        labels[neighbor] = label;
                        stack[depth++] = neighbor;
                    }
                }
            }
        }
        return new Mark(label, start, area, new Box(left, top, right - left + 1, bottom - top + 1));
    }
}
