package dev.lanewise.cli.serve;

import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/** The numbers of a tensor, read from JSON arrays: one of all numbers, or nested ones of equal lengths. */
final class TensorData {
    /** Arrays within arrays: images, channels, rows, columns. */
    static final int DEEPEST = 4;
    private static final int UNKNOWN = -1;
    private static final int FIRST = 784;

    private final JsonReader in;
    private final int most;
    private final int[] lengths = new int[DEEPEST];
    private int depth = UNKNOWN;
    private float[] values = new float[FIRST];
    private int count;

    /**
     * Numbers that are still to be read.
     *
     * @param most how many there may be
     */
    TensorData(JsonReader in, int most) {
        this.in = in;
        this.most = most;
        Arrays.fill(lengths, UNKNOWN);
    }

    /**
     * Reads them.
     *
     * @throws IOException if they are no JSON
     * @throws Refusal if there are too many, or the arrays are ragged
     */
    void read() throws IOException {
        read(0);
    }

    private void read(int level) throws IOException {
        int length = 0;
        in.beginArray();
        for (; in.hasNext(); length++) {
            if (in.peek() == JsonToken.BEGIN_ARRAY) {
                require(level + 1 < DEEPEST);
                read(level + 1);
            } else {
                require(depth == UNKNOWN || depth == level);
                depth = level;
                add();
            }
        }
        in.endArray();
        require(lengths[level] == UNKNOWN || lengths[level] == length);
        lengths[level] = length;
    }

    private void add() throws IOException {
        float value = (float) in.nextDouble();
        if (!Float.isFinite(value)) {
            throw new Refusal(Refusal.BAD_REQUEST, "data must be finite numbers of type FP32; one"
                    + " at " + in.getPath() + " is larger.");
        }
        if (count == most) {
            throw new Refusal(Refusal.BAD_REQUEST, "data must be at most "
                    + InferenceRequest.MOST_IMAGES + " images; send more in several requests.");
        }
        if (count == values.length) {
            values = Arrays.copyOf(values, Math.min(most, 2 * count));
        }
        values[count++] = value;
    }

    private static void require(boolean holds) {
        if (!holds) {
            throw new Refusal(Refusal.BAD_REQUEST, "data must be one array of all numbers, or"
                    + " nested as the shape; yours is neither.");
        }
    }

    /** A copy of them in their order. */
    float[] values() {
        return Arrays.copyOf(values, count);
    }

    /**
     * Checks that they are a tensor.
     *
     * @throws Refusal if they are not
     */
    void requireShape(List<Integer> shape) {
        long size = shape.stream().mapToLong(Integer::intValue).reduce(1, Math::multiplyExact);
        if (size != count) {
            throw new Refusal(Refusal.BAD_REQUEST, "data must have " + size
                    + " numbers for the shape " + shape + "; you gave " + count + ".");
        }
        require(depth == 0 || Arrays.stream(lengths, 0, depth + 1).boxed().toList().equals(shape));
    }
}
