/** Pictures: grey images, galleries of them, charts; as PNG files. */
@org.jspecify.annotations.NullMarked
package dev.lanewise.cli.picture;
