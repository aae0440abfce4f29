/**
 * Makes a network of an ONNX graph. {@code GraphReader} goes through the operators; of each, {@code Operators} names
 * the rule, which adds layers to a {@code Draft}, and {@code ConstantFolding} computes what depends on no input.
 */
@org.jspecify.annotations.NullMarked
package dev.lanewise.onnx.reader;
