/** Layers as operators of ONNX, in a graph that grows. */
@org.jspecify.annotations.NullMarked
package dev.lanewise.onnx.writer;
