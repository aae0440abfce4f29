package dev.lanewise.engine.backend;

/**
 * Convolutions with three taps in a row by Winograd's minimal filtering F(4, 3) along rows: four outputs of
 * a row from six products a map and row of the kernel, where the plain sum takes twelve. A tile of six
 * columns of the input and the three taps are seen as polynomials, which are multiplied at six points: 0, 1,
 * −1, 2, −½ and ∞. The sum over maps and rows of the kernel is made at the points, so that it is six plain
 * matrix products, and only then made to four outputs.
 *
 * <p>These points round less than the usual 0, ±1, ±2: Barabasz, Anderson, Soodhalter and Gregg, "Error
 * Analysis and Improving the Accuracy of Winograd Convolution for Deep Neural Networks", 2020. Rows alone
 * are transformed: transforms in both directions would need fewer products still, but round more.
 *
 * <p>It rounds otherwise than the plain sum, so the shape alone decides, for every backend. Bᵀ, G and Aᵀ
 * are the matrices that transform a tile of the input d, taps g, and sums at the points; K counts the maps
 * that are read times the kernel's rows. An output is off by at most γ(K + 14) times {@code Σ |Aᵀ|·Σ
 * (|G|·|g|)·(|Bᵀ|·|d|)}, with γ(n) = n·u / (1 − n·u) and u = 2⁻²⁴; tests hold it to that. Measured with 16
 * to 128 maps of random numbers, its error is 1.6 to 2.1 times that of the plain sum (root mean square).
 */
public final class Winograd {
    /** Points at which polynomials are multiplied; also the columns of an input that a tile reads. */
    public static final int POINTS = 6;
    /** Columns of an output that a tile makes. */
    public static final int OUTPUTS = 4;
    /** Taps in a row of the kernel. */
    static final int TAPS = 3;
    /** Where a value of 1 adds 1 to each output: the point 1. */
    public static final int ONE = 1;
    /** Fewest maps on both sides: with fewer the transforms take more than the products save. */
    private static final int LEAST_MAPS = 8;
    /** Products at the points for each five that the plain sum takes, at most. */
    private static final int MOST_PRODUCTS = 4;
    private static final int OF_PRODUCTS = 5;

    private Winograd() {}

    /**
     * Whether a convolution in one group is computed this way.
     *
     * @param in maps that are read
     * @param out maps that are made
     * @param width columns of the output
     * @param top rows of padding above
     * @param left columns of padding before
     */
    public static boolean fits(ConvolutionWindow window, int in, int out, int width, int top,
            int left) {
        long products = (long) POINTS * tiles(width) * OF_PRODUCTS;
        return window.width() == TAPS && window.isDense() && window.dilationHeight() == 1
                && window.dilationWidth() == 1 && Math.min(in, out) >= LEAST_MAPS
                && products <= (long) TAPS * width * MOST_PRODUCTS && top < window.height()
                && left < TAPS;
    }

    /** Tiles of a row of so many outputs. */
    public static int tiles(int width) {
        return Math.ceilDiv(width, OUTPUTS);
    }
}
