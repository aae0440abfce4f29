package dev.lanewise.engine.source;

import java.util.Set;

/**
 * Methods of a generated class that make maps of maps, one image at a time, in the order of sums that the
 * scalar kernels have. Maps lie in the order channel, row, column; {@code in} and {@code out} are such
 * extents. {@code W} holds all weights. Every method returns a new array.
 */
@SuppressWarnings("ImmutableEnumChecker") // Sets that can't be changed.
enum MapPart implements JavaPart {
    /** Weights from texts of Base64. */
    DECODE("""
            private static float[] decode(int count, String... texts) {
                java.nio.ByteBuffer bytes = java.nio.ByteBuffer.allocate(4 * count);
                for (String text : texts) {
                    bytes.put(java.util.Base64.getDecoder().decode(text));
                }
                bytes.flip();
                float[] values = new float[count];
                bytes.asFloatBuffer().get(values);
                return values;
            }
            """),
    /** A convolution by plain sums; {@code k}: rows, columns, strides, dilations, padding above and before. */
    CONVOLUTION("""
            private static float[] convolution(float[] x, int[] in, int[] out, int[] k, int groups,
                    int weight, int bias) {
                float[] y = new float[out[0] * out[1] * out[2]];
                int maps = in[0] / groups;
                for (int at = 0; at < y.length; at++) {
                    int o = at / (out[1] * out[2]);
                    int first = o / (out[0] / groups) * maps;
                    int tap = weight + o * maps * k[0] * k[1];
                    float sum = W[bias + o];
                    for (int c = first; c < first + maps; c++) {
                        for (int i = 0; i < k[0]; i++) {
                            int row = at / out[2] % out[1] * k[2] + i * k[4] - k[6];
                            for (int j = 0; j < k[1]; j++, tap++) {
                                int column = at % out[2] * k[3] + j * k[5] - k[7];
                                if (row >= 0 && row < in[1] && column >= 0 && column < in[2]) {
                                    sum = Math.fma(W[tap], x[(c * in[1] + row) * in[2] + column], sum);
                                }
                            }
                        }
                    }
                    y[at] = sum;
                }
                return y;
            }
            """),
    /** A transposed convolution; {@code k} as above, the padding being what is cut off. */
    TRANSPOSED("""
            private static float[] transposed(float[] x, int[] in, int[] out, int[] k, int groups,
                    int weight, int bias) {
                float[] y = new float[out[0] * out[1] * out[2]];
                for (int i = 0; i < y.length; i++) {
                    y[i] = W[bias + i / (out[1] * out[2])];
                }
                int maps = out[0] / groups;
                for (int row = 0; row < in[1]; row++) {
                    for (int i = 0; i < k[0]; i++) {
                        for (int j = 0; j < k[1]; j++) {
                            for (int o = 0; o < in[0]; o++) {
                                for (int c = 0; c < maps; c++) {
                                    float w = W[weight + ((o * maps + c) * k[0] + i) * k[1] + j];
                                    int map = o / (in[0] / groups) * maps + c;
                                    int r = row * k[2] + i * k[4] - k[6];
                                    for (int column = 0; column < in[2]; column++) {
                                        int q = column * k[3] + j * k[5] - k[7];
                                        if (r >= 0 && r < out[1] && q >= 0 && q < out[2]) {
                                            int at = (map * out[1] + r) * out[2] + q;
                                            y[at] = Math.fma(w, x[(o * in[1] + row) * in[2] + column], y[at]);
                                        }
                                    }
                                }
                            }
                        }
                    }
                }
                return y;
            }
            """),
    /** A fully connected layer. */
    DENSE("""
            private static float[] dense(float[] x, int units, int weight, int bias) {
                float[] y = new float[units];
                for (int i = 0; i < units; i++) {
                    float sum = W[bias + i];
                    for (int j = 0; j < x.length; j++) {
                        sum = Math.fma(W[weight + i * x.length + j], x[j], sum);
                    }
                    y[i] = sum;
                }
                return y;
            }
            """),
    /** A factor and a summand for all values or for each channel. */
    AFFINE("""
            private static float[] affine(float[] x, int channels, int scale, int shift) {
                float[] y = new float[x.length];
                for (int i = 0; i < x.length; i++) {
                    int c = i / (x.length / channels);
                    y[i] = Math.fma(W[scale + c], x[i], W[shift + c]);
                }
                return y;
            }
            """),
    /** Minus the squared distances from points. */
    DISTANCES("""
            private static float[] distances(float[] x, int units, int centre) {
                float[] y = new float[units];
                for (int i = 0; i < units; i++) {
                    for (int j = 0; j < x.length; j++) {
                        float d = x[j] - W[centre + i * x.length + j];
                        y[i] = Math.fma(-d, d, y[i]);
                    }
                }
                return y;
            }
            """),
    /** Maxima of windows; {@code k}: rows, columns, strides, padding above and before. */
    MAX_POOL("""
            private static float[] maxPool(float[] x, int[] in, int[] out, int[] k) {
                float[] y = new float[out[0] * out[1] * out[2]];
                for (int at = 0; at < y.length; at++) {
                    int top = at / out[2] % out[1] * k[2] - k[4];
                    int left = at % out[2] * k[3] - k[5];
                    float most = Float.NEGATIVE_INFINITY;
                    for (int r = Math.max(0, top); r < Math.min(in[1], top + k[0]); r++) {
                        for (int q = Math.max(0, left); q < Math.min(in[2], left + k[1]); q++) {
                            float value = x[(at / (out[1] * out[2]) * in[1] + r) * in[2] + q];
                            most = value > most ? value : most;
                        }
                    }
                    y[at] = most;
                }
                return y;
            }
            """),
    /** Means of windows; {@code k} as above, and 1 at its end if padding counts. */
    AVERAGE_POOL("""
            private static float[] averagePool(float[] x, int[] in, int[] out, int[] k) {
                float[] y = new float[out[0] * out[1] * out[2]];
                for (int at = 0; at < y.length; at++) {
                    int top = at / out[2] % out[1] * k[2] - k[4];
                    int left = at % out[2] * k[3] - k[5];
                    int rows = Math.min(in[1], top + k[0]) - Math.max(0, top);
                    int columns = Math.min(in[2], left + k[1]) - Math.max(0, left);
                    float sum = 0;
                    for (int i = 0; i < rows * columns; i++) {
                        int r = Math.max(0, top) + i / columns;
                        int q = Math.max(0, left) + i % columns;
                        sum += x[(at / (out[1] * out[2]) * in[1] + r) * in[2] + q];
                    }
                    long padded = (Math.min((long) in[1] + k[4], (long) top + k[0]) - top)
                            * (Math.min((long) in[2] + k[5], (long) left + k[1]) - left);
                    y[at] = sum * (1f / (k[6] == 1 ? padded : rows * columns));
                }
                return y;
            }
            """),
    /** The mean of each map. */
    GLOBAL_AVERAGE("""
            private static float[] globalAverage(float[] x, int channels) {
                float[] y = new float[channels];
                int size = x.length / channels;
                for (int c = 0; c < channels; c++) {
                    float sum = 0;
                    for (int i = 0; i < size; i++) {
                        sum += x[c * size + i];
                    }
                    y[c] = sum * (float) (1.0 / size);
                }
                return y;
            }
            """),
    /** The maximum of each map. */
    GLOBAL_MAX("""
            private static float[] globalMax(float[] x, int channels) {
                float[] y = new float[channels];
                int size = x.length / channels;
                for (int c = 0; c < channels; c++) {
                    y[c] = x[c * size];
                    for (int i = 1; i < size; i++) {
                        y[c] = x[c * size + i] > y[c] ? x[c * size + i] : y[c];
                    }
                }
                return y;
            }
            """),
    /** A border around maps. */
    PAD("""
            private static float[] pad(float[] x, int[] in, int[] out, int top, int left, float value) {
                float[] y = new float[out[0] * out[1] * out[2]];
                java.util.Arrays.fill(y, value);
                for (int i = 0; i < in[0] * in[1]; i++) {
                    System.arraycopy(x, i * in[2], y,
                            (i / in[1] * out[1] + i % in[1] + top) * out[2] + left, in[2]);
                }
                return y;
            }
            """),
    /** Maps made larger by a whole factor. */
    UPSAMPLE("""
            private static float[] upsample(float[] x, int[] in, int factor, boolean bilinear) {
                int height = in[1] * factor;
                int width = in[2] * factor;
                float[] y = new float[in[0] * height * width];
                for (int at = 0; at < y.length; at++) {
                    int i = at / width % height;
                    int j = at % width;
                    double r = bilinear ? Math.max(0, (i + 0.5) / factor - 0.5) : i / factor;
                    double q = bilinear ? Math.max(0, (j + 0.5) / factor - 0.5) : j / factor;
                    int map = at / (height * width) * in[1];
                    int upper = (map + (int) r) * in[2];
                    int lower = (map + Math.min((int) r + 1, in[1] - 1)) * in[2];
                    int left = (int) q;
                    int right = Math.min(left + 1, in[2] - 1);
                    float v = (float) (r - (int) r);
                    float u = (float) (q - left);
                    float above = Math.fma(u, x[upper + right] - x[upper + left], x[upper + left]);
                    float below = Math.fma(u, x[lower + right] - x[lower + left], x[lower + left]);
                    y[at] = Math.fma(v, below - above, above);
                }
                return y;
            }
            """),
    /** The sum of two maps. */
    ADD("""
            private static float[] add(float[] a, float[] b) {
                float[] y = new float[a.length];
                for (int i = 0; i < y.length; i++) {
                    y[i] = a[i] + b[i];
                }
                return y;
            }
            """),
    /** Maps one after the other. */
    CONCATENATE("""
            private static float[] concatenate(float[]... parts) {
                int size = 0;
                for (float[] part : parts) {
                    size += part.length;
                }
                float[] y = new float[size];
                int at = 0;
                for (float[] part : parts) {
                    System.arraycopy(part, 0, y, at, part.length);
                    at += part.length;
                }
                return y;
            }
            """),
    /** Each group of values minus its mean and over its deviation, then times a scale plus a shift. */
    NORM("""
            private static float[] norm(float[] x, int groups, float epsilon, int count, int weight,
                    int bias) {
                float[] y = new float[x.length];
                int size = x.length / groups;
                for (int from = 0; from < x.length; from += size) {
                    double sum = 0;
                    for (int i = from; i < from + size; i++) {
                        sum += x[i];
                    }
                    double squares = 0;
                    for (int i = from; i < from + size; i++) {
                        double rest = x[i] - sum / size;
                        squares += rest * rest;
                    }
                    double scale = 1 / Math.sqrt(squares / size + epsilon);
                    for (int i = from; i < from + size; i++) {
                        int c = i / (x.length / count);
                        y[i] = Math.fma((float) ((x[i] - sum / size) * scale), W[weight + c], W[bias + c]);
                    }
                }
                return y;
            }
            """),
    /** A slope of each channel below 0. */
    PRELU("""
            private static float[] prelu(float[] x, int channels, int weight) {
                float[] y = new float[x.length];
                for (int i = 0; i < x.length; i++) {
                    y[i] = x[i] * (x[i] > 0 ? 1f : W[weight + i / (x.length / channels)]);
                }
                return y;
            }
            """),
    /** The softmax over channels at each position. */
    SOFTMAX("""
            private static float[] softmax(float[] x, int channels) {
                float[] y = new float[x.length];
                int size = x.length / channels;
                for (int at = 0; at < size; at++) {
                    float most = x[at];
                    for (int i = at + size; i < x.length; i += size) {
                        most = Math.max(most, x[i]);
                    }
                    float sum = 0;
                    for (int i = at; i < x.length; i += size) {
                        y[i] = exp(x[i] - most);
                        sum += y[i];
                    }
                    for (int i = at; i < x.length; i += size) {
                        y[i] /= sum;
                    }
                }
                return y;
            }
            """, FunctionPart.EXP),
    /** Its logarithm. */
    LOG_SOFTMAX("""
            private static float[] logSoftmax(float[] x, int channels) {
                float[] y = new float[x.length];
                int size = x.length / channels;
                for (int at = 0; at < size; at++) {
                    float most = x[at];
                    for (int i = at + size; i < x.length; i += size) {
                        most = Math.max(most, x[i]);
                    }
                    double sum = 0;
                    for (int i = at; i < x.length; i += size) {
                        sum += StrictMath.exp((double) x[i] - most);
                    }
                    for (int i = at; i < x.length; i += size) {
                        y[i] = (float) ((double) x[i] - most - StrictMath.log(sum));
                    }
                }
                return y;
            }
            """);

    private final String text;
    private final Set<JavaPart> needs;

    MapPart(String text, JavaPart... needs) {
        this.text = text;
        this.needs = Set.of(needs);
    }

    @Override
    public String text() {
        return text;
    }

    @Override
    public Set<JavaPart> needs() {
        return needs;
    }
}
