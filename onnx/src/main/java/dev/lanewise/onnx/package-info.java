/**
 * Networks from ONNX files and to them. Begin with {@link dev.lanewise.onnx.OnnxModels}; {@link
 * dev.lanewise.onnx.OnnxOptions} says how a file is written.
 *
 * {@snippet lang=java :
 * Model model = OnnxModels.read(file);
 * IO.println(model.network());
 * OnnxModels.write(model, Path.of("copy.onnx"), OnnxOptions.of().probabilities(true));
 * }
 */
@org.jspecify.annotations.NullMarked
package dev.lanewise.onnx;
