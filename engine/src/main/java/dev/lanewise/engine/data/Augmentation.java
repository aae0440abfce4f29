package dev.lanewise.engine.data;

import dev.lanewise.engine.text.Attributes;
import dev.lanewise.engine.text.Described;

/**
 * Random distortions of images in training: each image is drawn anew in every epoch with another
 * rotation, scale, shear and shift, and with elastic displacements. A range of 0 leaves one out. The
 * values of an image are a function of (seed, epoch, index of the sample) alone.
 *
 * <p>A place of the new image, as a distance from the centre, is that of the old one rotated,
 * sheared along the rows and scaled, plus the shift, plus its elastic displacement; the value there is
 * interpolated between four pixels, and is 0 outside. All ranges are symmetric and uniform.
 *
 * @since 0.1.0
 */
@SuppressWarnings("exports") // What it extends is for the engine itself.
public final class Augmentation extends Described {
    private static final double RIGHT_ANGLE = 90;
    private static final Augmentation NONE = new Augmentation(0, 0, 0, 0, 0, 0);
    private final double shift;
    private final double rotation;
    private final double scale;
    private final double shear;
    private final double elasticity;
    private final double smoothness;

    /** Checks the ranges, of the values as floats. */
    private Augmentation(double shift, double rotation, double scale, double shear,
            double elasticity, double smoothness) {
        require(shift >= 0 && Float.isFinite((float) shift), "shift", "of at least 0", shift);
        require(rotation >= 0 && rotation < RIGHT_ANGLE, "rotation", "in [0, 90)", rotation);
        require(scale >= 0 && scale < 1, "scale", "in [0, 1)", scale);
        require(shear >= 0 && Float.isFinite((float) shear), "shear", "of at least 0", shear);
        require(elasticity >= 0 && Float.isFinite((float) elasticity), "elasticity",
                "of at least 0",
                elasticity);
        require(Double.isFinite(smoothness) && (smoothness > 0 || elasticity == 0), "smoothness",
                "above 0", smoothness);
        this.shift = shift;
        this.rotation = rotation;
        this.scale = scale;
        this.shear = shear;
        this.elasticity = elasticity;
        this.smoothness = smoothness;
    }

    private static void require(boolean holds, String name, String range, double given) {
        if (!holds) {
            throw new IllegalArgumentException("The " + name
                    + " of an augmentation must be a number " + range + "; you gave " + given
                    + ".");
        }
    }

    /**
     * Images as they are.
     *
     * @return the augmentation
     */
    public static Augmentation none() {
        return NONE;
    }

    /**
     * Shifts by up to 2 pixels.
     *
     * @return the augmentation
     */
    public static Augmentation shifts() {
        return NONE.shift(2);
    }

    /**
     * Shifts by up to 2.2 pixels, rotation by 14°, scale by 14 %, shear by 0.2.
     *
     * @return the augmentation
     */
    public static Augmentation affine() {
        return NONE.shift(2.2).rotation(14).scale(0.14).shear(0.2);
    }

    /**
     * Elastic displacements of σ 4 and α 16 with shifts by up to 1.5 pixels, rotation by 10°, scale by 12
     * %, shear by 0.15. (Simard's α of 34 with {@link #affine} is too much for a network as small as
     * LeNet-5.)
     *
     * @return the augmentation
     */
    public static Augmentation elastic() {
        return NONE.shift(1.5).rotation(10).scale(0.12).shear(0.15).elasticity(16, 4);
    }

    /**
     * {@return the same with shifts by up to so many pixels along each axis}
     *
     * @param most the largest shift in pixels
     */
    public Augmentation shift(double most) {
        return new Augmentation(most, rotation, scale, shear, elasticity, smoothness);
    }

    /**
     * {@return the same with rotations by up to so many degrees, below 90}
     *
     * @param most the largest angle in degrees
     */
    public Augmentation rotation(double most) {
        return new Augmentation(shift, most, scale, shear, elasticity, smoothness);
    }

    /**
     * {@return the same where images grow or shrink by up to a share, below 1}
     *
     * @param most the largest share, below 1
     */
    public Augmentation scale(double most) {
        return new Augmentation(shift, rotation, most, shear, elasticity, smoothness);
    }

    /**
     * {@return the same where a row moves by up to so many columns for each row from the centre}
     *
     * @param most the largest number of columns a row
     */
    public Augmentation shear(double most) {
        return new Augmentation(shift, rotation, scale, most, elasticity, smoothness);
    }

    /**
     * {@return the same with other elastic displacements}
     *
     * @param alpha their factor; before it they are uniform in [−1, 1) for each pixel and axis and then
     *     smoothed by a Gaussian (Simard, Steinkraus, Platt 2003)
     * @param sigma standard deviation of the Gaussian in pixels, above 0 where there is elasticity
     */
    public Augmentation elasticity(double alpha, double sigma) {
        return new Augmentation(shift, rotation, scale, shear, alpha, sigma);
    }

    /** {@return the most pixels of a shift along each axis} */
    public double shift() {
        return shift;
    }

    /** {@return the most degrees of a rotation} */
    public double rotation() {
        return rotation;
    }

    /** {@return the most share by which an image grows or shrinks} */
    public double scale() {
        return scale;
    }

    /** {@return the most columns by which a row moves for each row from the centre} */
    public double shear() {
        return shear;
    }

    /** {@return the factor of the elastic displacements} */
    public double elasticity() {
        return elasticity;
    }

    /** {@return the standard deviation in pixels of the Gaussian that smooths elastic displacements} */
    public double smoothness() {
        return smoothness;
    }

    /** What it is made of, to compare; a range that is left out is 0. */
    @Override
    public Attributes attributes() {
        return Attributes.of("Augmentation")
                .with("shift", shift, 0.0)
                .with("rotation", rotation, 0.0)
                .with("scale", scale, 0.0)
                .with("shear", shear, 0.0)
                .with("elasticity", elasticity, 0.0)
                .with("smoothness", smoothness, 0.0);
    }

    /** {@return whether images stay as they are} */
    public boolean isNone() {
        return shift == 0 && rotation == 0 && scale == 0 && shear == 0 && elasticity == 0;
    }
}
