package dev.lanewise.engine.data;

import dev.lanewise.engine.nn.Shape;

/** The samples of one data set and then those of another. */
final class Concatenation implements Dataset {
    private final Dataset first;
    private final Dataset second;
    private final int size;

    Concatenation(Dataset first, Dataset second) {
        if (!first.shape().equals(second.shape()) || first.classes() != second.classes()) {
            throw new IllegalArgumentException(
                    "Data sets to join must have one shape and one number"
                            + " of classes; these have " + first.shape() + " and " + second.shape()
                            + ", "
                            + first.classes() + " and " + second.classes() + " classes.");
        }
        if (first.targets() != second.targets()) {
            throw new IllegalArgumentException(
                    "Data sets to join must have one number of targets; these have "
                            + first.targets() + " and " + second.targets() + ".");
        }
        long samples = (long) first.size() + second.size();
        if (samples > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("Data sets to join must have at most "
                    + Integer.MAX_VALUE + " samples together; these have " + samples + ".");
        }
        this.first = first;
        this.second = second;
        this.size = (int) samples;
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public Shape shape() {
        return first.shape();
    }

    @Override
    public int classes() {
        return first.classes();
    }

    @Override
    public int label(int index) {
        int other = index - first.size();
        return other < 0 ? first.label(index) : second.label(other);
    }

    @Override
    public int targets() {
        return first.targets();
    }

    @Override
    public void target(int index, float[] into, int offset) {
        int other = index - first.size();
        if (other < 0) {
            first.target(index, into, offset);
        } else {
            second.target(other, into, offset);
        }
    }

    @Override
    public float weight(int index) {
        int other = index - first.size();
        return other < 0 ? first.weight(index) : second.weight(other);
    }

    @Override
    public void read(int index, float[] into, int offset) {
        int other = index - first.size();
        if (other < 0) {
            first.read(index, into, offset);
        } else {
            second.read(other, into, offset);
        }
    }
}
