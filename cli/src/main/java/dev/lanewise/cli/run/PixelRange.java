package dev.lanewise.cli.run;

import dev.lanewise.engine.data.Dataset;
import dev.lanewise.engine.data.Sample;
import dev.lanewise.engine.model.Model;
import java.util.Map;
import java.util.Optional;

/**
 * The range of the pixels of a set of images, and of those that a model was trained on: bytes use most
 * of 0…255, but there are sets of bits, and of 16 or 64 greys.
 *
 * @param largest the largest pixel, or one above {@link #SMALL}, which tells as much
 */
public record PixelRange(int largest) {
    /** The largest value of a range that is not that of bytes. */
    private static final int SMALL = 63;
    private static final int BYTES = 255;
    /** Largest pixels that differ by less belong to sets of one kind. */
    private static final float ALIKE = 2;
    private static final String ENTRY = "data.largest_pixel";

    /** Of images; reads as many as it takes to see that they use the range of bytes. */
    public static PixelRange of(Dataset images) {
        float[] pixels = new float[images.shape().size()];
        float largest = 0;
        for (int i = 0; i < images.size() && largest <= SMALL; i++) {
            images.read(i, pixels, 0);
            for (float pixel : pixels) {
                largest = Math.max(largest, pixel);
            }
        }
        return new PixelRange((int) largest);
    }

    /** Of the images that a model was trained on. */
    public static PixelRange of(Model model) {
        String entry = model.provenance().getOrDefault(ENTRY, "");
        return new PixelRange(entry.matches("[1-9][0-9]?") ? Integer.parseInt(entry) : BYTES);
    }

    /** Whether it is smaller than that of bytes. Images that are all black tell nothing. */
    public boolean isSmall() {
        return largest > 0 && largest <= SMALL;
    }

    /** What pixels must be multiplied by so that they use the whole range of bytes; mostly 1. */
    public float factor() {
        return isSmall() ? (float) BYTES / largest : 1;
    }

    /** Lets a model tell it, where it is not that of bytes. */
    public void addTo(Map<String, String> provenance) {
        if (isSmall()) {
            provenance.put(ENTRY, Integer.toString(largest));
        }
    }

    /** An image of bytes in this range. */
    public Sample take(Sample bytes) {
        if (!isSmall()) {
            return bytes;
        }
        float[] values = bytes.values().clone();
        for (int i = 0; i < values.length; i++) {
            values[i] /= factor();
        }
        return Sample.of(bytes.shape(), values, bytes.label());
    }

    /** What is to be said where images of this range are given to a model of another one. */
    public Optional<String> remark(PixelRange model, String images) {
        float ratio = factor() / model.factor();
        return ratio < ALIKE && ratio > 1 / ALIKE ? Optional.empty()
                : Optional.of("The largest pixel of " + images + " is "
                        + (isSmall() ? Integer.toString(largest) : "above " + SMALL)
                        + ", but the model was trained on pixels up to "
                        + (model.isSmall() ? model.largest() : BYTES)
                        + "; give it images of that range.");
    }
}
