package dev.lanewise.cli.option;

/**
 * What the model is validated on after each epoch.
 *
 * @param part which images
 * @param images how many training images are held out; 0 unless the part is {@link Part#HELD_OUT}
 */
public record Validation(Part part, int images) {

    /** Where validation images come from. */
    public enum Part {
        /** Nowhere: there is no validation. */
        NONE,
        /** From the training images, which they leave. */
        HELD_OUT,
        /** They are the test images. */
        TEST
    }

    /** No validation. */
    public static Validation none() {
        return new Validation(Part.NONE, 0);
    }

    /** The test images. */
    public static Validation test() {
        return new Validation(Part.TEST, 0);
    }

    /** Some of the training images, at least one. */
    public static Validation heldOut(int images) {
        return new Validation(Part.HELD_OUT, images);
    }

    /** As on the command line: {@code none}, {@code test}, or a number of images. */
    @Override
    public String toString() {
        return switch (part) {
            case NONE -> "none";
            case TEST -> "test";
            case HELD_OUT -> Integer.toString(images);
        };
    }
}
