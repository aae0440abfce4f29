package dev.lanewise.engine.data;

import dev.lanewise.engine.text.Attributes;

/**
 * Random distortions of images in training: each image is drawn anew in every epoch with another
 * rotation, scale, shear and shift, and with elastic displacements. A range of 0 leaves one out. The
 * values of an image are a function of (seed, epoch, index of the sample) alone.
 *
 * <p>A place of the new image, as a distance from the centre, is that of the old one rotated,
 * sheared along the rows and scaled, plus the shift, plus its elastic displacement; the value there is
 * interpolated between four pixels, and is 0 outside. All ranges are symmetric and uniform.
 *
 * @param shift most pixels along each axis
 * @param rotation most degrees, below 90
 * @param scale most share by which it grows or shrinks, below 1
 * @param shear most columns by which a row moves for each row from the centre
 * @param elasticity α: factor of the elastic displacements, which are uniform in [−1, 1) for each
 *     pixel and axis and then smoothed by a Gaussian (Simard, Steinkraus, Platt 2003)
 * @param smoothness σ: standard deviation of the Gaussian in pixels, above 0 where there is
 *     elasticity
 */
public record Augmentation(double shift, double rotation, double scale, double shear,
        double elasticity, double smoothness) {
    private static final double RIGHT_ANGLE = 90;

    /** Checks the ranges, of the values as floats. */
    public Augmentation {
        require(shift >= 0 && Float.isFinite((float) shift), "shift", "of at least 0", shift);
        require(rotation >= 0 && rotation < RIGHT_ANGLE, "rotation", "in [0, 90)", rotation);
        require(scale >= 0 && scale < 1, "scale", "in [0, 1)", scale);
        require(shear >= 0 && Float.isFinite((float) shear), "shear", "of at least 0", shear);
        require(elasticity >= 0 && Float.isFinite((float) elasticity), "elasticity",
                "of at least 0",
                elasticity);
        require(Double.isFinite(smoothness) && (smoothness > 0 || elasticity == 0), "smoothness",
                "above 0", smoothness);
    }

    private static void require(boolean holds, String name, String range, double given) {
        if (!holds) {
            throw new IllegalArgumentException("The " + name
                    + " of an augmentation must be a number " + range + "; you gave " + given
                    + ".");
        }
    }

    /** Images as they are. */
    public static Augmentation none() {
        return new Augmentation(0, 0, 0, 0, 0, 0);
    }

    /** Shifts by up to 2 pixels. */
    public static Augmentation shifts() {
        return new Augmentation(2, 0, 0, 0, 0, 0);
    }

    /** Shifts by up to 2.2 pixels, rotation by 14°, scale by 14 %, shear by 0.2. */
    public static Augmentation affine() {
        return new Augmentation(2.2, 14, 0.14, 0.2, 0, 0);
    }

    /**
     * Elastic displacements of σ 4 and α 16 with shifts by up to 1.5 pixels, rotation by 10°, scale by 12
     * %, shear by 0.15. (Simard's α of 34 with {@link #affine} is too much for a network as small as
     * LeNet-5.)
     */
    public static Augmentation elastic() {
        return new Augmentation(1.5, 10, 0.12, 0.15, 16, 4);
    }

    /** The same with other elastic displacements. */
    public Augmentation withElasticity(double alpha, double sigma) {
        return new Augmentation(shift, rotation, scale, shear, alpha, sigma);
    }

    /** What it is made of, to compare; a range that is left out is 0. */
    @SuppressWarnings("exports") // For the engine itself.
    public Attributes attributes() {
        return Attributes.of("Augmentation")
                .with("shift", shift, 0.0)
                .with("rotation", rotation, 0.0)
                .with("scale", scale, 0.0)
                .with("shear", shear, 0.0)
                .with("elasticity", elasticity, 0.0)
                .with("smoothness", smoothness, 0.0);
    }

    /** Whether images stay as they are. */
    public boolean isNone() {
        return shift == 0 && rotation == 0 && scale == 0 && shear == 0 && elasticity == 0;
    }
}
