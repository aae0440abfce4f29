/**
 * A picture of one handwritten digit made into an image such as those of MNIST: any size, any colours, dark on light or
 * light on dark. Begin with {@link dev.lanewise.mnist.picture.DigitImage#prepare}, or with {@link
 * dev.lanewise.mnist.picture.DigitLine} for a number of several digits.
 *
 * {@snippet lang=java :
 * int[] argb = new int[200 * 100]; // such as BufferedImage.getRGB gives
 * try {
 *     DigitImage image = DigitImage.prepare(new Picture(200, 100, argb));
 *     IO.println(Lenet5.pretrained().predict(image.sample()).label());
 * } catch (PictureException e) {
 *     IO.println(e.getMessage()); // what is in the picture instead of one digit
 * }
 * }
 */
@org.jspecify.annotations.NullMarked
package dev.lanewise.mnist.picture;
