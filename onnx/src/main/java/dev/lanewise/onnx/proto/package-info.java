/** The messages of ONNX's files, as far as they are needed, and the wire format of protocol buffers. */
@org.jspecify.annotations.NullMarked
package dev.lanewise.onnx.proto;
