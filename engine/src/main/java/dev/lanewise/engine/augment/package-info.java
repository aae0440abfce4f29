/** Distorts and damages training images, each by a draw of its own. Not exported. */
@org.jspecify.annotations.NullMarked
package dev.lanewise.engine.augment;
