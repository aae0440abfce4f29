/** Networks from ONNX files and to them. */
@org.jspecify.annotations.NullMarked
package dev.lanewise.onnx;
