package dev.lanewise.engine.backend.vector;

/** The input of one image at the points of a Winograd convolution. Belongs to one thread. */
interface ImagePoints {

    /** Transforms an image, its operands checked before. */
    void transform(float[] x, int xOffset);

    /** What the last image was transformed to. */
    float[] values();

    /** Floats from a point to the next. */
    int point();

    /** Where the first of what an output tile reads lies, row by row. */
    int[] positions();

    /** Offset from there of what each product reads, by map and row of the kernel. */
    int[] taps();
}
