package dev.lanewise.engine.model;

import dev.lanewise.engine.inference.Evaluator;
import dev.lanewise.engine.source.SourceWriter;

/**
 * A model as the text of one Java class, for hosts where even a jar is too much: Java 11, no dependency, the
 * weights inside, and only the methods that the network needs.
 *
 * {@snippet lang=java :
 * Model model = Model.load(file);
 * Files.writeString(Path.of("Digits.java"), JavaSource.of(model, "com.example.Digits"));
 * }
 *
 * <p>Its class has static methods: {@code float[] logits(float[] values)}, which takes raw values in the order
 * channel, row, column and returns what {@link Model#outputs(float[])} does, to the same bits where the hardware
 * has fused multiply-add, and {@code int classify(float[] values)}. Where the outputs are no logits of
 * classes that exclude each other, the first is called {@code outputs}, and the second is not there. The class is as fast as the scalar kernels.
 *
 * @since 0.1.0
 */
public final class JavaSource {
    private JavaSource() {}

    /**
     * {@return the text of a class that computes the model; the same for equal models}
     *
     * @param model the model
     * @param className the name of the class, with its package or without
     * @throws IllegalArgumentException if it is no name of a class, or a layer is a program's own
     */
    public static String of(Model model, String className) {
        return SourceWriter.of(Evaluator.read(model.network(), model.loss()), model.parameters(),
                model.normalization(), className,
                model.network().outputs() > 1 && model.loss().hasLogits(),
                model.loss().hasLogits() ? "logits" : "outputs");
    }
}
