/**
 * Trained networks: prediction, evaluation, and model files. Begin with {@link
 * dev.lanewise.engine.model.Model#load(java.nio.file.Path)}, or with the model of a trainer. A {@link
 * dev.lanewise.engine.model.Model} is immutable and serves any number of threads.
 *
 * {@snippet lang=java :
 * Model model = Model.load(file);
 * model.warmUp(); // so that the first answer is as quick as later ones
 * IO.println(model.predict(values).label()); // the most probable class
 * IO.println(model.classify(values, 3)); // three classes with their probabilities
 * float[][] outputs = model.outputs(samples); // logits or values of many samples
 * IO.println(outputs.length);
 * }
 *
 * <p>Weights of PyTorch come by {@link dev.lanewise.engine.model.StateDict}, ONNX files by the module {@code
 * dev.lanewise.onnx}; {@link dev.lanewise.engine.model.JavaSource} writes a model as a Java class.
 */
@org.jspecify.annotations.NullMarked
package dev.lanewise.engine.model;
