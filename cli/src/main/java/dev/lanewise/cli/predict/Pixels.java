package dev.lanewise.cli.predict;

import dev.lanewise.mnist.picture.Picture;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;

/** The pixels of a decoded picture, as a viewer shows them. */
final class Pixels {
    private static final int WHITE = 255;
    private static final int WHITE_16 = 65_535;
    private static final int OPAQUE = 0xff000000;

    private Pixels() {}

    /** The pixels, turned so that the top of the scene is up: see {@link Orientation#of}. */
    static Picture upright(BufferedImage image, int orientation) {
        int width = image.getWidth();
        int height = image.getHeight();
        int[] argb = argb(image);
        if (orientation <= Orientation.UPRIGHT) {
            return new Picture(width, height, argb);
        }
        boolean exchanged = orientation >= 5;
        boolean fromRight = orientation == 2 || orientation == 3 || orientation == 7
                || orientation == 8;
        boolean fromBelow = orientation == 3 || orientation == 4 || orientation == 6
                || orientation == 7;
        int newWidth = exchanged ? height : width;
        int newHeight = exchanged ? width : height;
        int[] turned = new int[argb.length];
        for (int y = 0; y < newHeight; y++) {
            for (int x = 0; x < newWidth; x++) {
                int column = exchanged ? y : x;
                int row = exchanged ? x : y;
                turned[y * newWidth + x] = argb[(fromBelow ? height - 1 - row : row) * width
                        + (fromRight ? width - 1 - column : column)];
            }
        }
        return new Picture(newWidth, newHeight, turned);
    }

    /**
     * The pixels as they are stored. Java takes grey values for linear ones and lightens them; files
     * hold them in the same sRGB steps as colours, so that a grey picture and the same one in colour
     * are equal.
     */
    private static int[] argb(BufferedImage image) {
        int width = image.getWidth();
        int height = image.getHeight();
        ColorModel model = image.getColorModel();
        int type = model.getTransferType();
        boolean whole = type == DataBuffer.TYPE_BYTE || type == DataBuffer.TYPE_USHORT;
        if (model.getColorSpace().getType() != ColorSpace.TYPE_GRAY || !whole
                || model.isAlphaPremultiplied()) {
            return image.getRGB(0, 0, width, height, null, 0, width);
        }
        int most = type == DataBuffer.TYPE_BYTE ? WHITE : WHITE_16;
        Raster raster = image.getRaster();
        int[] argb = new int[width * height];
        int[] row = new int[width * raster.getNumBands()];
        for (int y = 0; y < height; y++) {
            raster.getPixels(0, y, width, 1, row);
            for (int x = 0; x < width; x++) {
                int at = x * raster.getNumBands();
                int grey = eightBits(row[at], most);
                int alpha = model.hasAlpha() ? eightBits(row[at + 1], most) << 24 : OPAQUE;
                argb[y * width + x] = alpha | grey << 16 | grey << 8 | grey;
            }
        }
        return argb;
    }

    private static int eightBits(int value, int most) {
        return most == WHITE ? value : (value * WHITE + most / 2) / most;
    }
}
