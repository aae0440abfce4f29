/** Texts in messages and files. Not exported: for the modules of Lanewise alone. */
@org.jspecify.annotations.NullMarked
package dev.lanewise.engine.text;
