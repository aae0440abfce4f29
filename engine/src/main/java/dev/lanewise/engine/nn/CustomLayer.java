package dev.lanewise.engine.nn;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A layer of a program's own, with one input: computed sample by sample on plain arrays, without vectors.
 * <strong>Preview:</strong> it may change in a later version.
 *
 * <p>Values lie in the order channel, row, column. One object computes for any number of threads at a
 * time, so {@link #forward} and {@link #backward} must keep nothing, and make what they make of their
 * arguments alone: then a network with such layers has the same bits from any number of threads. Layers
 * of one type with equal attributes are equal.
 *
 * <p>A model with such a layer is saved as any other, and read by {@code Model.load(file, types)}, which
 * is told what makes the layer from its attributes.
 *
 * @since 0.1.0
 */
public abstract non-sealed class CustomLayer extends DescribedLayer {
    private static final Pattern NAME = Pattern
            .compile("[A-Za-z][A-Za-z0-9_]*(\\.[A-Za-z][A-Za-z0-9_]*)+");
    private final String type;

    /**
     * A layer of a type.
     *
     * @param type its name in files: words with dots between them, such as {@code example.sine}, so that
     *     it is none of the engine's. The last word begins the layer's name in a network.
     * @throws IllegalArgumentException if it is no such name
     */
    protected CustomLayer(String type) {
        if (!NAME.matcher(type).matches()) {
            throw new IllegalArgumentException("The type of a layer of your own must be words with"
                    + " dots between them, such as example.sine; you gave " + type + ".");
        }
        this.type = type;
    }

    /**
     * Makes the output of one sample.
     *
     * @param input shape of {@code x}
     * @param parameters those of this layer, one after the other as {@link #parameters(Shape)} declares
     *     them; only read
     * @param x the input; only read
     * @param y the output, 0 at first; modified
     */
    public abstract void forward(Shape input, float[] parameters, float[] x, float[] y);

    /**
     * Makes the gradients of one sample.
     *
     * @param input shape of {@code x}
     * @param parameters those of this layer; only read
     * @param x the input; only read
     * @param y the output that {@link #forward} made of it; only read
     * @param dy gradient of the output; only read
     * @param dx gradient of the input, 0 at first; modified
     * @param dParameters gradient of the parameters, 0 at first; modified
     */
    public abstract void backward(Shape input, float[] parameters, float[] x, float[] y, float[] dy,
            float[] dx, float[] dParameters);

    /** The shape that this layer makes of {@code input}: the same, unless it is overridden. */
    @Override
    public Shape outputShape(String name, Shape input) {
        return input;
    }

    /** What it wants in the network's parameter array: nothing, unless it is overridden. */
    @Override
    public List<Parameter> parameters(Shape input) {
        return List.of();
    }

    /**
     * What tells it from others of its type, for files: whole numbers, numbers, texts and lists of them;
     * nothing, unless it is overridden.
     */
    @Override
    public Map<String, Object> attributes() {
        return Map.of();
    }

    /** The same extent, unless it is overridden. */
    @Override
    public int extentBefore(int extent, boolean rows) {
        return extent;
    }

    @Override
    public final String type() {
        return type;
    }

    @Override
    public final String stem() {
        return type.substring(type.lastIndexOf('.') + 1);
    }
}
