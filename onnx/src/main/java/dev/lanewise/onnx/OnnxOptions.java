package dev.lanewise.onnx;

import java.util.Objects;

/**
 * How a model is written to an ONNX file. Immutable; without a word the file takes normalized values and puts
 * out the model's outputs, batch normalizations as layers of their own.
 *
 * @since 0.1.0
 */
public final class OnnxOptions {
    /** The oldest version of the operators that is written, and the usual one. */
    public static final int LEAST_OPSET = 17;
    /** The newest version of the operators that is written. */
    public static final int MOST_OPSET = 23;
    private static final String INPUT = "input";
    private final int opset;
    private final Input input;
    private final boolean probabilities;
    private final boolean foldsBatchNorm;
    private final String inputName;
    private final String outputName;

    /**
     * What the file's input holds.
     *
     * @since 0.1.0
     */
    public enum Input {
        /** Floats that are normalized already, as the network's first layer reads them. */
        NORMALIZED,
        /** Raw values as floats: the normalization is part of the file. */
        RAW,
        /** Raw values from 0 to 255 as unsigned bytes: the normalization is part of the file. */
        BYTES
    }

    private OnnxOptions(int opset, Input input, boolean probabilities, boolean foldsBatchNorm,
            String inputName, String outputName) {
        this.opset = opset;
        this.input = input;
        this.probabilities = probabilities;
        this.foldsBatchNorm = foldsBatchNorm;
        this.inputName = inputName;
        this.outputName = outputName;
    }

    /** {@return the usual options} */
    public static OnnxOptions of() {
        return new OnnxOptions(LEAST_OPSET, Input.NORMALIZED, false, false, INPUT, "");
    }

    /**
     * {@return the same with another version of ONNX's operators; older programs read older ones}
     *
     * @param value the version, from 17 to 23; 17 unless it is given
     * @throws IllegalArgumentException if it is another
     */
    public OnnxOptions opset(int value) {
        if (value < LEAST_OPSET || value > MOST_OPSET) {
            throw new IllegalArgumentException("The version of ONNX's operators must be from "
                    + LEAST_OPSET + " to " + MOST_OPSET + "; you gave " + value + ".");
        }
        return new OnnxOptions(value, input, probabilities, foldsBatchNorm, inputName, outputName);
    }

    /**
     * {@return the same with another kind of input}
     *
     * @param value what the file's input holds
     */
    public OnnxOptions input(Input value) {
        return new OnnxOptions(opset, Objects.requireNonNull(value), probabilities, foldsBatchNorm,
                inputName, outputName);
    }

    /**
     * {@return the same with another kind of output}
     *
     * @param value whether the file puts out probabilities, after the model's temperature, and not the
     *     outputs that they are made of
     */
    public OnnxOptions probabilities(boolean value) {
        return new OnnxOptions(opset, input, value, foldsBatchNorm, inputName, outputName);
    }

    /**
     * {@return the same with batch normalizations in another form}
     *
     * @param value whether they become part of the weights of the convolution or dense layer before them, where
     *     nothing else reads that: fewer operators, but the file can't be trained on, and rounds otherwise
     */
    public OnnxOptions foldBatchNorm(boolean value) {
        return new OnnxOptions(opset, input, probabilities, value, inputName, outputName);
    }

    /**
     * {@return the same with another name of the input; {@code input} unless it is given}
     *
     * @param value the name
     * @throws IllegalArgumentException if it is empty
     */
    public OnnxOptions inputName(String value) {
        return new OnnxOptions(opset, input, probabilities, foldsBatchNorm, named(value),
                outputName);
    }

    /**
     * {@return the same with another name of the output; {@code logits}, {@code probabilities} or {@code output}
     * unless it is given, after what it is}
     *
     * @param value the name
     * @throws IllegalArgumentException if it is empty
     */
    public OnnxOptions outputName(String value) {
        return new OnnxOptions(opset, input, probabilities, foldsBatchNorm, inputName,
                named(value));
    }

    private static String named(String value) {
        if (value.isEmpty()) {
            throw new IllegalArgumentException(
                    "An input or output must have a name; you gave an empty one.");
        }
        return value;
    }

    /** {@return the version of ONNX's operators} */
    public int opset() {
        return opset;
    }

    /** {@return what the input holds} */
    public Input input() {
        return input;
    }

    /** {@return whether the outputs are probabilities} */
    public boolean probabilities() {
        return probabilities;
    }

    /** {@return whether batch normalizations become part of other weights} */
    public boolean foldsBatchNorm() {
        return foldsBatchNorm;
    }

    /** {@return the name of the input} */
    public String inputName() {
        return inputName;
    }

    /** {@return the name of the output; empty if it follows what the output is} */
    public String outputName() {
        return outputName;
    }
}
