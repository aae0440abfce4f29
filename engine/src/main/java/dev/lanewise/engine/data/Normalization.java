package dev.lanewise.engine.data;

import dev.lanewise.engine.nn.Shape;
import dev.lanewise.engine.nn.ShapeException;
import dev.lanewise.engine.text.Attributes;
import dev.lanewise.engine.text.Described;
import java.util.Arrays;

/**
 * How raw values become network input: {@code scale·value + shift}, rounded once. One scale and one shift
 * for all values, or one for each channel; where samples are flat, each feature is a channel.
 *
 * @since 0.1.0
 */
@SuppressWarnings("exports") // What it extends is for the engine itself.
public final class Normalization extends Described {
    private static final float BYTE_RANGE = 255f;
    private static final float LEAST = 1e-30f;
    private static final float MOST = 1e30f;
    private static final Normalization NONE = new Normalization(1, 0);
    private final float[] scale;
    private final float[] shift;

    private Normalization(float scale, float shift) {
        this(new float[]{scale}, new float[]{shift});
    }

    private Normalization(float[] scales, float[] shifts) {
        if (scales.length != shifts.length || scales.length == 0) {
            throw new IllegalArgumentException("A normalization needs as many scales as shifts, at"
                    + " least one; you gave " + scales.length + " and " + shifts.length + ".");
        }
        for (int i = 0; i < scales.length; i++) {
            float size = Math.abs(scales[i]);
            if (!(size >= LEAST && size <= MOST && Math.abs(shifts[i]) <= MOST)) {
                throw new IllegalArgumentException("A normalization needs a finite scale from 1e-30"
                        + " to 1e30 and a shift of at most 1e30; it has " + scales[i] + " and "
                        + shifts[i] + (scales.length == 1 ? "." : " at index " + i + "."));
            }
        }
        this.scale = scales;
        this.shift = shifts;
    }

    /**
     * A factor and a summand. A scale of 0 would make all values alike, and numbers that are greater or
     * smaller than these overflow or vanish within a network.
     *
     * @param scale the factor
     * @param shift the summand
     * @return the normalization
     * @throws IllegalArgumentException unless 1e−30 ≤ |scale| ≤ 1e30 and |shift| ≤ 1e30
     */
    public static Normalization of(float scale, float shift) {
        return new Normalization(scale, shift);
    }

    /**
     * A factor and a summand for each channel, which are copied.
     *
     * @param scales the factors
     * @param shifts the summands
     * @return the normalization
     * @throws IllegalArgumentException unless there are as many of both, at least one, and all 1e−30 ≤
     *     |scale| ≤ 1e30 and |shift| ≤ 1e30
     */
    public static Normalization of(float[] scales, float[] shifts) {
        return new Normalization(scales.clone(), shifts.clone());
    }

    /**
     * {@return the normalization that gives each channel of a data set mean 0 and standard deviation 1 over all
     * samples and positions; a channel of one value alone has mean 0 then} Sums are made in double
     * precision in the order of the samples. Take the training data, not what the network is tested on.
     *
     * @param data the training data
     * @throws IllegalArgumentException if there is no sample, or a value is no finite number; names it
     */
    public static Normalization fit(Dataset data) {
        return ChannelMoments.of(data).normalization();
    }

    /**
     * {@return the normalization that has these attributes}
     *
     * @param attributes those of a normalization
     * @throws IllegalArgumentException if there is none
     */
    @SuppressWarnings("exports") // For the engine itself.
    public static Normalization of(Attributes attributes) {
        return new Normalization(numbers(attributes, "scale"), numbers(attributes, "shift"));
    }

    private static float[] numbers(Attributes attributes, String name) {
        String text = attributes.values().getOrDefault(name, "");
        boolean several = text.startsWith("[") && text.endsWith("]");
        String[] parts = (several ? text.substring(1, text.length() - 1) : text).split(", ", -1);
        float[] numbers = new float[parts.length];
        for (int i = 0; i < parts.length; i++) {
            numbers[i] = Float.parseFloat(parts[i]);
        }
        return numbers;
    }

    /**
     * Values as they are.
     *
     * @return the normalization
     */
    public static Normalization none() {
        return NONE;
    }

    /**
     * Bytes 0…255 to 0…1.
     *
     * @return the normalization
     */
    public static Normalization unit() {
        return new Normalization(1f / BYTE_RANGE, 0f);
    }

    /**
     * Bytes to zero mean and unit deviation.
     *
     * @param mean mean of the data on the scale 0…1
     * @param deviation standard deviation on the same scale, above 0
     * @return the normalization
     * @throws IllegalArgumentException if it is not, or a number is not finite
     */
    public static Normalization standard(double mean, double deviation) {
        if (!(deviation > 0)) {
            throw new IllegalArgumentException(
                    "A normalization needs a deviation above 0; you gave " + deviation
                            + "; with data of one value alone, use unit().");
        }
        return new Normalization((float) (1 / (BYTE_RANGE * deviation)),
                (float) (-mean / deviation));
    }

    /**
     * {@return the same with another factor for all channels}
     *
     * @param value the factor
     */
    public Normalization scale(float value) {
        float[] same = new float[scale.length];
        Arrays.fill(same, value);
        return new Normalization(same, shift);
    }

    /**
     * {@return the same with another summand for all channels}
     *
     * @param value the summand
     */
    public Normalization shift(float value) {
        float[] same = new float[shift.length];
        Arrays.fill(same, value);
        return new Normalization(scale, same);
    }

    /** {@return the number of factors: 1 for all channels together, or the number of channels} */
    public int count() {
        return scale.length;
    }

    /**
     * {@return the factor for all channels}
     *
     * @throws IllegalStateException if each has its own
     */
    public float scale() {
        requireOne();
        return scale[0];
    }

    /**
     * {@return the summand for all channels}
     *
     * @throws IllegalStateException if each has its own
     */
    public float shift() {
        requireOne();
        return shift[0];
    }

    private void requireOne() {
        if (scale.length != 1) {
            throw new IllegalStateException("The normalization has " + scale.length
                    + " scales and shifts; ask for that of a channel.");
        }
    }

    /**
     * {@return the factor for a channel}
     *
     * @param channel the channel
     */
    public float scaleOf(int channel) {
        return scale[scale.length == 1 ? 0 : channel];
    }

    /**
     * {@return the summand for a channel}
     *
     * @param channel the channel
     */
    public float shiftOf(int channel) {
        return shift[scale.length == 1 ? 0 : channel];
    }

    /**
     * Checks that samples of a shape have as many channels as this.
     *
     * @param shape the samples' shape
     * @throws ShapeException if they don't
     */
    public void requireFits(Shape shape) {
        if (scale.length != 1 && scale.length != shape.channels()) {
            throw new ShapeException("A normalization for samples of " + shape
                    + " must have one scale, or one for each of the " + shape.channels()
                    + " channels; it has " + scale.length + "; fit one to data of that shape.");
        }
    }

    @Override
    public Attributes attributes() {
        return Attributes.of("Normalization")
                .with("scale", text(scale))
                .with("shift", text(shift));
    }

    private static String text(float[] values) {
        return values.length == 1 ? Float.toString(values[0]) : Arrays.toString(values);
    }
}
