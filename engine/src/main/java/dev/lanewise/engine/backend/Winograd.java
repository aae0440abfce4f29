package dev.lanewise.engine.backend;

import java.util.Optional;

/**
 * Convolutions with three or five taps in a row by Winograd's minimal filtering along rows: F(4, 3) makes
 * four outputs of a row from six products a map and row of the kernel, where the plain sum takes twelve,
 * F(2, 5) two outputs from six products instead of ten. A tile of six columns of the input and the taps are
 * seen as polynomials, which are multiplied at six points: 0, 1, −1, 2, −½ and ∞. The sum over maps and rows
 * of the kernel is made at the points, so that it is six plain matrix products, and only then made to
 * outputs.
 *
 * <p>These points round less than the usual 0, ±1, ±2: Barabasz, Anderson, Soodhalter and Gregg, "Error
 * Analysis and Improving the Accuracy of Winograd Convolution for Deep Neural Networks", 2020. Rows alone
 * are transformed: transforms in both directions would need fewer products still, but round more.
 *
 * <p>It rounds otherwise than the plain sum, so the shape alone decides, for every backend. Bᵀ, G and Aᵀ
 * are the matrices that transform a tile of the input d, taps g, and sums at the points; K counts the terms
 * of such a sum: forward the maps that are read times the kernel's rows. An output is off by at most γ(K +
 * 16) times {@code Σ |Aᵀ|·Σ (|G|·|g|)·(|Bᵀ|·|d|)}, with γ(n) = n·u / (1 − n·u) and u = 2⁻²⁴; a gradient by
 * the same with the matrices that make it. Tests hold them to that. Measured with 16 to 128 maps of random
 * numbers, the error of F(4, 3) is 1.6 to 2.1 times that of the plain sum (root mean square).
 */
public enum Winograd {
    /** Four outputs of three taps. */
    F4_3(4, 3, 8),
    /** Two outputs of five taps. */
    F2_5(2, 5, 6);

    /** Points at which polynomials are multiplied; also the columns of an input that a tile reads. */
    public static final int POINTS = 6;
    /** Where a value of 1 adds 1 to each output: the point 1. */
    public static final int ONE = 1;
    /** Products at the points for each five that the plain sum takes, at most. */
    private static final int MOST_PRODUCTS = 4;
    private static final int OF_PRODUCTS = 5;

    private final int outputs;
    private final int taps;
    /** Fewest maps on both sides: with fewer the transforms take more than the products save. */
    private final int leastMaps;

    Winograd(int outputs, int taps, int leastMaps) {
        this.outputs = outputs;
        this.taps = taps;
        this.leastMaps = leastMaps;
    }

    /** Columns of an output that a tile makes. */
    public int outputs() {
        return outputs;
    }

    /** Taps in a row of the kernel. */
    public int taps() {
        return taps;
    }

    /**
     * How a convolution in one group is computed; empty if by plain sums.
     *
     * @param in maps that are read
     * @param out maps that are made
     * @param width columns of the output
     * @param top rows of padding above
     * @param left columns of padding before
     */
    public static Optional<Winograd> of(ConvolutionWindow window, int in, int out, int width,
            int top, int left) {
        for (Winograd form : values()) {
            if (form.fits(window, in, out, width, top, left)) {
                return Optional.of(form);
            }
        }
        return Optional.empty();
    }

    private boolean fits(ConvolutionWindow window, int in, int out, int width, int top,
            int left) {
        long products = (long) POINTS * tiles(width) * OF_PRODUCTS;
        return window.width() == taps && window.isDense() && window.dilationHeight() == 1
                && window.dilationWidth() == 1 && Math.min(in, out) >= leastMaps
                && products <= (long) taps * width * MOST_PRODUCTS && top < window.height()
                && left < taps;
    }

    /** That of a convolution which {@link #of} says is computed so. */
    public static Winograd of(ConvolutionShape shape) {
        return shape.window().width() == F4_3.taps ? F4_3 : F2_5;
    }

    /** Tiles of a row of so many outputs. */
    public int tiles(int width) {
        return Math.ceilDiv(width, outputs);
    }
}
