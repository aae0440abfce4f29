/** Files of tensors with a header, written whole or not at all, and what stands in them. Not exported. */
@org.jspecify.annotations.NullMarked
package dev.lanewise.engine.file;
