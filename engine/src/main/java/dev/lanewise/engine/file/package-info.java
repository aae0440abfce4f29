/** Files of tensors with a header, written whole or not at all, and the text of a network. Not exported. */
@org.jspecify.annotations.NullMarked
package dev.lanewise.engine.file;
