package dev.lanewise.onnx.reader;

/** What an operator reads: numbers that are known, or what a layer makes. */
sealed interface Operand permits Constant, Maps {}
