package dev.lanewise.cli.option;

import dev.lanewise.engine.data.Augmentation;

/** The augmentations that can be named on the command line. */
public enum AugmentationKind {
    /** Images as they are. */
    NONE,
    /** Shifts. */
    SHIFT,
    /** Shift, rotation, scale and shear. */
    AFFINE,
    /** The same with elastic displacements. */
    ELASTIC;

    /** What a trainer takes. */
    public Augmentation toAugmentation() {
        return switch (this) {
            case NONE -> Augmentation.none();
            case SHIFT -> Augmentation.shifts();
            case AFFINE -> Augmentation.affine();
            case ELASTIC -> Augmentation.elastic();
        };
    }
}
