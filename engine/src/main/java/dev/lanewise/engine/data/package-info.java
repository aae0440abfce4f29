/**
 * Samples and what is wanted of them: data sets, normalization, distortions of training images. Begin with {@link
 * dev.lanewise.engine.data.Dataset#of(float[][], int[])} for arrays, {@link dev.lanewise.engine.data.ImageDataset} for
 * images of bytes, or implement {@link dev.lanewise.engine.data.Dataset}, which may read from a disk.
 *
 * {@snippet lang=java :
 * List<Dataset> parts = Dataset.of(x, labels).split(0.9, 1); // to train on, to validate on
 * Normalization normalization = Normalization.fit(parts.getFirst());
 * IO.println(parts.getFirst().size() + " samples, " + normalization);
 * }
 */
@org.jspecify.annotations.NullMarked
package dev.lanewise.engine.data;
