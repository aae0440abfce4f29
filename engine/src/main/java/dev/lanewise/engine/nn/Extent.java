package dev.lanewise.engine.nn;

import java.util.List;

/**
 * A number for rows and one for columns. In files one number where both are equal, else a list.
 */
record Extent(int height, int width) {

    static Extent even(int size) {
        return new Extent(size, size);
    }

    static Extent of(LayerAttributes.Reader from, String name) {
        List<Integer> numbers = from.wholes(name, 2);
        return new Extent(numbers.getFirst(), numbers.getLast());
    }

    int of(boolean rows) {
        return rows ? height : width;
    }

    boolean isAtLeast(int least) {
        return height >= least && width >= least;
    }

    Object attribute() {
        return height == width ? height : List.of(height, width);
    }

    @Override
    public String toString() {
        return height == width ? String.valueOf(height) : height + "×" + width;
    }
}
